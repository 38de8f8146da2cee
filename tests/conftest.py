"""Ciò che vale per tutti i test: la banca dati vista dal ruolo applicativo e il browser del sistema."""

import gc
import shutil
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache as memoria
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from whitenoise.middleware import WhiteNoiseMiddleware
from xdist.scheduler import LoadScopeScheduling

from ambito.progetto.locale.cartelle import RADICE
from ambito.progetto.locale.ruoli import APPLICATIVO
from tests.figli import _figli_aperti, figli_nuovi
from tests.fila import in_fila
from tests.percorsi.esercizio import portale
from tests.scena import gestore, lodi, pavese
from tests.svuota import svuota

__all__ = ["_figli_aperti", "figli_nuovi", "gestore", "lodi", "pavese", "portale"]

# Gli stessi esempi a ogni giro: un rosso si ripete uguale ovunque. Per cercarne di nuovi: --hypothesis-profile=default.
# Quanto ci mette un esempio dipende dalla macchina, non dal codice: non è un motivo per fallire.
settings.register_profile(
    "ripetibile", derandomize=True, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ripetibile")

# Misurano, o accendono e spengono un portale intero.
DA_SOLE = {"avvio", "banco", "processi"}
BROWSER = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser):
    parser.addoption("--immagini", action="store_true", help="rifà le immagini della guida (tests/percorsi/test_immagini.py)")
    parser.addoption("--giro-intero", action="store_true", help="ogni pagina con ogni ruolo, ingrandita e senza script")
    parser.addoption("--giro-di", default="", help="il giro intero solo di queste persone: sindaco.codogno,udp")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """La banca dati si crea e si migra come proprietario; da lì in poi ogni connessione è del ruolo applicativo.

    Altrimenti chi possiede le tabelle passerebbe dove l’isolamento fra Ambiti deve fermare.
    """
    connessione = connections["default"]
    impostazioni = connessione.settings_dict
    proprietario = impostazioni["USER"]
    with django_db_blocker.unblock():
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


@pytest.fixture(scope="session", autouse=True)
def _statici_elencati_una_volta():
    """Ogni navigatore di prova ha i suoi middleware, e WhiteNoise rileggerebbe per ciascuno tutti i file statici."""
    elenchi, elenca = {}, WhiteNoiseMiddleware.update_files_dictionary

    def una_volta(middleware, radice, prefisso):
        chiave = (radice, prefisso)
        if chiave not in elenchi:
            elenca(middleware, radice, prefisso)
            elenchi[chiave] = dict(middleware.files)
        middleware.files.update(elenchi[chiave])

    with pytest.MonkeyPatch.context() as toppa:
        toppa.setattr(WhiteNoiseMiddleware, "update_files_dictionary", una_volta)
        yield


@pytest.fixture(autouse=True)
def _memoria_vuota():
    """Le prove ricominciano gli stessi numeri: una pagina ricordata dalla prova di prima sarebbe di un’altra seduta."""
    memoria.clear()


@pytest.fixture(scope="session", autouse=True)
def _si_vuota_in_fretta():
    """Dopo una prova con transazioni vere."""
    with pytest.MonkeyPatch.context() as toppa:
        toppa.setattr(TransactionTestCase, "_fixture_teardown", svuota)
        yield


def pytest_collection_finish():
    """Programmi e prove già letti restano fino alla fine: chi riordina la memoria non li ripassi ogni volta."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Una misura presa mentre un altro lavorante calcola direbbe quanto la macchina è occupata."""
    with in_fila(da_sola=item.path.parent.name == "banco"):
        return (yield)


DI_FILA = {"tests/documenti/test_ostili.py", "tests/documenti/test_specie.py", "tests/nucleo/test_corpus.py"}


class PesantiInsieme(LoadScopeScheduling):
    """Due file che non si mescolano: chi usa il navigatore, e chi misura o accende un portale intero. Il resto va dove c’è posto.

    Due navigatori insieme si rubano il tempo, e chi aspetta una pagina si stanca; due misure si falsano. Le prove di un file
    `DI_FILA` restano insieme: ciò che preparano una volta costa più di loro.
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return _insieme(file) or (file if file in DI_FILA else nodeid)


@cache
def _insieme(file):
    cartella = Path(file).parts[1]
    if cartella in DA_SOLE:
        return "da sole"
    return "navigatore" if cartella == "percorsi" or "mark.browser" in (RADICE / file).read_text("utf-8") else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Come si dividono le prove con più lavoranti (`-n 2`)."""
    return PesantiInsieme(config, log)
