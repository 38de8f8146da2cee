"""Seguire il piano: valori letti e corretti, azioni, valutazioni, ciò che si aspetta, la chiusura, il piano che segue."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito import flusso
from ambito.flusso import RequisitiMancanti
from ambito.models import Avviso, Evento
from ambito.nucleo.traiettoria import Luce
from ambito.poteri import PotereMancante, Poteri
from piano import annunci, compiti, operazioni, selezioni
from piano.documenti import fotografa, impagina
from piano.documenti.monitoraggio import AnnoDiPiano, RelazioneMancante, prepara, trova
from piano.models import Indicatore, Obiettivo, PianoDiZona, Rilevazione, ValutazioneObiettivo
from piano.operazioni.monitoraggio import AvanzamentoNonValido, FuoriTempo, ValoreNonScrivibile, ValutazioneNonValida
from piano.operazioni.obiettivi import GiaMisurato
from piano.selezioni import andamento
from tests.piano.fabbriche import obiettivo, piano_nuovo
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db
OGGI = date(2026, 2, 10)
FINE_2025 = date(2025, 12, 31)


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        obiettivo(piano, lodi.utenti["udp"])
        yield piano


def chi(lodi, ruolo="udp", oggi=OGGI):
    return {"poteri": Poteri(lodi.utenti[ruolo], lodi.ambito, oggi), "adesso": ADESSO}


def rileva(lodi, valore="12", al=FINE_2025, indicatore=None, **altro):
    return operazioni.rileva(indicatore or Indicatore.objects.get(), al=al, valore=Decimal(valore), **altro, **chi(lodi))


def indirizzo(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def solo(piano, oggi=OGGI, **altro):
    return andamento.andamento(piano, oggi, **altro)[0]


def test_un_valore_letto_cambia_il_giudizio_e_sposta_la_prossima_lettura(lodi, piano):
    prima = solo(piano)
    assert (prima.luce, prima.indicatori[0].in_ritardo, prima.prossimo.prossima) == (Luce.SENZA_DATI, True, FINE_2025)
    rileva(lodi)
    dopo = solo(piano)
    assert (dopo.luce, dopo.letti, dopo.prossimo.prossima) == (Luce.IN_LINEA, 1, date(2026, 12, 31))
    assert (dopo.indicatori[0].percento, dopo.indicatori[0].da_scrivere) == (20, False)
    assert Evento.objects.filter(verbo="rilevazione.scrivi").count() == 1


@pytest.mark.parametrize(
    ("al", "frase"),
    [(date(2024, 12, 31), "fuori dal triennio"), (OGGI + timedelta(1), "deve ancora venire"), (date(2028, 1, 1), "fuori dal")],
)
def test_un_valore_sta_nel_triennio_e_non_nel_futuro(lodi, piano, al, frase):
    with pytest.raises(ValoreNonScrivibile, match=frase):
        rileva(lodi, al=al)


def test_prima_del_triennio_e_a_piano_concluso_non_si_scrive(lodi, piano):
    futuro = piano_nuovo(lodi, 2031)
    periodo = {"inizio": futuro.dal, "fine": futuro.al}
    scheda = Obiettivo.objects.create(piano=futuro, area=futuro.aree.first(), codice="A1", titolo="Futuro", **periodo)
    lontano = Indicatore.objects.create(obiettivo=scheda, nome="Lontano", unita="x", atteso=1)
    with pytest.raises(FuoriTempo, match="comincia il 1"):
        rileva(lodi, indicatore=lontano, al=futuro.dal)
    PianoDiZona.objects.filter(pk=piano.pk).update(stato="concluso")
    with pytest.raises(FuoriTempo, match="concluso"):
        rileva(lodi, indicatore=piano.obiettivi.get().indicatori.get())


def test_chi_non_scrive_il_piano_non_scrive_valori(lodi, piano):
    with pytest.raises(PotereMancante):
        operazioni.rileva(Indicatore.objects.get(), al=FINE_2025, valore=1, **chi(lodi, "sindaco"))


def test_lo_stesso_giorno_non_ha_due_valori_e_una_correzione_resta_in_vista(lodi, piano):
    prima = rileva(lodi, "11")
    with pytest.raises(ValoreNonScrivibile, match="C’è già un valore"):
        rileva(lodi, "12")
    with pytest.raises(ValoreNonScrivibile, match="perché"):
        operazioni.correggi(prima, valore=Decimal(12), motivo=" ", **chi(lodi))
    dopo = operazioni.correggi(prima, valore=Decimal(12), motivo="Mancava un Comune", **chi(lodi))
    assert [(r.valore, r.attuale) for r in Rilevazione.objects.order_by("pk")] == [(11, False), (12, True)]
    assert (dopo.corregge, dopo.al, solo(piano).indicatori[0].lettura.valore) == (prima, FINE_2025, 12)
    with pytest.raises(ValoreNonScrivibile, match="già stato corretto"):
        operazioni.correggi(prima, valore=Decimal(13), motivo="Ancora", **chi(lodi))
    pagina = lodi.client("sindaco").get(indirizzo("andamento_obiettivo", "D1")).content.decode()
    assert "Mancava un Comune" in pagina and "<del>11</del>" in pagina and "Correggi" not in pagina


@pytest.mark.parametrize("cambia", ["update piano_rilevazione set valore = 99", "delete from piano_rilevazione",
                                    "update piano_rilevazione set attuale = false, valore = 99"])  # fmt: skip
def test_la_banca_dati_rifiuta_di_riscrivere_un_valore(lodi, piano, cambia):
    rileva(lodi)
    with (
        pytest.raises((ProgrammingError, InternalError), match="si corregge"),
        transaction.atomic(),
        connection.cursor() as cursore,
    ):
        cursore.execute(cambia)


def test_il_documento_da_cui_viene_si_scarica_e_non_si_apre(lodi, piano):
    riga = rileva(lodi, prova=("foglio.png", b"\x89PNG\r\n\x1a\n" + b"0" * 30 + b"IEND\xaeB`\x82"))
    prova = riga.prove.get()
    risposta = lodi.client("udp").get(indirizzo("prova", prova.pk))
    assert risposta["Content-Disposition"].startswith("attachment") and "sandbox" in risposta["Content-Security-Policy"]
    assert lodi.client("sindaco").get(indirizzo("prova", prova.pk)).status_code == 403


def test_dalla_pagina_si_scrive_si_corregge_e_un_errore_resta_nel_modulo(lodi, piano):
    indicatore, navigatore = Indicatore.objects.get(), lodi.client("udp")
    url = indirizzo("rileva", indicatore.pk)
    assert "31/12/2025" in lodi.client("udp").get(indirizzo("andamento")).content.decode()
    risposta = navigatore.post(url, {"al": "2024-01-01", "valore": "12"})
    assert risposta.status_code == 422 and "fuori dal triennio" in risposta.content.decode()
    assert navigatore.post(url, {"al": "2025-03-31", "valore": "11,5", "nota": "Nota di prova"}).status_code == 302
    riga = Rilevazione.objects.get()
    assert riga.valore == Decimal("11.50")
    correggi = indirizzo("correggi_rilevazione", riga.pk)
    assert navigatore.post(correggi, {"valore": "12", "motivo": "Svista"}).status_code == 302
    assert navigatore.get(correggi).status_code == 404
    assert "Svista" in navigatore.get(indirizzo("andamento_obiettivo", "D1")).content.decode()


def test_ciò_che_ha_valori_non_si_toglie_con_la_scheda(lodi, piano):
    rileva(lodi)
    scheda = piano.obiettivi.get()
    chi_salva = {"utente": lodi.utenti["udp"], "adesso": ADESSO}
    with pytest.raises(GiaMisurato, match="ha già valori letti"):
        operazioni.salva_obiettivo(scheda, target=[], tolte=[Indicatore.objects.get()], partenza=1, **chi_salva)
    with pytest.raises(GiaMisurato, match="dillo nella sua valutazione"):
        operazioni.togli_obiettivo(scheda, **chi_salva)


def test_un_azione_avanza_con_i_suoi_passi(lodi, piano):
    azione = piano.obiettivi.get().azioni.get()
    with pytest.raises(AvanzamentoNonValido):
        operazioni.avanza(azione, avanzamento=10, **chi(lodi))
    azione = operazioni.avanza(azione, passo="avvia", avanzamento=30, nota="Partita", **chi(lodi))
    with pytest.raises(RequisitiMancanti, match="motivo"):
        operazioni.avanza(azione, passo="sospendi", avanzamento=30, nota="  ", **chi(lodi))
    azione = operazioni.avanza(azione, passo="completa", avanzamento=30, **chi(lodi))
    assert (azione.stato, azione.avanzamento) == ("completata", 100)
    assert (solo(piano).fatte, len(solo(piano).da_fare)) == (1, 1)


def test_salvare_la_scheda_non_riporta_indietro_un_azione(lodi, piano):
    scheda = piano.obiettivi.get()
    aperta = scheda.azioni.get()
    operazioni.avanza(scheda.azioni.get(), passo="avvia", avanzamento=60, **chi(lodi))
    aperta.titolo = "Un titolo nuovo"
    operazioni.salva_obiettivo(scheda, target=[], righe=[aperta], partenza=1, utente=lodi.utenti["udp"], adesso=ADESSO)
    azione = scheda.azioni.get()
    assert (azione.titolo, azione.stato, azione.avanzamento) == ("Un titolo nuovo", "in_corso", 60)


def test_l_azione_si_aggiorna_dalla_pagina(lodi, piano):
    azione = piano.obiettivi.get().azioni.get()
    navigatore, url = lodi.client("udp"), indirizzo("avanza_azione", azione.pk)
    assert navigatore.post(url, {"passo": "riapri", "avanzamento": "10"}).status_code == 422
    assert navigatore.post(url, {"passo": "avvia", "avanzamento": "10", "nota": "Bando uscito"}).status_code == 302
    assert "Bando uscito" in navigatore.get(indirizzo("andamento_obiettivo", "D1")).content.decode()


def valuta(lodi, scheda, **altro):
    return operazioni.valuta_obiettivo(scheda, **{"anno": 2025, "esito": "raggiunto", "grado": 100, **altro}, **chi(lodi))


@pytest.mark.parametrize(
    ("altro", "frase"),
    [
        ({"anno": 2027}, "non è un anno del piano già cominciato"),
        ({"esito": "in_parte", "grado": 50}, "Scrivi perché"),
        ({"grado": 80}, "al 100 %"),
    ],
)
def test_una_valutazione_dice_perche(lodi, piano, altro, frase):
    with pytest.raises(ValutazioneNonValida, match=frase):
        valuta(lodi, piano.obiettivi.get(), **altro)


def test_riscrivere_una_valutazione_lascia_traccia_di_quella_di_prima(lodi, piano):
    scheda = piano.obiettivi.get()
    valuta(lodi, scheda)
    valuta(lodi, scheda)
    assert Evento.objects.filter(verbo="valutazioneobiettivo.scrivi").count() == 1
    valuta(lodi, scheda, esito="in_parte", grado=40, perche="Poche adesioni")
    evento = Evento.objects.filter(verbo="valutazioneobiettivo.scrivi").order_by("-pk").first()
    assert evento.prima["grado"] == 100 and evento.dopo["grado"] == 40
    assert ValutazioneObiettivo.objects.get().quando == "2025"


def test_il_piano_si_conclude_solo_quando_ogni_obiettivo_e_valutato(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], area="G")
    PianoDiZona.objects.filter(pk=piano.pk).update(stato="vigente")
    poteri = lodi.poteri("coordinatore")

    def concludi():
        return flusso.esegui(piano, "concludi", poteri=poteri, adesso=ADESSO, nota="Fine del triennio")

    valuta(lodi, piano.obiettivi.get(codice="D1"), finale=True)
    valuta(lodi, piano.obiettivi.get(codice="G1"))
    with pytest.raises(RequisitiMancanti, match="senza valutazione finale: G1"):
        concludi()
    valuta(lodi, piano.obiettivi.get(codice="G1"), finale=True, esito="trascinato", grado=30, perche="Serve altro tempo")
    assert concludi().stato == "concluso"


def test_il_piano_che_segue_mostra_da_dove_si_riparte(lodi, piano):
    valuta(lodi, piano.obiettivi.get(), finale=True, esito="in_parte", grado=60, perche="Mancavano operatori")
    nuovo = piano_nuovo(lodi, 2028)
    prima, esiti = selezioni.esiti_precedenti(nuovo)
    assert (prima, [e.grado for e in esiti]) == (piano, [60])
    scritta = impagina(fotografa(nuovo, OGGI))["esiti"]
    assert scritta["triennio"] == "2025-2027" and scritta["righe"][0]["esito"] == "Raggiunto in parte"
    sezione = nuovo.sezioni.get(codice="2")
    pagina = lodi.client("sindaco").get(reverse("piano:sezione", args=["lodi", "2028-2030", sezione.pk])).content.decode()
    assert "Da dove si riparte" in pagina and "Mancavano operatori" in pagina
    assert selezioni.esiti_precedenti(piano) == (None, [])


def test_una_scheda_congelata_prima_delle_novita_si_stampa_ancora(piano):
    dati = fotografa(piano, OGGI)
    nuove = {"aree_secondarie", "leps", "servizi", "soggetti", "personale", "trasversale", "sovrazonale", "coprogettazione_ets",
             "digitalizzazione", "risorse_strumentali", "criticita", "innovazione", "peso"}  # fmt: skip
    vecchia = {k: v for k, v in dati["obiettivi"][0].items() if k not in nuove} | {"integrazione_sociosanitaria": True}
    vecchia["indicatori"] = [{k: i[k] for k in ("tipo", "nome", "unita", "base", "atteso", "fonte")} for i in vecchia["indicatori"]]
    senza_esiti = {k: v for k, v in dati.items() if k != "esiti"} | {"obiettivi": [vecchia]}
    scheda = impagina(senza_esiti)["obiettivi"][0]
    assert scheda["in_breve"] == [{"nome": "Integrazione", "testo": "con ATS e ASST"}] and scheda["anni_intermedi"] == []


def test_la_pagina_filtra_per_area_giudizio_e_persona(lodi, piano):
    obiettivo(piano, lodi.utenti["udp"], "Nidi vicini", area="G")
    Indicatore.objects.filter(obiettivo__codice="G1").update(incaricato=lodi.utenti["udp"])
    rileva(lodi, "20", indicatore=Indicatore.objects.get(obiettivo__codice="G1"), al=date(2025, 6, 1))

    def titoli(ruolo="udp", **filtri):
        contesto = lodi.client(ruolo).get(indirizzo("andamento"), filtri).context
        return [r["voce"].obiettivo.codice for _, righe in contesto["aree"] for r in righe]

    assert titoli() == ["D1", "G1"]
    assert titoli(area="G") == ["G1"] == titoli(luce="in_linea") == titoli(mie="on")
    assert titoli("coordinatore", mie="on") == []
    assert titoli(luce="non esiste") == ["D1", "G1"]


def interroga(navigatore, url):
    navigatore.get(url)
    with CaptureQueriesContext(connection) as catturate:
        assert navigatore.get(url).status_code == 200
    return len(catturate)


def test_con_sessanta_obiettivi_si_interroga_come_con_uno(lodi, piano):
    navigatore = lodi.client("coordinatore")
    rileva(lodi)
    una = interroga(navigatore, indirizzo("andamento"))
    for numero in range(59):
        obiettivo(piano, lodi.utenti["udp"], f"Obiettivo {numero}")
    assert interroga(navigatore, indirizzo("andamento")) == una <= 20


def test_tocca_a_te_dice_le_letture_mie_e_di_nessuno_in_una_voce_sola(lodi, piano):
    poteri = chi(lodi)["poteri"]
    with CaptureQueriesContext(connection) as catturate:
        voci = compiti._da_leggere(poteri, OGGI)
    assert len(catturate) == 1
    assert [(v.titolo, v.tono) for v in voci] == [("Scrivi 1 rilevazione del Piano di Zona 2025-2027", "attenzione")]
    Indicatore.objects.update(incaricato=lodi.utenti["coordinatore"])
    assert compiti._da_leggere(poteri, OGGI) == []
    assert compiti._da_leggere(chi(lodi, "coordinatore")["poteri"], date(2024, 1, 1)) == []


def test_mentre_si_scrive_il_piano_che_segue_quello_in_corso_si_legge_ancora(lodi, piano):
    piano_nuovo(lodi, 2028)
    assert selezioni.piano_corrente().triennio == "2028-2030"
    assert [v.titolo for v in compiti._da_leggere(chi(lodi)["poteri"], OGGI)] == [
        "Scrivi 1 rilevazione del Piano di Zona 2025-2027"
    ]
    PianoDiZona.objects.filter(pk=piano.pk).update(stato="concluso")
    assert compiti._da_leggere(chi(lodi)["poteri"], OGGI) == []


@pytest.mark.parametrize(("giorno", "quanti"), [("2026-01-23", 1), ("2026-01-29", 1), ("2026-01-30", 0), ("2026-02-06", 1)])
def test_i_promemoria_arrivano_prima_e_dopo_il_termine_una_volta_sola(lodi, piano, giorno, quanti):
    Indicatore.objects.update(incaricato=lodi.utenti["udp"])
    for _ in range(2):
        annunci.ricorda_letture(date.fromisoformat(giorno), ADESSO)
    avvisi = Avviso.objects.filter(genere__startswith="rilevazioni")
    assert [a.destinatario for a in avvisi] == [lodi.utenti["udp"]] * quanti


def test_senza_incaricato_il_promemoria_va_a_tutto_l_ufficio(lodi, piano):
    annunci.ricorda_letture(date(2026, 1, 23), ADESSO)
    assert set(Avviso.objects.values_list("destinatario", flat=True)) == {lodi.utenti["udp"].pk, lodi.utenti["coordinatore"].pk}


def test_la_relazione_di_un_anno_dice_cio_che_si_sapeva_allora(lodi, piano):
    rileva(lodi)
    rileva(lodi, "13", al=date(2026, 2, 1))
    dati = prepara(AnnoDiPiano(piano, 2025), OGGI).dati
    indicatore = dati["aree"][0]["obiettivi"][0]["indicatori"][0]
    assert (indicatore["valore"], indicatore["al"], indicatore["previsto"]) == ("12", "31/12/2025", "12")
    assert dati["aree"][0]["obiettivi"][0]["importo"] == "1.234,56"
    assert trova(None, 2025, OGGI) == AnnoDiPiano(piano, 2025)
    with pytest.raises(RelazioneMancante, match="non c’è un Piano"):
        trova(None, 2031, OGGI)


def test_la_relazione_si_chiede_dalla_pagina_e_solo_di_un_anno_cominciato(lodi, piano):
    assert "/lavori/" in lodi.client("sindaco").post(indirizzo("relazione", 2025)).url
    assert lodi.client("sindaco").post(indirizzo("relazione", 2031)).url == indirizzo("andamento")
