"""Le stampe che si confrontano: in un pezzo, a capitoli, con Chromium; di ciascuna CPU, orologio e memoria."""

import os
import re
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

from ambito import documenti
from ambito.models import FrammentoDocumento
from ambito.nucleo.figlio import consumi
from ambito.nucleo.pdf import Allegato, rendi_pdf
from ambito.nucleo.pdf_figlio import STAMPA
from tests.banco.cpu import misura
from tests.conftest import BROWSER
from tests.documenti.conftest import CODICE
from tests.scena import ADESSO

# Quanto può durare e occupare una stampa in un pezzo, che in esercizio per documenti così non si fa.
SENZA_LIMITI = {"limite_secondi": 1200, "limite_memoria": 6 << 30}
TIC = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Esito:
    """Una stampa: secondi di CPU e d’orologio, byte di memoria del processo più grande fra quelli avviati."""

    byte: bytes
    cpu: float
    orologio: float
    memoria: int

    @property
    def pagine(self):
        scheda = subprocess.run(["pdfinfo", "-"], input=self.byte, capture_output=True, check=True).stdout.decode()
        return int(re.search(r"Pages: +(\d+)", scheda)[1])

    def in_parole(self, altra):
        """Le cifre, e in volte quelle di un’altra stampa."""
        return (
            f"{self.pagine} pagine, {len(self.byte) >> 10} KB; CPU {self.cpu:.1f} s ({self.cpu / altra.cpu:.2f}), "
            f"orologio {self.orologio:.1f} s ({self.orologio / altra.orologio:.2f}), "
            f"memoria {self.memoria >> 20} MB ({self.memoria / altra.memoria:.2f})"
        )


def cronometra(lavoro):
    """L’`Esito` di una stampa fatta dai nostri processi figli."""
    consumi.azzera()
    inizio = time.monotonic()
    byte, cpu = misura(lavoro)
    return Esito(byte, cpu, time.monotonic() - inizio, consumi.memoria)


class Stampa:
    """Le stampe dei documenti di un tipo, in un Ambito già aperto con `scena.aperto()` quando serve."""

    def __init__(self, scena, tipo):
        self.scena, self.tipo = scena, tipo

    def _lavoro(self):
        argomenti = {"tipo": self.tipo, "codice": CODICE, "impronta": "e3b0c442" * 8}
        return SimpleNamespace(ambito_id=self.scena.ambito.pk, argomenti=argomenti, chiesto_il=ADESSO, chiesto_da=None)

    def _completo(self, preparato):
        return replace(preparato, intestazione={"ambito": f"Ambito di {self.scena.ambito.slug}", "stemma": None})

    def a_capitoli(self, preparato):
        """Come in esercizio, riprendendo i capitoli già fatti."""
        return cronometra(lambda: documenti.rendi(self._lavoro(), self._completo(preparato), lambda fatti, totali, fase: None))

    def da_capo(self, preparato):
        """Come in esercizio, la prima volta."""
        with self.scena.aperto():
            FrammentoDocumento.objects.all().delete()
        return self.a_capitoli(preparato)

    def capitoli(self, preparato):
        return documenti.componi_capitoli(self._lavoro(), self._completo(preparato))

    def html(self, preparato, **altro):
        return documenti.componi(self._lavoro(), self._completo(preparato), **altro)

    def in_un_pezzo(self, html, allegati=()):
        """Un HTML solo in un processo solo."""
        dentro = [Allegato(a["nome"], a["testo"].encode(), a["descrizione"], ADESSO) for a in allegati]
        return cronometra(lambda: rendi_pdf(html, titolo="Documento", allegati=dentro, **SENZA_LIMITI))


def chromium(html, cartella):
    """La stampa di Chromium senza finestra dello stesso HTML, con gli stessi caratteri; nulla se non c’è.

    I suoi processi non sono figli nostri: CPU e memoria si leggono mentre lavorano. La memoria è la somma di tutti, e ciò che
    dividono si conta una volta.
    """
    programma = next(filter(None, map(shutil.which, BROWSER)), None)
    if programma is None:
        return None
    stile = (STAMPA / "documento.css").read_text().replace("stampa:", f"file://{STAMPA}/")
    (cartella / "documento.html").write_text(html.replace("</head>", f"<style>{stile}</style></head>"))
    comando = [programma, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={cartella}/profilo",
               f"--print-to-pdf={cartella}/documento.pdf", f"file://{cartella}/documento.html"]  # fmt: skip
    inizio = time.monotonic()
    with (
        subprocess.Popen(comando, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as processo,
        _guarda(processo.pid) as visto,
    ):
        assert processo.wait(timeout=1200) == 0
        durata = time.monotonic() - inizio
    return Esito((cartella / "documento.pdf").read_bytes(), sum(visto.cpu.values()), durata, visto.memoria)


@contextmanager
def _guarda(radice):
    """CPU e memoria di un processo e dei suoi discendenti, guardati tre volte al secondo finché si sta qui dentro."""
    visto, basta = SimpleNamespace(cpu={}, memoria=0), Event()

    def osserva():
        while not basta.wait(0.3):
            vivi = _discendenti(radice)
            visto.cpu |= {numero: secondi for numero, (secondi, _) in vivi.items()}
            visto.memoria = max(visto.memoria, sum(byte for _, byte in vivi.values()))

    filo = Thread(target=osserva)
    filo.start()
    try:
        yield visto
    finally:
        basta.set()
        filo.join()


def _discendenti(radice):
    """Di ogni processo sotto la radice, lei compresa: secondi di CPU e byte di memoria suoi."""
    padri, secondi = {}, {}
    for cartella in Path("/proc").glob("[0-9]*"):
        # Un processo può finire mentre lo si legge.
        with suppress(OSError):
            campi = (cartella / "stat").read_text().rpartition(")")[2].split()
            numero = int(cartella.name)
            padri[numero], secondi[numero] = int(campi[1]), (int(campi[11]) + int(campi[12])) / TIC
    suoi = {radice} & set(padri)
    while nuovi := {n for n, padre in padri.items() if padre in suoi} - suoi:
        suoi |= nuovi
    return {numero: (secondi[numero], _memoria(numero)) for numero in suoi}


def _memoria(numero):
    with suppress(OSError):
        trovato = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{numero}/smaps_rollup").read_text(), re.M)
        return int(trovato[1]) << 10
    return 0


class Crescita:
    """Quanta memoria questo processo prende al più mentre lavora, oltre a quella che aveva: `with Crescita() as c: …; c.byte`."""

    def __enter__(self):
        # Azzera il massimo che il sistema tiene a mente.
        Path("/proc/self/clear_refs").write_text("5")
        self.prima = self._leggi("VmRSS")
        return self

    def __exit__(self, *_):
        self.byte = max(0, self._leggi("VmHWM") - self.prima)

    def _leggi(self, nome):
        return int(re.search(rf"^{nome}:\s+(\d+)", Path("/proc/self/status").read_text(), re.M)[1]) << 10
