"""Lo scrittore dello stato, provato sul Piano di Zona: legalità, diritto, condizioni, motivo, registro."""

import pytest
from django.core.exceptions import PermissionDenied

from ambito import flusso
from ambito.models import Evento
from piano.models import PianoDiZona
from piano.stati import StatoPiano
from tests.piano.fabbriche import piano_nuovo, piano_pronto
from tests.scena import ADESSO


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        yield lodi


def esegui(scena, oggetto, passo, ruolo="coordinatore", **altro):
    return flusso.esegui(oggetto, passo, poteri=ruolo and scena.poteri(ruolo), adesso=ADESSO, **altro)


def test_un_passo_cambia_lo_stato_e_lascia_una_riga(aperto):
    piano = piano_pronto(aperto)
    proposto = esegui(aperto, piano, "proponi")
    assert proposto.stato == PianoDiZona.objects.get().stato == StatoPiano.PROPOSTO
    evento = Evento.objects.get(verbo="pianodizona.proponi")
    assert (evento.autore, evento.quando) == (aperto.utenti["coordinatore"], ADESSO)
    assert (evento.prima, evento.dopo) == ({"stato": "bozza"}, {"stato": "proposto"})


def test_conta_lo_stato_nella_banca_dati_non_quello_in_memoria(aperto):
    """Chi ha la pagina vecchia non fa due volte lo stesso passo."""
    piano = piano_pronto(aperto)
    esegui(aperto, piano, "proponi")
    assert piano.stato == StatoPiano.BOZZA
    with pytest.raises(flusso.TransizioneNonAmmessa, match="lo stato è"):
        esegui(aperto, piano, "proponi")


def test_senza_diritto_non_si_passa_e_non_resta_traccia(aperto):
    piano = piano_pronto(aperto)
    for ruolo in ("udp", "sindaco", "revisore"):
        with pytest.raises(PermissionDenied):
            esegui(aperto, piano, "proponi", ruolo)
    assert PianoDiZona.objects.get().stato == StatoPiano.BOZZA
    assert not Evento.objects.filter(verbo="pianodizona.proponi").exists()


def test_il_sistema_compie_solo_i_passi_suoi_e_le_persone_solo_i_loro(aperto):
    piano = esegui(aperto, piano_pronto(aperto), "proponi")
    with pytest.raises(PermissionDenied):
        esegui(aperto, piano, "approva")
    with pytest.raises(PermissionDenied):
        esegui(aperto, piano, "rinvia_a_bozza", None, nota="x")
    PianoDiZona.objects.update(deliberazione="Deliberazione n. 1/2025", deliberato_il=ADESSO.date())
    assert esegui(aperto, piano, "approva", None).stato == StatoPiano.APPROVATO
    assert Evento.objects.get(verbo="pianodizona.approva").autore is None


def test_le_condizioni_mancanti_si_dicono_tutte_insieme(aperto):
    with pytest.raises(flusso.RequisitiMancanti) as errore:
        esegui(aperto, piano_nuovo(aperto), "proponi")
    assert len(errore.value.motivi) >= 2


def test_un_passo_che_vuole_il_motivo_non_ne_fa_a_meno(aperto):
    piano = esegui(aperto, piano_pronto(aperto), "proponi")
    with pytest.raises(flusso.RequisitiMancanti, match="Scrivi il motivo"):
        esegui(aperto, piano, "rinvia_a_bozza", nota="  ")
    esegui(aperto, piano, "rinvia_a_bozza", nota="Da rivedere il capitolo 3")
    assert Evento.objects.get(verbo="pianodizona.rinvia_a_bozza").nota == "Da rivedere il capitolo 3"


def test_i_passi_possibili_sono_quelli_della_persona(aperto):
    piano = piano_pronto(aperto)
    assert flusso.possibili(piano, aperto.poteri("coordinatore")) == ["proponi"]
    assert flusso.possibili(piano, aperto.poteri("sindaco")) == []
