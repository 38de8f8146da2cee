"""Il piano dimostrativo: c’è, è quasi completo, rifarlo non cambia nulla, se ne fa un PDF valido."""

from types import SimpleNamespace

import pytest

from ambito import documenti
from ambito.documenti import Preparato
from ambito.models import Evento
from ambito.nucleo.pdf import rendi_pdf
from ambito.nucleo.pdf_verifica import verifica_pdf
from piano import dimostrazione, selezioni
from piano.models import GiroOsservazioni, Obiettivo, Osservazione, PianoDiZona
from piano.selezioni import giri
from piano.selezioni.confronto import confronta
from tests.scena import ADESSO

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
        prima = Evento.objects.count()
        dimostrazione.popola(scena_di(lodi))
        assert Evento.objects.count() == prima


def test_i_due_giri_uno_chiuso_e_uno_aperto(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        secondo, primo = GiroOsservazioni.objects.order_by("-numero")
        assert primo.e_chiuso and secondo.e_aperto and secondo.accoglie(ADESSO.date())
        assert Osservazione.objects.exclude(testo="").exclude(testo__contains="ato dimostrativo").count() == 0
        assert giri.versione_precedente(secondo) == giri.versione_con_testo(primo)
        assert confronta(giri.versione_con_testo(primo).dati, giri.versione_con_testo(secondo).dati)["3.2"] == "cambiata"
        assert not Osservazione.objects.filter(giro=secondo, comune=lodi.comuni["Codogno"]).exists()


def test_altrove_non_c_e_nulla(pavese):
    with pavese.aperto("udp"):
        dimostrazione.popola(scena_di(pavese))
        assert not PianoDiZona.objects.exists()


def test_la_bozza_si_impagina_in_un_pdf_valido_e_ripetibile(lodi):
    with lodi.aperto("udp"):
        dimostrazione.popola(scena_di(lodi))
        lavoro = documenti.richiedi("piano", PianoDiZona.objects.get(), utente=lodi.utenti["udp"], adesso=ADESSO)
        html = documenti.componi(lavoro, Preparato(**lavoro.argomenti["preparato"]))
    byte = rendi_pdf(html, titolo="Piano di Zona 2025-2027")
    assert verifica_pdf(byte) == []
    assert rendi_pdf(html, titolo="Piano di Zona 2025-2027") == byte
