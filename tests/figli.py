"""I figli delle prove restano aperti, come nel worker: avviarne uno costa fino a due secondi, e se ne chiedono migliaia."""

import pytest

from ambito.nucleo import figlio

TUTTI = 20


@pytest.fixture(scope="session", autouse=True)
def _figli_aperti():
    vivaio = figlio.tieni_aperti(TUTTI)
    yield
    vivaio.chiudi()


@pytest.fixture
def figli_nuovi(monkeypatch):
    """Per le prove che guardano proprio come un figlio nasce e finisce."""
    monkeypatch.setattr(figlio, "_vivaio", None)
