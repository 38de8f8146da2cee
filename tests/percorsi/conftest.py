"""Fixture dei percorsi: le persone che usano il portale in esercizio (`tests/percorsi/esercizio.py`)."""

import pytest
from playwright.sync_api import expect

from tests.percorsi.persona import ATTESA, SCRITTOIO, TELEFONO, Persona
from tests.percorsi.sonda import Sonda

expect.set_options(timeout=ATTESA)


@pytest.fixture
def persona(browser, portale):
    """Apre un navigatore: `persona("operatore.codogno@lodi.example", telefono=True)`; senza indirizzo, nessuno è ancora entrato."""
    contesti = []

    def apri(email=None, *, telefono=False, **altro):
        contesto = browser.new_context(
            viewport=TELEFONO if telefono else SCRITTOIO, locale="it-IT", timezone_id="Europe/Rome", **altro
        )
        contesti.append(contesto)
        if email:
            contesto.add_cookies([portale.sessione(email)])
        con_script = altro.get("java_script_enabled", True)
        return Persona(contesto, Sonda(contesto, portale.origine), portale.origine, con_script)

    yield apri
    for contesto in contesti:
        contesto.close()
