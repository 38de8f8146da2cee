"""Ciò che vale per tutti i test: la banca dati vista dal ruolo applicativo e il browser del sistema."""

import shutil

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.db import connections
from hypothesis import settings

from ambito.progetto.locale.ruoli import APPLICATIVO
from tests.scena import gestore, lodi, pavese

__all__ = ["gestore", "lodi", "pavese"]

# Gli stessi esempi a ogni giro: un rosso si ripete uguale ovunque. Per cercarne di nuovi: --hypothesis-profile=default.
settings.register_profile("ripetibile", derandomize=True, print_blob=True)
settings.load_profile("ripetibile")

BROWSER = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """La banca dati si crea e si migra come proprietario; da lì in poi ogni connessione è del ruolo applicativo.

    Altrimenti chi possiede le tabelle passerebbe dove l’isolamento fra Ambiti deve fermare. TRUNCATE si concede soltanto qui:
    serve a svuotare le tabelle dopo i test con transazioni vere.
    """
    connessione = connections["default"]
    impostazioni = connessione.settings_dict
    proprietario = impostazioni["USER"]
    with django_db_blocker.unblock():
        with connessione.cursor() as cursore:
            cursore.execute(f"grant truncate on all tables in schema public to {APPLICATIVO}")
        connessione.close()
        impostazioni["USER"] = APPLICATIVO
    yield
    with django_db_blocker.unblock():
        connessione.close()
        impostazioni["USER"] = proprietario


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Il browser è quello del sistema: se manca la prova fallisce e lo dice, non si salta."""
    percorso = next(filter(None, map(shutil.which, BROWSER)), None)
    if percorso is None:
        pytest.fail("Manca Chromium: le prove nel browser non si possono fare. Installarlo (apt-get install chromium) e ripetere.")
    return {**browser_type_launch_args, "executable_path": percorso}


@pytest.fixture(scope="session")
def live_server(live_server):
    """Il server delle prove nel browser: i file statici li dà WhiteNoise, con l’impronta nel nome, come in esercizio."""
    with pytest.MonkeyPatch.context() as toppa:
        toppa.setattr(StaticFilesHandler, "_should_handle", lambda gestore, percorso: False)
        yield live_server


@pytest.fixture(autouse=True)
def _memoria_vuota():
    """Le prove ricominciano gli stessi numeri: una pagina ricordata dalla prova di prima sarebbe di un’altra seduta."""
    cache.clear()


def pytest_collection_modifyitems(items):
    """Con più processi, le prove che avviano un portale intero stanno insieme: condividono quello, e le porte non si pestano."""
    for prova in items:
        cartella = prova.path.relative_to(prova.config.rootpath / "tests").parts[0]
        if cartella in {"avvio", "percorsi", "processi"}:
            prova.add_marker(pytest.mark.xdist_group(cartella))
