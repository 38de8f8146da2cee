"""Invio, numero, istruttoria: che cosa si può fare, che cosa no, e che cosa resta scritto."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.db.utils import DatabaseError

from accordo import operazioni, selezioni
from accordo.models import Adesione, NumeratoreAdesioni
from accordo.requisiti.adesioni import mancanze
from ambito import flusso
from ambito.db.numeri import prossimo
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Evento
from tests.accordo.fabbriche import (
    CF_PERSONA,
    DATI,
    adesso,
    compila,
    conferma,
    crea_avviso,
    invia,
    oggi,
    pdf,
    rilegge,
    rimanda,
    salva,
)


def istruisci(lodi, adesione, esito, motivo="", ruolo="udp", **altro):
    return operazioni.istruisci(adesione, esito, motivo=motivo, poteri=lodi.poteri(ruolo), adesso=adesso(), **altro)


def test_un_avviso_per_triennio(lodi):
    with lodi.aperto("udp"):
        crea_avviso(lodi)
        with pytest.raises(operazioni.AvvisoDoppio, match="2025-2027 c’è già"):
            crea_avviso(lodi)


def test_chi_non_istruisce_non_apre_avvisi(lodi):
    with lodi.aperto("operatore"), pytest.raises(PermissionDenied):
        operazioni.apri_avviso(triennio_inizio=2025, apre=oggi(), chiude=oggi(), poteri=lodi.poteri("operatore"), adesso=adesso())


def test_la_prima_scrittura_crea_l_adesione_precompilata(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        chi = {"avviso": avviso, "soggetto": lodi.comuni["Codogno"], "poteri": lodi.poteri("operatore"), "adesso": adesso()}
        operazioni.salva_passo(passo="aree", campi={"tipo": "consultiva"}, revisione=0, **chi)
        adesione = Adesione.objects.get()
        assert adesione.denominazione == "Comune di Codogno"
        assert (adesione.rappresentante_carica, adesione.tipo, adesione.stato) == ("Sindaco", "consultiva", "bozza")


def test_invio_completo_numerato_e_registrato(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        assert (adesione.stato, adesione.numero, adesione.anno) == ("presentata", 1, oggi().year)
        assert adesione.tipo == "sottoscrittore" and not adesione.tardiva
        assert Evento.objects.filter(verbo="adesione.presenta").count() == 1


def test_nel_registro_non_entra_il_codice_fiscale(lodi):
    with lodi.aperto("operatore"):
        compila(lodi, crea_avviso(lodi))
        scritto = str(list(Evento.objects.values_list("frase", "prima", "dopo", "nota")))
        assert CF_PERSONA not in scritto and "(riservato)" in scritto and "02031600154" in scritto


def test_senza_i_requisiti_non_si_invia_e_il_numero_non_si_consuma(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        incompleta = compila(lodi, avviso, allega=False)
        with pytest.raises(RequisitiMancanti, match="serve l’atto allegato"):
            conferma(lodi, incompleta)
        assert rilegge(incompleta).numero is None
        assert not NumeratoreAdesioni.objects.exists()
        assert mancanze(rilegge(incompleta)) == [("risorse", "Per sottoscrivere serve l’atto allegato (delibera o decreto).")]


def test_la_consultiva_non_ha_bisogno_dell_atto(lodi):
    with lodi.aperto("operatore"):
        assert invia(lodi, crea_avviso(lodi), tipo="consultiva", allega=False).stato == "presentata"


def test_oltre_il_termine_diventa_consultiva(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi, giorni=-1))
        assert (adesione.tipo, adesione.tardiva) == ("consultiva", True)
        with pytest.raises(RequisitiMancanti, match="oltre il termine"):
            istruisci(lodi, adesione, "accogli_sottoscrittore")
        assert istruisci(lodi, adesione, "accogli_consultiva").stato == "accolta_consultiva"


def test_l_ultimo_giorno_e_ancora_in_tempo(lodi):
    with lodi.aperto("operatore"):
        assert not invia(lodi, crea_avviso(lodi, giorni=0)).tardiva


@pytest.mark.parametrize(
    ("avviso", "frase"),
    [
        ({"giorni": -1, "oltre_termine": "esclusa"}, "non ammette adesioni in ritardo"),
        ({"apre": oggi() + timedelta(days=2)}, "si compila dal"),
    ],
)
def test_fuori_tempo_non_si_scrive(lodi, avviso, frase):
    with lodi.aperto("operatore"):
        with pytest.raises(operazioni.AdesioneChiusa, match=frase):
            compila(lodi, crea_avviso(lodi, **avviso))
        assert not Adesione.objects.exists()


def test_avviso_chiuso_non_si_invia(lodi):
    with lodi.aperto("operatore"):
        adesione = compila(lodi, avviso := crea_avviso(lodi))
        flusso.esegui(avviso, "chiudi", poteri=lodi.poteri("udp"), adesso=adesso())
        with pytest.raises(operazioni.AdesioneChiusa, match="è chiuso"):
            conferma(lodi, adesione)


def test_inviata_non_si_tocca_piu(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        chi = {"avviso": adesione.avviso, "soggetto": adesione.comune, "poteri": lodi.poteri("operatore"), "adesso": adesso()}
        with pytest.raises(operazioni.AdesioneChiusa):
            operazioni.salva_passo(passo="dati", campi=DATI, revisione=adesione.revisione, **chi)
        with pytest.raises(operazioni.AdesioneChiusa):
            operazioni.allega(tipo="altro", nome="x.pdf", byte=pdf("un altro testo lungo abbastanza"), **chi)
        with pytest.raises(operazioni.AdesioneChiusa):
            operazioni.togli_allegato(allegato_id=adesione.allegati.get().pk, **{k: chi[k] for k in chi})
        with pytest.raises(TransizioneNonAmmessa):
            conferma(lodi, adesione)


def test_chi_corregge_dopo_la_chiusura_non_e_tardivo(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi, giorni=5)
        adesione = rimanda(lodi, invia(lodi, avviso), "pec")
        salva(lodi, adesione, "dati", {"pec": "nuova@pec.example.it"})
        operazioni.modifica_avviso(avviso, chiude=oggi() - timedelta(days=1), poteri=lodi.poteri("udp"), adesso=adesso())
        assert not conferma(lodi, adesione).tardiva


@pytest.mark.parametrize("esito", ["chiedi_integrazione", "respingi"])
def test_rimandare_e_respingere_vogliono_il_motivo(lodi, esito):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        operazioni.scrivi_rilievo(adesione, "pec", "Non risponde", poteri=lodi.poteri("udp"), adesso=adesso())
        with pytest.raises(RequisitiMancanti, match="motivo"):
            istruisci(lodi, adesione, esito, "  ", entro=oggi())
        assert rilegge(adesione).stato == "presentata"


def test_rimandare_vuole_termine_e_almeno_un_rilievo(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        with pytest.raises(operazioni.EsitoIncompleto, match="entro quando"):
            istruisci(lodi, adesione, "chiedi_integrazione", "x", entro=oggi() - timedelta(days=1))
        with pytest.raises(operazioni.EsitoIncompleto, match="almeno un rilievo"):
            istruisci(lodi, adesione, "chiedi_integrazione", "x", entro=oggi())


def test_declassare_chi_vuole_sottoscrivere_chiede_un_motivo(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        with pytest.raises(operazioni.EsitoIncompleto, match="perché"):
            istruisci(lodi, adesione, "accogli_consultiva")
        assert istruisci(lodi, adesione, "accogli_consultiva", "L’atto è di indirizzo").motivo == "L’atto è di indirizzo"


def test_una_decisione_si_riapre_solo_con_un_motivo(lodi):
    with lodi.aperto("operatore"):
        adesione = istruisci(lodi, invia(lodi, crea_avviso(lodi)), "respingi", "Atto di un altro Comune")
        with pytest.raises(TransizioneNonAmmessa):
            istruisci(lodi, adesione, "accogli_sottoscrittore")
        with pytest.raises(RequisitiMancanti):
            istruisci(lodi, adesione, "riesamina")
        assert istruisci(lodi, adesione, "riesamina", "Errore nostro").stato == "presentata"


@pytest.mark.parametrize("ruolo", ["operatore", "sindaco", "segretario", "revisore"])
def test_solo_l_ufficio_decide(lodi, ruolo):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        with pytest.raises(PermissionDenied):
            istruisci(lodi, adesione, "accogli_sottoscrittore", ruolo=ruolo)
        assert rilegge(adesione).stato == "presentata"


@pytest.mark.parametrize("ruolo", ["operatore.altro", "sindaco.altro", "ragioneria", "udp", "coordinatore"])
def test_solo_chi_e_del_comune_compila_e_invia(lodi, ruolo):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        chi = {"avviso": avviso, "soggetto": lodi.comuni["Codogno"], "poteri": lodi.poteri(ruolo), "adesso": adesso()}
        with pytest.raises(PermissionDenied):
            operazioni.salva_passo(passo="dati", campi=DATI, revisione=0, **chi)
        adesione = compila(lodi, avviso)
        with pytest.raises(PermissionDenied):
            operazioni.presenta(adesione, poteri=lodi.poteri(ruolo), adesso=adesso())
        with pytest.raises(PermissionDenied):
            operazioni.allega(tipo="atto", nome="x.pdf", byte=pdf(), **chi)
        with pytest.raises(PermissionDenied):
            operazioni.togli_allegato(allegato_id=adesione.allegati.get().pk, **chi)


def test_due_finestre_la_seconda_e_avvisata(lodi):
    with lodi.aperto("operatore"):
        adesione = compila(lodi, avviso := crea_avviso(lodi))
        chi = {"avviso": avviso, "soggetto": adesione.comune, "poteri": lodi.poteri("operatore"), "adesso": adesso()}
        with pytest.raises(operazioni.ModificataNelFrattempo):
            operazioni.salva_passo(passo="dati", campi={"sede": "altrove"}, revisione=1, **chi)
        assert rilegge(adesione).sede == DATI["sede"]


def test_la_banca_dati_custodisce_numeri_e_adesioni(lodi):
    with lodi.aperto("operatore"):
        adesione = invia(lodi, crea_avviso(lodi))
        for tentativo in (
            lambda: adesione.delete(),
            lambda: Adesione.objects.filter(pk=adesione.pk).update(numero=9),
            lambda: Adesione.objects.filter(pk=adesione.pk).update(numero=None, anno=None, inviata_il=None),
            lambda: NumeratoreAdesioni.objects.update(ultimo=0),
            lambda: NumeratoreAdesioni.objects.all().delete(),
        ):
            with pytest.raises((ProgrammingError, IntegrityError, DatabaseError)), transaction.atomic():
                tentativo()
        assert rilegge(adesione).numero == 1


def test_i_numeri_ripartono_ogni_anno_e_sono_di_ciascun_ambito(lodi, pavese):
    with lodi.aperto("operatore"):
        assert invia(lodi, crea_avviso(lodi)).numero == 1
        assert prossimo(NumeratoreAdesioni, anno=oggi().year) == 2
        assert prossimo(NumeratoreAdesioni, anno=oggi().year + 1) == 1
    with pavese.aperto("operatore"):
        avviso = crea_avviso(pavese)
        assert invia(pavese, avviso, comune="Belgioioso").numero == 1


def test_ciascun_ambito_vede_le_sue(lodi, pavese):
    with lodi.aperto("operatore"):
        invia(lodi, crea_avviso(lodi))
    with pavese.aperto("udp"):
        assert selezioni.avviso("2025-2027") is None
        assert not Adesione.objects.exists()
        assert selezioni.ultima_inviata() is None
