"""Il piano dimostrativo: c’è, è quasi completo, rifarlo non cambia nulla, se ne fa un PDF valido."""

from types import SimpleNamespace

import pytest

from ambito import documenti
from ambito.documenti import Preparato
from ambito.models import Evento, FrammentoDocumento
from ambito.nucleo.pdf_verifica import verifica_pdf
from piano import dimostrazione, selezioni
from piano.models import Obiettivo, PianoDiZona
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
