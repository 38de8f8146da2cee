"""Il proxy della composizione davanti a un portale di prova: la sua configurazione, con gli indirizzi di questa macchina."""

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from ambito.progetto.locale.cartelle import RADICE
from tests.percorsi.esercizio import porta_libera

CONFIGURAZIONE = RADICE / ".docker/proxy/nginx.conf"
TIC = os.sysconf("SC_CLK_TCK")
FERMO = b"x" * 20_000


def programma():
    """Dove sta nginx, o `None`: sta di solito fra i programmi di sistema, che non tutti hanno nel percorso."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


class Proxy:
    """`avvia`, `apri(indirizzo, **testate)` che dà un corpo, `ferma`. Sotto `/fermo/` c’è un file, per confronto."""

    def __init__(self, cartella, portale):
        self.cartella, self.portale, self.porta = Path(cartella), portale, porta_libera()
        self.diario = self.cartella / "richieste.log"
        self.processo = None

    def avvia(self):
        (self.cartella / "fermo").mkdir()
        (self.cartella / "fermo/file.txt").write_bytes(FERMO)
        file = self.cartella / "nginx.conf"
        file.write_text(self.configurazione())
        self.processo = subprocess.Popen(
            [programma(), "-e", str(self.cartella / "errori.log"), "-p", str(self.cartella), "-c", str(file), "-g", "daemon off;"]
        )
        fine = time.monotonic() + 20
        while not self._risponde():
            assert self.processo.poll() is None and time.monotonic() < fine, (self.cartella / "errori.log").read_text()
            time.sleep(0.05)

    def configurazione(self):
        """Quella vera; cambiano nomi, porte e cartelle, e qui non c’è TLS."""
        testo = CONFIGURAZIONE.read_text()
        testo = re.sub(r"^ *(ssl_|http2|resolver).*\n", "", testo, flags=re.M)
        testo = re.sub(r"server (web|insieme):\d+[^;]*;", f"server 127.0.0.1:{self.portale};", testo)
        testo = testo.replace("/tmp/", f"{self.cartella}/").replace("listen 8080;", f"listen 127.0.0.1:{porta_libera()};")
        testo = testo.replace("/dev/stdout", str(self.diario)).replace("/dev/stderr", str(self.cartella / "errori.log"))
        fermo = f"location /fermo/ {{ root {self.cartella}; }}"
        testo = testo.replace("listen 8443 ssl;", f"listen 127.0.0.1:{self.porta};\n{fermo}")
        return ("user root;\n" if os.geteuid() == 0 else "") + testo.replace("worker_processes auto;", "worker_processes 1;")

    def _risponde(self):
        with socket.socket() as presa:
            return presa.connect_ex(("127.0.0.1", self.porta)) == 0

    def esiti(self, quante):
        """Com’è andata con la memoria nelle ultime `quante` richieste: `MISS`, `HIT`, `BYPASS`, o `-` dove non c’entra."""
        fine = time.monotonic() + 5
        while len(righe := self.diario.read_text().splitlines()) < quante and time.monotonic() < fine:
            time.sleep(0.05)
        return [riga.split()[-1] for riga in righe[-quante:]]

    def cpu(self):
        """Secondi di CPU del processo che risponde."""
        figli = Path(f"/proc/{self.processo.pid}/task/{self.processo.pid}/children").read_text().split()
        campi = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in figli]
        return sum(int(c[11]) + int(c[12]) for c in campi) / TIC

    def ferma(self):
        if self.processo:
            self.processo.terminate()
            self.processo.wait(20)
