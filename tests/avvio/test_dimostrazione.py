"""`./portale` vero, in una copia del progetto: dimostrazione, comandi di gestione in parallelo, chiusura che non lascia nulla."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

RADICE = Path(__file__).resolve().parents[2]
NON_COPIARE = (".git", ".venv", ".portale", "__pycache__", "node_modules", ".hypothesis", ".pytest_cache", ".ruff_cache", "tests")
DEI_TEST = ("PORTALE_", "DATABASE_", "REDIS_", "SECRET_", "EMAIL_", "DJANGO_", "PYTEST_", "PYTHONPATH")

pytestmark = pytest.mark.lento


def variabili(**altre):
    """L’ambiente di una persona, senza quello che i test hanno preparato per sé."""
    return {nome: valore for nome, valore in os.environ.items() if not nome.startswith(DEI_TEST)} | altre


def porta_libera():
    with socket.socket() as prova:
        prova.bind(("127.0.0.1", 0))
        return prova.getsockname()[1]


def processi_di(cartella):
    """Righe di comando dei processi che lavorano nella cartella."""
    trovati = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            riga = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(cartella) in riga:
            trovati.append(riga)
    return trovati


def rimasti(cartella, secondi=15):
    """Ciò che lavora ancora nella cartella dopo aver dato al custode il tempo di accorgersi che non serve più a nessuno."""
    fine = time.monotonic() + secondi
    while (trovati := processi_di(cartella)) and time.monotonic() < fine:
        time.sleep(0.2)
    return trovati


def gestisci(copia, *parole, ingresso=""):
    return subprocess.run(
        ["./portale", "manage", *parole], cwd=copia, env=variabili(), input=ingresso, capture_output=True, text=True, timeout=300
    )


class Dimostrazione:
    """Una dimostrazione in corso, con le righe che ha detto fino agli accessi."""

    def __init__(self, copia):
        self.porta = porta_libera()
        self.processo = subprocess.Popen(
            ["./portale", "demo"],
            cwd=copia,
            env=variabili(PORTA=str(self.porta)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.righe = []
        for riga in self.processo.stdout:
            self.righe.append(riga.rstrip("\n"))
            if riga.startswith("Password: "):
                break

    def stato(self, percorso):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.porta}{percorso}", timeout=30) as risposta:
                return risposta.status
        except urllib.error.HTTPError as risposta:
            risposta.close()
            return risposta.code

    def ferma(self, segnale):
        self.processo.send_signal(segnale)
        resto = self.processo.stdout.read()
        self.processo.stdout.close()
        return self.processo.wait(60), resto


@pytest.fixture(scope="module")
def copia(tmp_path_factory):
    cartella = tmp_path_factory.mktemp("copia") / "portale"
    shutil.copytree(RADICE, cartella, ignore=shutil.ignore_patterns(*NON_COPIARE))
    (cartella / ".venv").symlink_to(RADICE / ".venv")
    yield cartella
    assert processi_di(cartella) == []


def test_da_zero_in_servizio_e_ritorno(copia):
    dimostrazione = Dimostrazione(copia)
    try:
        assert dimostrazione.righe[-1].startswith("Password: "), "\n".join(dimostrazione.righe)
        assert not any("password" in riga.lower() for riga in dimostrazione.righe[:-1])
        assert f"http://127.0.0.1:{dimostrazione.porta}/" in "\n".join(dimostrazione.righe)
        assert any("@" in riga for riga in dimostrazione.righe[:-1]), "nessun accesso elencato"
        assert not any("\x1b" in riga for riga in dimostrazione.righe), "colori in un’uscita che non è un terminale"
        assert dimostrazione.stato("/salute/") == 200
        assert dimostrazione.stato("/") < 400
        assert dimostrazione.stato("/non-esiste/mai/") == 404
        durante = gestisci(copia, "shell", "--no-imports", "-c", "import sys; print(sys.stdin.read())", ingresso="ciao")
        assert (durante.returncode, durante.stdout, durante.stderr) == (0, "ciao\n", "")
        doppia = subprocess.run(["./portale", "demo"], cwd=copia, env=variabili(), capture_output=True, text=True, timeout=60)
        assert doppia.returncode == 1
        assert "già in corso" in doppia.stdout
    finally:
        codice, resto = dimostrazione.ferma(signal.SIGINT)
    assert (codice, resto) == (0, "Fermato.\n")
    assert processi_di(copia) == []

    inizio = time.monotonic()
    seconda = Dimostrazione(copia)
    durata = time.monotonic() - inizio
    try:
        assert seconda.righe[-1] == dimostrazione.righe[-1]
        assert "Preparo la banca dati." not in seconda.righe
        assert durata < 60
    finally:
        assert seconda.ferma(signal.SIGTERM)[0] == 0
    assert processi_di(copia) == []


def test_gestione_senza_dimostrazione_passa_uscita_e_codice(copia):
    esito = gestisci(copia, "shell", "--no-imports", "-c", "import sys; print('solo questo'); sys.exit(7)")
    assert (esito.returncode, esito.stdout) == (7, "solo questo\n")
    assert processi_di(copia) == []


def test_gestione_in_parallelo(copia):
    codice = "import os; print(os.environ['PORTALE_MODO'])"
    with ThreadPoolExecutor(3) as insieme:
        esiti = list(insieme.map(lambda _: gestisci(copia, "shell", "--no-imports", "-c", codice), range(3)))
    assert [(esito.returncode, esito.stdout) for esito in esiti] == [(0, "demo\n")] * 3
    # Chi esce insieme a un altro lascia che sia il custode a spegnere i server.
    assert rimasti(copia) == []


def test_gestione_come_ruolo_applicativo_e_migrazioni_come_proprietario(copia):
    codice = "from django.db import connection as c; k = c.cursor(); k.execute('select session_user'); print(k.fetchone()[0])"
    assert gestisci(copia, "shell", "--no-imports", "-c", codice).stdout == "portale_app\n"
    assert gestisci(copia, "migrate", "--check").returncode == 0


def test_fuori_dalla_dimostrazione_rifiuta():
    esito = subprocess.run(
        ["./portale", "manage", "check"], cwd=RADICE, env=variabili(PORTALE_MODO="produzione"), capture_output=True, text=True
    )
    assert esito.returncode == 1
    assert esito.stdout == ""
    assert "manage.py" in esito.stderr


@pytest.mark.parametrize("parole", [[], ["aiuto"], ["demo", "--boh"]])
def test_da_solo_si_spiega(parole):
    esito = subprocess.run(["./portale", *parole], cwd=RADICE, env=variabili(), capture_output=True, text=True)
    assert esito.returncode == 2
    for nome in ("demo", "manage", "test"):
        assert f"./portale {nome}" in esito.stderr


def test_porta_sbagliata_o_occupata(copia):
    assert "serve un numero" in rifiuto(copia, "ottomila")
    with socket.socket() as occupata:
        occupata.bind(("127.0.0.1", 0))
        occupata.listen()
        assert "PORTA=8080 ./portale demo" in rifiuto(copia, str(occupata.getsockname()[1]))


def rifiuto(copia, porta):
    esito = subprocess.run(
        ["./portale", "demo"], cwd=copia, env=variabili(PORTA=porta), capture_output=True, text=True, timeout=120
    )
    assert esito.returncode == 1
    return esito.stdout
