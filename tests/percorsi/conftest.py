"""Fixture dei percorsi: il portale in esercizio (una volta per tutte le prove) e le persone che lo usano."""

import pytest
from playwright.sync_api import expect

from tests.percorsi.esercizio import Esercizio
from tests.percorsi.persona import ATTESA, SCRITTOIO, TELEFONO, Persona
from tests.percorsi.sonda import Sonda

expect.set_options(timeout=ATTESA)


@pytest.fixture(scope="session")
def portale(django_db_setup, django_db_blocker, tmp_path_factory):
    """Il portale in esercizio con i dati dimostrativi. Ogni percorso lavora su cose sue: i dati restano fra una prova e l’altra."""
    with django_db_blocker.unblock():
        esercizio = Esercizio(tmp_path_factory.mktemp("portale"), django_db_blocker)
        try:
            esercizio.avvia()
            yield esercizio
        finally:
            esercizio.ferma()


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
