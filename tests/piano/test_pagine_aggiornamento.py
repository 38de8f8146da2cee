"""Che cosa legge ciascuno mentre un piano in vigore si aggiorna."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accordo.requisiti.accordi import piano_approvato
from ambito import flusso, lavori
from ambito.contesto import in_ambito
from ambito.models import Avviso, Documento, Lavoro
from piano import operazioni, selezioni
from piano.compiti import compiti
from piano.documenti import monitoraggio, prepara
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, PianoDiZona, RisorsaObiettivo
from piano.operazioni import attuativi
from piano.selezioni import andamento, giri
from piano.selezioni.attuativi import Consolidato
from piano.stati.attuativi import piano_deciso
from tests.piano.fabbriche import giro_aperto, obiettivo
from tests.piano.test_aggiornamento import DOPO, PERCHE, chi, in_aggiornamento, riscrivi, vigente
from tests.piano.test_piano import voto
from tests.scena import OGGI, crea_scena

pytestmark = pytest.mark.django_db


def url(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def legge(scena, ruolo, indirizzo):
    risposta = scena.client(ruolo).get(indirizzo)
    assert risposta.status_code == 200
    return risposta.content.decode()


@pytest.fixture
def piano(lodi):
    with lodi.aperto("coordinatore"):
        piano = in_aggiornamento(lodi)
        riscrivi(lodi, piano, "<p>Parole nuove di zecca.</p>")
        yield piano


@pytest.mark.parametrize(
    "ruolo, frase",
    [
        ("udp", "attuativi, bilancio e andamento seguono la"),
        ("sindaco", "cambia soltanto se l’Assemblea dei Sindaci adotta quella nuova"),
        ("operatore", "qui sotto ci sono sezioni, obiettivi e risorse del testo nuovo"),
    ],
)
def test_a_ognuno_si_dice_che_si_aggiorna_e_che_cosa_vale(lodi, piano, ruolo, frase):
    pagina = legge(lodi, ruolo, url("piano"))
    assert "In vigore c’è la versione 1" in pagina and PERCHE in pagina and frase in pagina
    assert f'href="{url("versione", 1)}"' in pagina and f"{url('confronto')}?da=1&amp;a=adesso" in pagina
    assert "Vigente, in aggiornamento" in pagina
    assert ("PDF della bozza" in pagina) == (ruolo == "udp")


def test_chi_non_scrive_legge_e_scarica_la_versione_in_vigore(lodi, piano):
    for nome in ("in_breve", "piano"):
        assert "Parole nuove" not in legge(lodi, "sindaco", url(nome))
    assert "È quella in vigore" in legge(lodi, "sindaco", url("in_breve"))
    assert "È il testo dell’aggiornamento" in legge(lodi, "udp", url("in_breve"))
    for ruolo, versione in (("sindaco", 1), ("udp", 0)):
        lodi.client(ruolo).post(url("documento"))
        lavoro = Lavoro.objects.filter(argomenti__tipo="piano").latest("pk")
        dati = lavoro.argomenti["preparato"]["dati"]
        assert (dati["versione_piano"], "Parole nuove" in str(dati)) == (versione, ruolo == "udp")


def test_in_word_ciascuno_ha_il_suo_testo(lodi, piano, monkeypatch):
    dati = []
    monkeypatch.setattr("piano.views.word.word.in_word", lambda oggetto, adesso: dati.append(oggetto) or b"")
    for ruolo in ("sindaco", "udp"):
        lodi.client(ruolo).get(url("word"))
    assert dati == [selezioni.versione(piano, 1), piano]


def test_la_sezione_e_la_scheda_dicono_che_non_e_ancora_deciso(lodi, piano):
    sezione = piano.sezioni.get(codice="3.1")
    for indirizzo in (url("sezione", sezione.pk), url("obiettivo", "D1"), url("obiettivi")):
        pagina = legge(lodi, "sindaco", indirizzo)
        assert "aggiornamento" in pagina and f'href="{url("versione", 1)}"' in pagina


def test_dalla_pagina_si_apre_si_propone_e_si_ritira(lodi):
    with lodi.aperto("coordinatore"):
        vigente(lodi)
    navigatore, passo = lodi.client("coordinatore"), url("passo")
    assert "Apri un aggiornamento" in legge(lodi, "coordinatore", url("piano"))
    assert "Apri un aggiornamento" not in legge(lodi, "udp", url("piano"))
    assert lodi.client("udp").post(passo, {"passo": "apri_aggiornamento", "nota": PERCHE}).status_code == 403
    assert "Scrivi il motivo" in navigatore.post(passo, {"passo": "apri_aggiornamento"}, follow=True).content.decode()
    aperta = navigatore.post(passo, {"passo": "apri_aggiornamento", "nota": PERCHE}, follow=True).content.decode()
    assert "Aggiornamento aperto" in aperta and "Proponi l’aggiornamento al voto" in aperta
    assert "non è cambiato niente" in navigatore.post(passo, {"passo": "proponi_aggiornamento"}, follow=True).content.decode()
    with lodi.aperto("coordinatore"):
        riscrivi(lodi, PianoDiZona.objects.get())
    proposta = navigatore.post(passo, {"passo": "proponi_aggiornamento"}, follow=True).content.decode()
    assert "L’aggiornamento è proposto" in proposta and "È un aggiornamento: non è in vigore" in proposta
    pagina = legge(lodi, "sindaco", url("piano"))
    assert "aspetta il voto dell’Assemblea" in pagina and f"{url('confronto')}?da=1&amp;a=2" in pagina
    ritirata = navigatore.post(passo, {"passo": "ritira_aggiornamento", "nota": "Niente fondo."}, follow=True).content.decode()
    assert "di nuovo quello in vigore" in ritirata and "In vigore c’è" not in ritirata
    versioni = legge(lodi, "sindaco", url("versioni"))
    assert "Ritirato" in versioni and "Niente fondo." in versioni and "Superata" not in versioni


def test_adottata_la_nuova_quella_di_prima_e_superata_con_le_sue_date(lodi, piano):
    voto(operazioni.proponi(piano, **chi(lodi)), approvata=True)
    versioni = legge(lodi, "sindaco", url("versioni"))
    assert "Superata" in versioni and "superata il 10/06/2025 dalla 2" in versioni and versioni.count(">Adottata<") == 1
    assert "Questa versione non è più in vigore" in legge(lodi, "sindaco", url("versione", 1))
    assert "non è in vigore" not in legge(lodi, "sindaco", url("versione", 2))


def test_il_confronto_parte_da_cio_che_vale(lodi, piano):
    operazioni.congela_bozza(piano, nome="A metà", nota="", **chi(lodi))
    riscrivi(lodi, piano, "<p>Parole ancora più nuove.</p>", "2")
    pagina = legge(lodi, "sindaco", url("confronto"))
    assert "Da <strong>«Proposta 1»</strong>" in pagina and "«Bozza di adesso»" in pagina


def test_in_giro_il_sindaco_vede_che_cosa_cambia_da_cio_che_vale(lodi, piano):
    giro = giro_aperto(lodi, piano, adesso=DOPO)
    assert giri.versione_precedente(giro).numero == 1
    pagina = legge(lodi, "sindaco", url("risposta", giro.numero, "098019"))
    assert "Rispetto alla versione 1, quella in vigore" in pagina and f"{url('confronto')}?da=1&amp;a=2" in pagina
    with pytest.raises(flusso.RequisitiMancanti, match="giro di osservazioni aperto"):
        operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(lodi))


def test_l_accordo_e_gli_attuativi_seguono_la_versione_in_vigore(lodi, piano):
    class Accordo:
        pass

    Accordo.piano = piano
    assert piano_approvato(Accordo) is None
    attuativo = attuativi.apri_attuativo(piano, 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
    RisorsaObiettivo.objects.filter(anno=2025).update(importo=Decimal("7.00"))
    obiettivo(piano, lodi.utenti["udp"], "La casa")
    consolidato = Consolidato(attuativo)
    assert [(s.obiettivo.codice, s.importo) for s in consolidato.schede] == [("D1", Decimal("1234.56"))]
    assert consolidato.bilancio["totale"] == Decimal("1234.56")
    assert piano_deciso(attuativo) is None
    assert "1.234,56" in legge(lodi, "udp", url("nuova_scheda_anno", 2025) + "?obiettivo=D1")
    assert lodi.client("udp").get(url("nuova_scheda_anno", 2025) + "?obiettivo=D2").status_code == 404
    assert "la 1" in legge(lodi, "sindaco", url("attuativi"))


def test_l_andamento_segue_gli_indicatori_in_vigore(lodi, piano):
    Indicatore.objects.update(atteso=Decimal("999"))
    obiettivo(piano, lodi.utenti["udp"], "La casa")
    (voce,) = andamento.andamento(piano, OGGI)
    assert voce.obiettivo.codice == "D1" and voce.indicatori[0].indicatore.atteso == Decimal("20")
    assert [t.valore for t in voce.indicatori[0].strada.traguardi] == [Decimal("12"), Decimal("16"), Decimal("20")]
    assert [i.atteso for i, _ in andamento.dovute(OGGI)] == [Decimal("20")]
    assert "segue la versione in vigore, la 1" in legge(lodi, "sindaco", url("andamento"))


def test_chi_segue_il_piano_legge_i_titoli_in_vigore(lodi, piano):
    scheda, azione = Obiettivo.objects.get(), Azione.objects.get()
    Obiettivo.objects.update(titolo="Un titolo non deciso", referente="Altri")
    Azione.objects.update(titolo="Un’azione non decisa")
    AreaPolicy.objects.filter(pk=scheda.area_id).update(nome="Un’area non decisa")
    Azione.objects.create(obiettivo=scheda, titolo="Un’azione nuova")
    (voce,) = andamento.andamento(piano, OGGI)
    assert (voce.obiettivo.titolo, voce.obiettivo.referente) == ("Più anziani seguiti a casa", "Paolo Ferri")
    assert [a.titolo for a in voce.azioni] == ["Un’azione"]
    assert [str(i.obiettivo) for i, _ in andamento.dovute(OGGI)] == ["D1 Più anziani seguiti a casa"]
    attuativi.apri_attuativo(piano, 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
    pagine = [
        url("andamento"), url("andamento_obiettivo", "D1"), url("avanza_azione", azione.pk), url("valuta_obiettivo", "D1", "2025"),
        url("rileva", Indicatore.objects.get().pk), url("nuova_scheda_anno", 2025) + "?obiettivo=D1",
    ]  # fmt: skip
    assert [p for p in pagine if "non deci" in legge(lodi, "udp", p) or "Un’azione nuova" in legge(lodi, "udp", p)] == []
    (area,) = monitoraggio.prepara(monitoraggio.trova("", "2025", OGGI), OGGI).dati["aree"]
    assert area["nome"] != "Un’area non decisa" and area["obiettivi"][0]["titolo"] == "Più anziani seguiti a casa"


def test_un_azione_nuova_non_si_segue_finche_non_e_adottata(lodi, piano):
    nuova = Azione.objects.create(obiettivo=Obiettivo.objects.get(), titolo="Un’azione nuova")
    assert lodi.client("udp").get(url("avanza_azione", nuova.pk)).status_code == 404
    with pytest.raises(operazioni.NonAncoraInVigore, match="da quando è adottato"):
        operazioni.avanza(nuova, avanzamento=0, passo="avvia", poteri=lodi.poteri("udp"), adesso=DOPO)
    voto(operazioni.proponi(piano, **chi(lodi)), approvata=True)
    assert operazioni.avanza(nuova, avanzamento=10, passo="avvia", poteri=lodi.poteri("udp"), adesso=DOPO).avanzamento == 10


def test_non_si_misura_ne_si_valuta_cio_che_non_e_ancora_in_vigore(lodi, piano):
    nuovo = obiettivo(piano, lodi.utenti["udp"], "La casa")
    indicatore, chi_scrive = nuovo.indicatori.get(), {"poteri": lodi.poteri("udp"), "adesso": DOPO}
    with pytest.raises(operazioni.NonAncoraInVigore, match="da quando è adottato"):
        operazioni.rileva(indicatore, al=nuovo.inizio, valore=Decimal(1), **chi_scrive)
    with pytest.raises(operazioni.NonAncoraInVigore):
        operazioni.valuta_obiettivo(nuovo, anno=2025, esito="raggiunto", grado=100, **chi_scrive)
    navigatore = lodi.client("udp")
    for indirizzo in (url("rileva", indicatore.pk), url("valuta_obiettivo", "D2", "2025")):
        assert navigatore.get(indirizzo).status_code == 404
    Indicatore.objects.update(atteso=Decimal("999"))
    di_prima = Indicatore.objects.get(obiettivo__codice="D1")
    assert "Atteso alla fine: 20 persone" in legge(lodi, "udp", url("rileva", di_prima.pk))
    assert operazioni.rileva(di_prima, al=nuovo.inizio, valore=Decimal(1), **chi_scrive).pk


def test_dalla_scheda_nuova_non_si_va_a_un_andamento_che_non_c_e(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], "La casa")
    assert "A che punto è" not in legge(lodi, "udp", url("obiettivo", "D2"))
    assert f'href="{url("andamento_obiettivo", "D1")}"' in legge(lodi, "udp", url("obiettivo", "D1"))


def test_l_anno_si_programma_nelle_aree_in_vigore(lodi, piano):
    nuova = AreaPolicy.objects.create(piano=piano, codice="Z", nome="Casa")
    attuativi.apri_attuativo(piano, 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
    pagina = legge(lodi, "udp", url("nuova_scheda_anno", 2025))
    assert str(nuova) not in pagina and str(AreaPolicy.objects.get(piano=piano, codice="D")) in pagina


def test_un_anno_senza_risorse_nel_testo_nuovo_ha_quelle_in_vigore(lodi, piano):
    RisorsaObiettivo.objects.filter(anno=2025).delete()
    assert [str(r.importo) for r in selezioni.risorse(2025)] == ["1234.56"]


def test_la_relazione_di_monitoraggio_stampa_le_risorse_in_vigore(lodi, piano):
    RisorsaObiettivo.objects.filter(anno=2025).update(importo=Decimal("7.00"))
    (area,) = monitoraggio.prepara(monitoraggio.trova("", "2025", OGGI), OGGI).dati["aree"]
    assert [o["importo"] for o in area["obiettivi"]] == ["1.234,56"]


def test_un_obiettivo_nuovo_non_si_sceglie_finche_non_e_adottato(lodi, piano):
    nuovo = obiettivo(piano, lodi.utenti["udp"], "La casa")
    assert nuovo not in selezioni.obiettivi(piano).in_vigore()
    voto(operazioni.proponi(piano, **chi(lodi)), approvata=True)
    assert nuovo in selezioni.obiettivi(piano).in_vigore()


def test_i_sindaci_sono_avvisati(lodi, piano):
    avviso = Avviso.objects.get(destinatario=lodi.utenti["sindaco"], titolo="Si aggiorna il Piano di Zona 2025-2027")
    assert "vale la versione 1" in avviso.testo and PERCHE in avviso.testo


def test_chi_convoca_sa_che_un_aggiornamento_non_si_vota_piu(lodi, piano):
    def avvisi():
        return Avviso.objects.filter(
            destinatario=lodi.utenti["segretario"], titolo__startswith="Non è più proposto l’aggiornamento"
        )

    operazioni.proponi(piano, **chi(lodi))
    flusso.esegui(piano, "rinvia_aggiornamento", nota="Si corregge.", **chi(lodi))
    assert [("va tolto" in a.testo, a.testo.endswith("Motivo: Si corregge.")) for a in avvisi()] == [(True, True)]
    operazioni.proponi(PianoDiZona.objects.get(), **chi(lodi))
    operazioni.ritira_aggiornamento(piano, motivo="Il fondo non arriva.", **chi(lodi))
    assert avvisi().filter(testo__endswith="Motivo: Il fondo non arriva.").count() == 1 and avvisi().count() == 2


def test_chi_convoca_non_si_disturba_per_cio_che_non_era_proposto(lodi, piano):
    operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(lodi))
    assert not Avviso.objects.filter(titolo__startswith="Non è più proposto").exists()


def test_fra_le_cose_da_fare_c_e_l_aggiornamento(lodi, piano):
    assert "Proponi l’aggiornamento del" in compiti(lodi.poteri("coordinatore"), OGGI)[-1].titolo
    voto(operazioni.proponi(piano, **chi(lodi)), approvata=False)
    assert "non ha approvato l’aggiornamento del" in compiti(lodi.poteri("coordinatore"), OGGI)[-1].titolo


def test_i_documenti_di_un_aggiornamento_non_sostituiscono_quello_in_vigore(lodi, piano):
    assert prepara(piano, OGGI).oggetto_id < 0 and "in vigore è la versione 1" in prepara(piano, OGGI).sottotitolo
    nuova = operazioni.proponi(piano, **chi(lodi))
    vecchia = selezioni.versione(piano, 1)
    assert prepara(vecchia, OGGI).oggetto_id == piano.pk and prepara(nuova, OGGI).oggetto_id == -nuova.pk
    assert "che aggiorna la 1" in prepara(nuova, OGGI).sottotitolo
    voto(nuova, approvata=True)
    nuova, vecchia = selezioni.versione(piano, 2), selezioni.versione(piano, 1)
    assert prepara(vecchia, OGGI).oggetto_id == -vecchia.pk and prepara(nuova, OGGI).oggetto_id == piano.pk
    ultimo = Lavoro.objects.filter(argomenti__tipo="piano").latest("pk").argomenti["preparato"]
    assert (ultimo["oggetto_id"], ultimo["dati"]["versione_piano"]) == (piano.pk, 2)


@pytest.mark.django_db(transaction=True)
def test_prima_di_votare_si_legge_che_cosa_cambia():
    scena = crea_scena("lodi")
    with scena.aperto("coordinatore"):
        piano = in_aggiornamento(scena)
        riscrivi(scena, piano)
        nuova = operazioni.proponi(piano, **chi(scena))
        assert selezioni.carte_di_voto(nuova.pk) == []
        lavoro = Lavoro.objects.get(argomenti__tipo="confronto")
    lavori.esegui(scena.ambito.pk, lavoro.pk)
    with in_ambito(scena.ambito.pk):
        assert selezioni.carte_di_voto(nuova.pk) == [Documento.objects.get(tipo="confronto")]


def test_le_pagine_costano_lo_stesso_quante_siano_le_righe(lodi, piano):
    def letture(ruolo, indirizzo):
        navigatore = lodi.client(ruolo)
        navigatore.get(indirizzo)
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(indirizzo).status_code == 200
        return len(catturate)

    attuativi.apri_attuativo(piano, 2025, poteri=lodi.poteri("udp"), adesso=DOPO)
    pagine = [url(n) for n in ("piano", "versioni", "andamento", "obiettivi", "in_breve")] + [url("attuativo", 2025)]
    poche = [letture("sindaco", p) for p in pagine]
    for n in range(4):
        obiettivo(piano, lodi.utenti["udp"], f"Obiettivo {n}", area="ABCE"[n])
        voto(operazioni.proponi(PianoDiZona.objects.get(), **chi(lodi)), approvata=True)
        operazioni.apri_aggiornamento(PianoDiZona.objects.get(), motivo=PERCHE, **chi(lodi))
    assert [letture("sindaco", p) for p in pagine] == poche
    assert max(poche) <= 40


def test_chi_ha_votato_prima_non_si_confonde(lodi):
    """Un piano vigente senza aggiornamenti si legge come sempre."""
    with lodi.aperto("coordinatore"):
        vigente(lodi)
    assert "Leggi la versione adottata" in legge(lodi, "sindaco", url("piano"))
    assert "Aggiornamenti" not in legge(lodi, "sindaco", url("versioni"))
