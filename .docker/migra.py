"""Passo unico prima di servire: diritti del ruolo applicativo, migrazioni (da proprietario), dati di riferimento."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

RADICE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RADICE))

from ambito.progetto.locale.ruoli import DIRITTI, esegui  # noqa: E402  (prima va detto dov’è il codice)


def comando(*parole, banca_dati):
    """Esegue un comando di gestione sulla banca dati indicata; se fallisce si ferma tutto."""
    subprocess.run([sys.executable, str(RADICE / "manage.py"), *parole], check=True, env={**os.environ, "DATABASE_URL": banca_dati})


proprietario = os.environ["DATABASE_URL_PROPRIETARIO"]
with closing(psycopg2.connect(proprietario)) as connessione:
    connessione.autocommit = True
    esegui(connessione, DIRITTI)
comando("migrate", "--no-input", banca_dati=proprietario)
comando("carica_riferimenti", banca_dati=os.environ["DATABASE_URL"])
