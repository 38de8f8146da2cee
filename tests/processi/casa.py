"""Un portale intero con server suoi, da uccidere: PostgreSQL e Redis durevoli, web, worker, orologio, posta."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg2
from django.conf import settings

from ambito.progetto.locale import postgres, redis, ruoli
from ambito.progetto.locale.cartelle import RADICE, Cartelle
from ambito.progetto.locale.demo import Squadra
from ambito.progetto.locale.postgres import Postgres
from ambito.progetto.locale.preparazione import comando_django
from ambito.progetto.locale.redis import Redis
from ambito.progetto.locale.variabili import Indirizzi, ambiente, da_proprietario
from ambito.progetto.locale.voce import Voce
from tests.percorsi.esercizio import porta_libera
from tests.processi.lavorante import fino_a
from tests.processi.posta import Posta

CELERY = (sys.executable, "-m", "celery", "-A", "tests.processi.officina:app")
AFFITTO = "3"


class Casa:
    """`avvia`, `uccidi(nome)` e `riavvia(nome)`, `ferma`; i nomi sono web, worker, orologio, postgres, redis.

    `modulo` prepara i dati e apre le sessioni (`prepara QUANTI`, `sessione`). Come in esercizio, web, worker e orologio che cadono
    da sé ripartono; chi è stato ucciso aspetta `riavvia`.
    """

    def __init__(self, modulo="tests.processi.richieste", quanti=()):
        self.modulo, self.quanti = modulo, quanti
        self.cartella = Path(tempfile.mkdtemp(prefix="portale-guasti-"))
        self.cartelle, self.posta, self.porta = Cartelle(self.cartella), Posta(), porta_libera()
        base = self.cartella
        self.server = {
            "postgres": Postgres(base / "pg", base, base / "pg.log", postgres.DUREVOLE),
            "redis": Redis(base / "redis", base, base / "redis.log", redis.DUREVOLE),
        }
        indirizzi = [postgres.indirizzo(base, ruolo) for ruolo in (ruoli.APPLICATIVO, ruoli.PROPRIETARIO)]
        self.variabili = {
            **ambiente(self.cartelle, Indirizzi(*indirizzi, redis.indirizzo(base))),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.posta.porta}",
            "PORTALE_INDIRIZZO": f"http://127.0.0.1:{self.porta}",
            "PORTALE_AFFITTO_LAVORI": AFFITTO,
            "PORTALE_INSIEME": "no",
        }
        self.uccisi, self.fine = set(), threading.Event()
        self.sorvegliante = threading.Thread(target=self._sorveglia, daemon=True)
        self.squadra = Squadra(self.cartelle, self.variabili, self.porta, Voce())
        orologio = ("beat", "--schedule", str(base / "orologio"), "--pidfile", "", "--loglevel", "INFO")
        self.squadra.comandi |= {
            "worker": (*CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO"),
            "orologio": (*CELERY, *orologio),
        }

    def avvia(self):
        for server in self.server.values():
            server.avvia()
        ruoli.predisponi(self.server["postgres"])
        self._esegui(comando_django("migrate", "--no-input", "--verbosity", "0"), da_proprietario(self.variabili))
        self._esegui(self._richieste("prepara", *map(str, self.quanti)), self.variabili)
        self.squadra.avvia()
        self.sorvegliante.start()
        fino_a(self.risponde, 60, "il web non risponde")

    def ferma(self):
        self.fine.set()
        if self.sorvegliante.is_alive():
            self.sorvegliante.join()
        self.squadra.ferma()
        for server in self.server.values():
            server.ferma()
        self.posta.chiudi()
        shutil.rmtree(self.cartella, ignore_errors=True)

    def uccidi(self, nome):
        """`kill -9` a tutto il gruppo del processo."""
        self.uccisi.add(nome)
        figlio = self.server[nome].figlio if nome in self.server else self.squadra.figli[nome]
        with contextlib.suppress(ProcessLookupError):
            os.killpg(figlio.pid, signal.SIGKILL)
        figlio.ferma()

    def riavvia(self, nome, vuoto=False):
        """Riparte sui dati che aveva (`vuoto`: il Redis ne ha persi)."""
        if nome in self.server:
            if vuoto:
                shutil.rmtree(self.server[nome].dati)
            self.server[nome].avvia()
        else:
            self.squadra._avvia(nome)
        self.uccisi.discard(nome)

    def _sorveglia(self):
        while not self.fine.wait(0.5):
            for nome in set(self.squadra.figli) - self.uccisi:
                if not self.squadra.figli[nome].vivo():
                    self.squadra._avvia(nome)

    def riparte_con(self, *nomi, **variabili):
        """Quei processi (di norma worker e orologio) ripartono con queste variabili in più (per esempio un guasto)."""
        self.squadra.variabili = {**self.variabili, **variabili}
        for nome in nomi or ("worker", "orologio"):
            self.uccidi(nome)
            self.riavvia(nome)

    def risponde(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.porta}/salute/", timeout=20) as risposta:
                return risposta.status == 200
        except OSError:
            return False

    def chiede(self, giro):
        """Il processo che fa le richieste di un giro, con l’uscita da leggere."""
        return subprocess.Popen(self._richieste("carica", giro), env=self.variabili, cwd=RADICE, stdout=subprocess.PIPE, text=True)

    def navigatore(self, email):
        """Una funzione `chiedi(indirizzo, dati=None)` che parla col web come quella persona e dà (codice, secondi)."""
        sessione = self.scrive("sessione", email).strip()
        gettone = "a" * 32
        testate = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={sessione}; {settings.CSRF_COOKIE_NAME}={gettone}",
            "X-CSRFToken": gettone,
        }

        def chiedi(indirizzo, dati=None):
            richiesta = urllib.request.Request(f"http://127.0.0.1:{self.porta}{indirizzo}", dati, testate)
            inizio = time.monotonic()
            try:
                with urllib.request.urlopen(richiesta, timeout=30) as risposta:
                    return risposta.status, time.monotonic() - inizio
            except urllib.error.HTTPError as errore:
                return errore.code, time.monotonic() - inizio

        return chiedi

    def interroga(self, istruzione, *parametri):
        """Righe lette come amministratore, oltre le regole di riga."""
        porta = contextlib.closing(psycopg2.connect(host=self.cartella, user="postgres", dbname=ruoli.BANCA_DATI))
        with porta as connessione, connessione.cursor() as cursore:
            cursore.execute(istruzione, parametri)
            return cursore.fetchall()

    def _richieste(self, *parole):
        return [sys.executable, "-m", self.modulo, *parole]

    def scrive(self, *parole):
        """Esegue un comando di `modulo` e ne dà l’uscita."""
        comando = self._richieste(*parole)
        return subprocess.run(comando, env=self.variabili, cwd=RADICE, check=True, capture_output=True, text=True).stdout

    @staticmethod
    def _esegui(comando, variabili):
        subprocess.run(comando, env=variabili, cwd=RADICE, check=True, stdout=subprocess.DEVNULL)
