"""Copia e ripristino: si eseguono i comandi scritti in `docs/esercizio/copie.md`, su una banca dati vera, e torna tutto uguale."""

import re
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from ambito.progetto.locale import postgres
from tests.scena import crea_scena

GUIDA = Path(__file__).resolve().parents[2] / "docs" / "esercizio" / "copie.md"
NEL_CONTENITORE = "docker compose exec -T postgres "
# Il nome della banca dati, non quello di un file o di un ruolo.
BANCA_DATI = re.compile(r"\bportale\b(?!-)")
TABELLE = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
CONTENUTO = "select count(*), md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"


def comandi(titolo):
    """I comandi per PostgreSQL sotto quel titolo della guida, senza il contenitore."""
    parte = re.split(r"^## ", GUIDA.read_text("utf-8"), flags=re.M)
    testo = next(p for p in parte if p.startswith(titolo)).replace("\\\n", " ")
    return [r.removeprefix(NEL_CONTENITORE) for r in testo.splitlines() if r.startswith(NEL_CONTENITORE)]


def aperta(nome, utente="postgres"):
    return closing(psycopg2.connect(host=connection.settings_dict["HOST"], user=utente, dbname=nome))


def contenuto(nome):
    """Di ogni tabella quante righe ha e la loro impronta, viste da chi vede tutto."""
    trovate = {}
    with aperta(nome) as collegamento, collegamento.cursor() as cursore:
        cursore.execute(TABELLE)
        for (tabella,) in cursore.fetchall():
            cursore.execute(CONTENUTO.format(tabella))
            trovate[tabella] = cursore.fetchone()
    return trovate


@pytest.fixture
def esegui(tmp_path):
    """Esegue un comando della guida sul server delle prove, con un’altra banca dati al posto di «portale»."""
    ospite = connection.settings_dict["HOST"]
    copia = f"{connection.settings_dict['NAME']}_copia"

    def esegue(comando, banca_dati):
        intero = BANCA_DATI.sub(banca_dati, re.sub(r"portale-.*?\.dump", "copia.dump", comando))
        ambiente = {"PATH": f"{postgres.cartella_eseguibili()}:/usr/bin:/bin", "PGHOST": ospite}
        return subprocess.run(["sh", "-ec", intero], cwd=tmp_path, env=ambiente, capture_output=True, text=True, check=False)

    yield esegue
    esegue("dropdb --username postgres --if-exists --force portale", copia)


@pytest.mark.django_db(transaction=True)
def test_cio_che_si_copia_torna_uguale_e_resta_isolato(esegui):
    crea_scena("lodi")
    nome = connection.settings_dict["NAME"]
    copia = f"{nome}_copia"
    (copiare,) = [c for c in comandi("Fare la copia") if c.startswith("pg_dump ")]
    assert esegui(copiare, nome).returncode == 0
    for comando in comandi("Ripristinare"):
        esito = esegui(comando, copia)
        assert esito.returncode == 0, f"{comando}\n{esito.stderr}"
    prima, dopo = contenuto(nome), contenuto(copia)
    assert prima == dopo and dopo["ambito_incarico"][0] > 0
    # Chi serve le pagine, senza un Ambito aperto, non vede nulla neppure nella copia.
    with aperta(copia, "portale_app") as collegamento, collegamento.cursor() as cursore:
        cursore.execute("select count(*) from ambito_incarico")
        assert cursore.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_chi_possiede_le_tabelle_non_copia(esegui):
    (copiare,) = [c for c in comandi("Fare la copia") if c.startswith("pg_dump ")]
    esito = esegui(copiare.replace("--username postgres", "--username portale_owner"), connection.settings_dict["NAME"])
    assert esito.returncode != 0 and "row-level security" in esito.stderr
