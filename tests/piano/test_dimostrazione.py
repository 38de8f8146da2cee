"""Il piano dimostrativo: c’è, è quasi completo, rifarlo non cambia nulla, se ne fa un PDF valido."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ambito import documenti
from ambito.documenti import Preparato
from ambito.models import Evento, FrammentoDocumento
from ambito.nucleo.pdf_verifica import verifica_pdf
from piano import dimostrazione, selezioni
from piano.documenti.confronto import Coppia
from piano.models import GiroOsservazioni, Obiettivo, Osservazione, PianoDiZona
from piano.selezioni import giri, quote
from piano.selezioni.lettura import cambi_da_leggere
from piano.templatetags.piano import differenze_di
from tests.scena import ADESSO, OGGI
from tests.servizi.fabbriche import crea_assegnazione

pytestmark = pytest.mark.django_db


def scena_di(scena):
    return SimpleNamespace(ambito=scena.ambito, adesso=ADESSO, persona=lambda nome: scena.utenti[nome])


def test_a_lodi_il_piano_e_quasi_pronto_e_rifarlo_non_cambia_nulla(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        piano = PianoDiZona.objects.get()
        da_fare, incompleti, ci_sono = selezioni.mancanze(piano)
        assert [s.codice for s in da_fare] == ["4", "8"] and incompleti == [] and ci_sono
        assert Obiettivo.objects.count() >= 6 and selezioni.tavoli().count() >= 4
        nomi = [v.chiamata for v in selezioni.versioni(piano)]
        assert nomi[:2] == ["2º giro di osservazioni", "1º giro di osservazioni"]
        assert nomi[2:] == ["Bozza per i Sindaci", "Prima stesura per i Tavoli"]
        prima = Evento.objects.count()
        dimostrazione.popola(scena_di(lodi))
        assert Evento.objects.count() == prima


def test_le_somme_vincolate_che_ci_sono_si_collegano_agli_obiettivi(lodi):
    with lodi.aperto("udp"):
        dati = {"annualita": 2025, "vincolo": "Minori"}
        crea_assegnazione(lodi, "640000.00", vincolata=Decimal(320000), **dati)
        crea_assegnazione(lodi, "398000.00", fondo="FNA", vincolata=Decimal(85000), **dati)
        dimostrazione.popola(scena_di(lodi))
        fnps, fna = quote.vincoli(PianoDiZona.objects.get())
        assert (fnps.libera, fna.libera) == (Decimal(110000), Decimal(0))


def test_fra_le_due_bozze_c_e_di_tutto_e_si_dice_chi(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        piano = PianoDiZona.objects.get()
        prima, seconda = (selezioni.versione(piano, numero) for numero in (1, 2))
        racconto = Coppia(piano, prima, seconda).racconto(OGGI)
        assert {c["nome"] for c in racconto["conteggi"]} == {"Sezioni", "Obiettivi", "Azioni", "Indicatori", "Tavoli"}
        assert racconto["somme"] and all(s["chi"] for s in [*racconto["sezioni"], *racconto["obiettivi"]])
        assert "inizio eliminazione" in differenze_di(next(s for s in racconto["sezioni"] if s["codice"] == "2"))
        oggi = Coppia(piano, seconda, None).racconto(OGGI)
        assert "7" in [s["codice"] for s in oggi["sezioni"]]


def test_i_due_giri_uno_chiuso_e_uno_aperto(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        secondo, primo = GiroOsservazioni.objects.order_by("-numero")
        assert primo.e_chiuso and secondo.e_aperto and secondo.accoglie(ADESSO.date())
        assert Osservazione.objects.exclude(testo="").exclude(testo__contains="ato dimostrativo").count() == 0
        assert giri.versione_precedente(secondo) == giri.versione_con_testo(primo)
        assert cambi_da_leggere(giri.versione_con_testo(primo).dati, giri.versione_con_testo(secondo).dati)["3.2"] == "cambiata"
        assert not Osservazione.objects.filter(giro=secondo, comune=lodi.comuni["Codogno"]).exists()


def test_altrove_non_c_e_nulla(pavese):
    with pavese.aperto("udp"):
        dimostrazione.popola(scena_di(pavese))
        assert not PianoDiZona.objects.exists()


def test_la_bozza_si_impagina_in_un_pdf_valido_e_ripetibile(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        lavoro = documenti.richiedi("piano", PianoDiZona.objects.get(), utente=lodi.utenti["udp"], adesso=ADESSO)
    byte = impaginata(lavoro)
    assert verifica_pdf(byte) == []
    with lodi.aperto():
        FrammentoDocumento.objects.all().delete()
    assert impaginata(lavoro) == byte


def impaginata(lavoro):
    return documenti.rendi(lavoro, Preparato(**lavoro.argomenti["preparato"]), lambda fatti, totali, fase: None)
