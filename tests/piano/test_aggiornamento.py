"""Un piano in vigore si aggiorna: finché l’Assemblea non vota vale la versione di prima."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from ambito import flusso
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Evento
from piano import operazioni, selezioni
from piano.models import (
    Aggiornamento,
    AreaPolicy,
    Obiettivo,
    PianoDiZona,
    Rilevazione,
    RisorsaObiettivo,
    Sezione,
    TargetObiettivo,
    VersionePiano,
)
from piano.operazioni import proposte
from piano.selezioni import in_vigore
from piano.stati import StatoPiano, StatoProposta
from servizi.models import AreaUtenza
from tests.piano.fabbriche import giro_chiuso, obiettivo, piano_pronto, sezione_di
from tests.piano.partecipazione import proposta, tavolo
from tests.piano.test_piano import voto
from tests.scena import ADESSO, crea_scena

pytestmark = pytest.mark.django_db

DOPO = ADESSO + timedelta(days=30)
PERCHE = "Arriva un fondo nuovo per la casa."


def chi(scena, adesso=DOPO):
    return {"poteri": scena.poteri("coordinatore"), "adesso": adesso}


def vigente(scena):
    """Un piano in vigore, con la versione 1 adottata."""
    piano = piano_pronto(scena)
    voto(operazioni.proponi(piano, **chi(scena, ADESSO)), approvata=True)
    flusso.esegui(piano, "rendi_vigente", nota="Accordo firmato.", **chi(scena, ADESSO))
    return PianoDiZona.objects.get(pk=piano.pk)


def in_aggiornamento(scena):
    operazioni.apri_aggiornamento(vigente(scena), motivo=PERCHE, **chi(scena))
    return PianoDiZona.objects.get()


def riscrivi(scena, piano, testo="<p>Il testo nuovo.</p>", codice="3.1"):
    sezione = sezione_di(piano, codice)
    operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=scena.utenti["udp"], adesso=DOPO)


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        yield lodi


def test_il_voto_dice_al_piano_quale_versione_e_adottata(aperto):
    piano = vigente(aperto)
    assert piano.adottata == selezioni.adottata(piano) == VersionePiano.objects.get() and piano.adottata.aggiorna is None


def test_si_apre_con_un_motivo_e_la_versione_adottata_resta(aperto):
    piano = vigente(aperto)
    with pytest.raises(RequisitiMancanti, match="motivo"):
        operazioni.apri_aggiornamento(piano, motivo="  ", **chi(aperto))
    with pytest.raises(PermissionDenied):
        operazioni.apri_aggiornamento(piano, motivo=PERCHE, poteri=aperto.poteri("udp"), adesso=DOPO)
    operazioni.apri_aggiornamento(piano, motivo=PERCHE, **chi(aperto))
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.IN_AGGIORNAMENTO and piano.modificabile and piano.adottata.numero == 1
    riga = Aggiornamento.objects.get()
    assert (riga.parte_da.numero, riga.motivo, riga.deliberazione) == (1, PERCHE, "Deliberazione n. 3/2025")
    assert Evento.objects.get(verbo="pianodizona.apri_aggiornamento").nota == PERCHE
    with pytest.raises(TransizioneNonAmmessa):
        operazioni.apri_aggiornamento(piano, motivo=PERCHE, **chi(aperto))


def test_si_aggiorna_soltanto_un_piano_vigente(aperto):
    piano = piano_pronto(aperto)
    with pytest.raises(TransizioneNonAmmessa):
        operazioni.apri_aggiornamento(piano, motivo=PERCHE, **chi(aperto))


def test_il_voto_adotta_la_versione_nuova_e_quella_di_prima_resta_superata(aperto):
    piano = in_aggiornamento(aperto)
    riscrivi(aperto, piano)
    nuova = operazioni.proponi(piano, **chi(aperto))
    assert (nuova.numero, nuova.aggiorna.numero) == (2, 1) and "che aggiorna la 1" in selezioni.proponibili(None)[0][1]
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.AGGIORNAMENTO_PROPOSTO and piano.adottata.numero == 1 and not piano.modificabile
    voto(nuova, approvata=True)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.VIGENTE and piano.adottata == nuova and "versione 2" in piano.esito_voto
    assert piano.tono_esito == "riuscita"
    riga = Aggiornamento.objects.get()
    assert (riga.esito, riga.arriva_a, riga.adottato_il) == ("adottato", nuova, ADESSO.date())
    assert VersionePiano.objects.get(numero=1).e_integra()


def test_una_proposta_uguale_a_cio_che_vale_non_si_porta_in_assemblea(aperto):
    piano = in_aggiornamento(aperto)
    with pytest.raises(operazioni.NienteDaProporre, match="non è cambiato niente"):
        operazioni.proponi(piano, **chi(aperto))
    assert VersionePiano.objects.count() == 1 and PianoDiZona.objects.get().stato == StatoPiano.IN_AGGIORNAMENTO


def test_tornare_al_testo_di_prima_non_e_un_cambiamento(aperto):
    piano = in_aggiornamento(aperto)
    prima = sezione_di(piano).testo
    riscrivi(aperto, piano)
    riscrivi(aperto, piano, prima)
    with pytest.raises(operazioni.NienteDaProporre):
        operazioni.proponi(piano, **chi(aperto))


def test_il_voto_contrario_lascia_in_vigore_quella_di_prima_e_si_puo_riscrivere(aperto):
    piano = in_aggiornamento(aperto)
    riscrivi(aperto, piano)
    voto(operazioni.proponi(piano, **chi(aperto)), approvata=False)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.AGGIORNAMENTO_PROPOSTO and piano.adottata.numero == 1
    assert "non ha approvato la versione 2" in piano.esito_voto and piano.tono_esito == "attenzione"
    flusso.esegui(piano, "rinvia_aggiornamento", nota="Si corregge.", **chi(aperto))
    riscrivi(aperto, piano, "<p>Corretto.</p>")
    voto(operazioni.proponi(PianoDiZona.objects.get(), **chi(aperto)), approvata=True)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.VIGENTE and piano.adottata.numero == 3


def test_un_aggiornamento_concluso_non_si_riscrive(aperto):
    piano = in_aggiornamento(aperto)
    Aggiornamento.objects.update(motivo="Si può ancora correggere.")
    operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))
    assert Aggiornamento.objects.get().com_era == {}
    with pytest.raises(DatabaseError, match="congelata"), transaction.atomic():
        Aggiornamento.objects.update(motivo="Un altro.")


def test_un_voto_su_un_aggiornamento_ritirato_non_cambia_niente(aperto):
    piano = in_aggiornamento(aperto)
    riscrivi(aperto, piano)
    proposta = operazioni.proponi(piano, **chi(aperto))
    operazioni.ritira_aggiornamento(piano, motivo="Il fondo non arriva.", **chi(aperto))
    voto(proposta, approvata=True)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.VIGENTE and piano.adottata.numero == 1 and "non è più quella proposta" in piano.esito_voto
    assert piano.tono_esito == "attenzione"


def foto(piano):
    """Ciò che il piano dice, senza i numeri delle revisioni, che crescono sempre."""
    dati = operazioni.piani.fotografa(piano, DOPO.date())
    return {**dati, "sezioni": [{**s, "revisione": 0} for s in dati["sezioni"]]}


def test_ritirato_il_testo_torna_quello_in_vigore_e_il_lavoro_resta_congelato(aperto):
    piano = in_aggiornamento(aperto)
    prima = foto(piano)
    udp = aperto.utenti["udp"]
    riscrivi(aperto, piano)
    riscrivi(aperto, piano, "", "2")
    operazioni.aggiungi_sezione(piano, titolo="Nuovo capitolo", poteri=aperto.poteri("udp"), adesso=DOPO)
    vecchio = Obiettivo.objects.get()
    vecchio.titolo = "Un altro titolo"
    azione, risorsa = vecchio.azioni.get(), vecchio.risorse.first()
    flusso.esegui(azione, "avvia", poteri=aperto.poteri("udp"), adesso=DOPO)
    risorsa.importo = Decimal("9.99")
    operazioni.salva_obiettivo(
        vecchio, target=[], righe=[risorsa], tolte=[vecchio.risorse.last()], partenza=1, utente=udp, adesso=DOPO
    )
    nuovo = obiettivo(piano, udp, "La casa")
    assert nuovo.codice == "D2" and nuovo.nato_con == Aggiornamento.objects.get()
    assert foto(piano) != prima
    operazioni.ritira_aggiornamento(piano, motivo="Il fondo non arriva.", **chi(aperto))
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.VIGENTE and piano.modificabile is False
    assert foto(piano) == prima
    azione.refresh_from_db()
    assert azione.stato == "in_corso"
    sezione = sezione_di(piano)
    assert sezione.revisioni.first().modo == "ripresa" and sezione.revisioni.filter(testo="<p>Il testo nuovo.</p>").exists()
    lavoro = VersionePiano.objects.get(numero=2)
    assert lavoro.nome == "Aggiornamento ritirato" and lavoro.aggiorna.numero == 1
    assert "Nuovo capitolo" in [s["titolo"] for s in lavoro.dati["sezioni"]]
    assert Aggiornamento.objects.get().esito == "ritirato"
    operazioni.apri_aggiornamento(piano, motivo="Si riprova.", **chi(aperto))


def test_le_aree_cambiate_tornano(aperto):
    piano = in_aggiornamento(aperto)
    aree = [(a.codice, a.nome) for a in AreaPolicy.objects.filter(piano=piano)]
    nomi = {"nome_capitolo": "Parte", "nome_paragrafo": "Punto", "nome_area": "Ambito"}
    chi_scrive = {"poteri": aperto.poteri("udp"), "adesso": DOPO}
    operazioni.nomina_livelli(piano, nomi, [(c, n) for c, n in aree if c != "K"], **chi_scrive)
    operazioni.nomina_livelli(piano, nomi, [(c, n) for c, n in aree if c != "K"] + [("K", "Altro")], **chi_scrive)
    operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))
    assert [(a.codice, a.nome) for a in AreaPolicy.objects.filter(piano=piano)] == aree
    piano.refresh_from_db()
    assert piano.nome_capitolo == "Capitolo"


def test_una_scheda_in_vigore_resta_nella_sua_area_col_suo_codice(aperto):
    piano = in_aggiornamento(aperto)
    udp = aperto.utenti["udp"]
    scheda, altrove = Obiettivo.objects.get(), AreaPolicy.objects.get(codice="A")
    scheda.area = altrove
    with pytest.raises(operazioni.ObiettivoInVigore, match="D1 è nel piano in vigore.*resta nella sua area"):
        operazioni.salva_obiettivo(scheda, target=[], partenza=scheda.revisione, utente=udp, adesso=DOPO)
    assert Obiettivo.objects.get().codice == "D1"
    nuovo = obiettivo(piano, udp, "La casa")
    nuovo.area = altrove
    operazioni.salva_obiettivo(nuovo, target=[], partenza=nuovo.revisione, utente=udp, adesso=DOPO)
    assert nuovo.codice == "A1"


@pytest.mark.parametrize("gruppo", ["indicatori", "azioni"])
def test_cio_che_l_andamento_segue_non_si_toglie_dalla_scheda(aperto, gruppo):
    piano = in_aggiornamento(aperto)
    chi_scrive = {"target": [], "utente": aperto.utenti["udp"], "adesso": DOPO}
    scheda = Obiettivo.objects.get()
    with pytest.raises(operazioni.ObiettivoInVigore, match="nel piano in vigore.*non si toglie"):
        operazioni.salva_obiettivo(scheda, tolte=[getattr(scheda, gruppo).get()], partenza=scheda.revisione, **chi_scrive)
    assert getattr(Obiettivo.objects.get(), gruppo).count() == 1
    nuovo = obiettivo(piano, aperto.utenti["udp"], "La casa")
    operazioni.salva_obiettivo(nuovo, tolte=[getattr(nuovo, gruppo).get()], partenza=nuovo.revisione, **chi_scrive)
    assert not getattr(nuovo, gruppo).exists()


def test_l_area_di_una_scheda_in_vigore_non_si_toglie(aperto):
    piano = in_aggiornamento(aperto)
    # Una scheda spostata quando ancora si poteva.
    Obiettivo.objects.update(area=AreaPolicy.objects.get(codice="A"), codice="A1")
    nomi = {campo: getattr(piano, campo) for campo in in_vigore.NOMI}
    aree = [(a.codice, a.nome) for a in AreaPolicy.objects.filter(piano=piano) if a.codice != "D"]
    with pytest.raises(operazioni.AreaInUso, match="nel piano in vigore"):
        operazioni.nomina_livelli(piano, nomi, aree, poteri=aperto.poteri("udp"), adesso=DOPO)


def test_una_scheda_in_vigore_non_si_cancella_una_nata_con_l_aggiornamento_si(aperto):
    piano = in_aggiornamento(aperto)
    udp = aperto.utenti["udp"]
    nuovo = obiettivo(piano, udp, "La casa")
    with pytest.raises(operazioni.ObiettivoInVigore, match="D1 è nel piano in vigore"):
        operazioni.togli_obiettivo(Obiettivo.objects.get(codice="D1"), utente=udp, adesso=DOPO)
    operazioni.togli_obiettivo(nuovo, utente=udp, adesso=DOPO)
    assert Obiettivo.objects.get().codice == "D1"


def test_ritirare_non_passa_sopra_a_cio_che_si_e_legato_intanto(aperto):
    piano = in_aggiornamento(aperto)
    nuovo = obiettivo(piano, aperto.utenti["udp"], "La casa")
    lettura = {"al": nuovo.inizio, "valore": Decimal(1), "scritta_il": DOPO, "scritta_da": aperto.utenti["udp"]}
    Rilevazione.objects.create(indicatore=nuovo.indicatori.get(), **lettura)
    with pytest.raises(operazioni.AggiornamentoNonRitirabile, match="legato qualcosa"):
        operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))
    assert PianoDiZona.objects.get().stato == StatoPiano.IN_AGGIORNAMENTO


@pytest.mark.parametrize("dove", ["sezione", "obiettivo"])
def test_ritirare_non_toglie_il_posto_a_una_proposta_accolta(aperto, dove):
    piano = in_aggiornamento(aperto)
    chi_scrive = {"poteri": aperto.poteri("udp"), "adesso": DOPO}
    nata = {
        "sezione": operazioni.aggiungi_sezione(piano, titolo="Nuovo capitolo", **chi_scrive),
        "obiettivo": obiettivo(piano, aperto.utenti["udp"], "La casa"),
    }[dove]
    accolta = proposte.valuta(proposta(aperto, tavolo(aperto, piano)), StatoProposta.ACCOLTA, **{dove: nata}, **chi_scrive)
    with pytest.raises(operazioni.AggiornamentoNonRitirabile, match="la proposta P-001: valutala di nuovo, poi ritira"):
        operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))
    proposte.rivaluta(accolta, "Si ritira l’aggiornamento.", **chi_scrive)
    operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))


def test_ritirare_non_toglie_il_posto_a_un_osservazione_accolta(aperto):
    piano = in_aggiornamento(aperto)
    giro = giro_chiuso(aperto, piano, adesso=DOPO)
    nuova = operazioni.aggiungi_sezione(piano, titolo="Nuovo capitolo", poteri=aperto.poteri("udp"), adesso=DOPO)
    accolta = giro.osservazioni.get(codice="3.1", comune__nome="Codogno")
    accolta.sezione_cambiata = nuova
    accolta.save()
    with pytest.raises(
        operazioni.AggiornamentoNonRitirabile, match="l’osservazione di Codogno, sezione 3.1: cambiane il riscontro"
    ):
        operazioni.ritira_aggiornamento(piano, motivo="No.", **chi(aperto))


def test_le_risorse_che_contano_sono_quelle_in_vigore(aperto):
    piano = in_aggiornamento(aperto)
    RisorsaObiettivo.objects.filter(anno=2025).update(importo=Decimal("5.00"))
    obiettivo(piano, aperto.utenti["udp"], "La casa")
    assert [str(r.importo) for r in selezioni.risorse(2025)] == ["1234.56"]
    assert selezioni.programmato([piano]) == {2025: Decimal("1234.56"), 2026: Decimal("1000.00")}
    TargetObiettivo.objects.all().delete()
    assert len(selezioni.destinatari(piano, {Obiettivo.objects.get(codice="D1").pk})) == 1
    assert [o.codice for o in in_vigore.obiettivi_dell_anno(piano, 2025)] == ["D1"]
    Obiettivo.objects.get(codice="D1").target.set(AreaUtenza.objects.filter(codice="ANZ"))
    Obiettivo.objects.get(codice="D2").target.set(AreaUtenza.objects.filter(codice="ANZ"))
    voto(operazioni.proponi(piano, **chi(aperto)), approvata=True)
    assert sorted(str(r.importo) for r in selezioni.risorse(2025)) == ["1234.56", "5.00"]


def test_ai_piani_gia_approvati_la_migrazione_da_la_loro_ultima_proposta(aperto):
    piano = piano_pronto(aperto)
    operazioni.congela_bozza(piano, nome="Prima", nota="", **chi(aperto, ADESSO))
    proposta = operazioni.proponi(piano, **chi(aperto, ADESSO))
    migrazione = import_module("piano.migrations.0003_aggiornamento")

    def adottata():
        with connection.cursor() as cursore:
            cursore.execute(migrazione.ADOTTATE)
        return PianoDiZona.objects.get().adottata

    assert adottata() is None
    voto(proposta, approvata=True)
    PianoDiZona.objects.update(adottata=None)
    assert adottata() == proposta


def test_la_banca_dati_tiene_ogni_aggiornamento_nel_suo_ambito(aperto):
    piano = in_aggiornamento(aperto)
    altro = crea_scena("pavese")
    with altro.aperto("coordinatore"):
        estraneo = vigente(altro)
        assert not Aggiornamento.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            PianoDiZona.objects.filter(pk=estraneo.pk).update(adottata=piano.adottata_id)
            with connection.cursor() as cursore:
                cursore.execute("set constraints all immediate")
    assert Sezione.objects.filter(piano=piano).exists()
