"""Plugin di pytest: prima che Django legga le impostazioni avvia PostgreSQL e Redis temporanei, alla fine non lascia nulla.

Con pytest-xdist i server sono del processo principale; ogni lavorante ha una banca dati sua e un numero di Redis suo.
"""

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from ambito.progetto.locale import postgres, redis, ruoli
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.postgres import Postgres
from ambito.progetto.locale.preparazione import raccogli_statici
from ambito.progetto.locale.redis import Redis
from ambito.progetto.locale.variabili import Indirizzi, ambiente
from ambito.progetto.locale.voce import GuastoLocale, Voce
from tests import fila, svuota

SENZA_PROVE = {"-h", "--help", "-V", "--version", "--markers", "--fixtures", "--co", "--collect-only"}


class Servizi:
    """I server di una esecuzione dei test, in una cartella temporanea."""

    def __init__(self):
        self.cartella = Path(tempfile.mkdtemp(prefix="portale-prova-"))
        self.postgres = Postgres(self.cartella / "pg", self.cartella, self.cartella / "pg.log", postgres.EFFIMERO)
        self.redis = Redis(self.cartella / "redis", self.cartella, self.cartella / "redis.log", redis.EFFIMERO)

    @property
    def indirizzi(self):
        """I test partono come proprietario (crea e migra la banca dati); `conftest.py` passa poi al ruolo applicativo."""
        return Indirizzi(
            banca_dati=postgres.indirizzo(self.cartella, ruoli.PROPRIETARIO),
            proprietario=postgres.indirizzo(self.cartella, ruoli.PROPRIETARIO),
            redis=redis.indirizzo(self.cartella),
        )

    def avvia(self):
        """Avvia i due server e prepara i ruoli."""
        self.postgres.avvia()
        ruoli.predisponi_prove(self.postgres)
        svuota.predisponi(self.postgres)
        self.redis.avvia()

    def chiudi(self):
        """Ferma i server e toglie la cartella."""
        self.redis.ferma()
        self.postgres.ferma()
        shutil.rmtree(self.cartella, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, args):
    """Prima di pytest-django, che qui legge le impostazioni: in `conftest.py` sarebbe tardi."""
    if lavorante := os.environ.get("PYTEST_XDIST_WORKER"):
        _redis_proprio(lavorante)
        return
    servizi, cartelle = Servizi(), Cartelle()
    early_config.add_cleanup(servizi.chiudi)
    os.environ.pop("SECRET_KEY", None)
    os.environ.pop("PORTALE_HOST", None)
    os.environ.update(ambiente(cartelle, servizi.indirizzi, modo="prova"))
    os.environ[fila.CARTELLA] = str(servizi.cartella)
    # Playwright tiene un ciclo di eventi nel processo dei test, che però usano Django nel modo ordinario.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if SENZA_PROVE.isdisjoint(args):
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        _avvia(servizi, cartelle)


def _avvia(servizi, cartelle):
    try:
        servizi.avvia()
        raccogli_statici(cartelle, dict(os.environ), Voce(sys.stderr))
    except GuastoLocale as guasto:
        raise pytest.UsageError(str(guasto)) from guasto


def _redis_proprio(lavorante):
    numero = int(lavorante.removeprefix("gw")) + 1
    base = os.environ["REDIS_URL"].partition("?")[0]
    os.environ["REDIS_URL"] = f"{base}?db={numero}"
