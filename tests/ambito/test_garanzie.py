"""In produzione si parte solo con le garanzie: segreti, ruolo che non può aggirare l’isolamento, scritture durevoli."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from ambito.db.garanzie import mancanti

RADICE = Path(__file__).resolve().parents[2]


def indirizzo(utente):
    dati = connection.settings_dict
    return f"postgres://{utente}@/{dati['NAME']}?host={quote(dati['HOST'], safe='')}&port={dati['PORT']}"


def produzione(**altre):
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "ambito.progetto.settings",
        "PORTALE_MODO": "produzione",
        "SECRET_KEY": "una-chiave-lunga-e-casuale-per-il-solo-controllo-0123456789-abcdefghij",
        "DATABASE_URL": indirizzo("portale_app"),
        "REDIS_URL": os.environ["REDIS_URL"],
        "PORTALE_HOST": "portale.example.it",
        "PORTALE_INDIRIZZO": "https://portale.example.it",
        "PORTALE_STATICI": os.environ["PORTALE_STATICI"],
        "EMAIL_URL": "smtp://posta.example.it",
    } | altre


def esegui(ambiente, *argomenti):
    return subprocess.run([sys.executable, *argomenti], cwd=RADICE, env=ambiente, capture_output=True, text=True, check=False)


@pytest.mark.django_db
def test_il_controllo_per_la_produzione_e_pulito():
    esito = esegui(produzione(), "manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default")
    assert esito.returncode == 0, esito.stderr


@pytest.mark.django_db
def test_in_produzione_si_parte_col_ruolo_applicativo():
    esito = esegui(produzione(), "-c", "import ambito.progetto.wsgi")
    assert esito.returncode == 0, esito.stderr


@pytest.mark.parametrize("nome", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PORTALE_INDIRIZZO", "EMAIL_URL"])
def test_senza_un_segreto_non_si_parte_e_si_dice_quale(db, nome):
    ambiente = produzione()
    del ambiente[nome]
    esito = esegui(ambiente, "-c", "import ambito.progetto.wsgi")
    assert esito.returncode != 0
    assert f"Manca la variabile d’ambiente {nome}" in esito.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("ruolo", ["portale_owner", "postgres"])
def test_un_ruolo_che_puo_aggirare_l_isolamento_non_serve(ruolo):
    esito = esegui(produzione(DATABASE_URL=indirizzo(ruolo)), "-c", "import ambito.progetto.wsgi")
    assert esito.returncode != 0
    assert "può aggirare l’isolamento fra Ambiti" in esito.stderr


@pytest.mark.django_db
def test_scritture_non_durevoli_si_dicono():
    with connection.cursor() as cursore:
        cursore.execute("set local synchronous_commit = off")
    assert any("synchronous_commit" in motivo for motivo in mancanti())


@pytest.mark.django_db
def test_il_ruolo_dei_test_ha_tutte_le_garanzie():
    assert mancanti() == []
