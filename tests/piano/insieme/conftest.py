"""Una sezione da scrivere insieme, e chi può entrarvi."""

import pytest

from piano import operazioni
from piano.insieme import stanza
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.piano.insieme.collegamento import con_portineria
from tests.piano.insieme.sezione import INIZIALE, cookie
from tests.scena import ADESSO, crea_scena


@pytest.fixture
def scena(settings, monkeypatch):
    settings.INSIEME = True
    monkeypatch.setattr(stanza, "BATTITO", 0.1)
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        sezione = sezione_di(piano_nuovo(scena))
        operazioni.salva_sezione(sezione, INIZIALE, partenza=0, utente=scena.utenti["udp"], adesso=ADESSO)
        scena.sezione, scena.piano = sezione.pk, sezione.piano_id
    return scena


@pytest.fixture
def prova(scena):
    """Esegue una coroutine con le persone già entrate nel portale (i loro cookie in `scena.cookie`)."""
    scena.cookie = {ruolo: cookie(scena, ruolo) for ruolo in ("udp", "coordinatore", "sindaco")}
    return con_portineria
