"""Un documento lungo a pezzi: i capitoli in più processi figli insieme, poi l’unione in un PDF solo.

Un capitolo dipende soltanto dal suo HTML e da `motore()`: chi chiama può conservarne il frammento e non rifarlo.
"""

import ctypes
import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from .figlio import FiglioAperto, FiglioFallito
from .pdf import Allegato, PdfNonRiuscito, frase

FIGLI_MASSIMI = 4
_SORGENTI = ("pdf_figlio.py", "pdf_officina_figlio.py")
_LIBRERIE = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pyphen")


@dataclass(frozen=True)
class DaImpaginare:
    """Un capitolo: `chiave` lo distingue dagli altri del documento (lettere, cifre, punti e trattini)."""

    chiave: str
    html: str


@dataclass(frozen=True)
class Frammento:
    """Un capitolo impaginato; `sotto`: nei segnalibri sta sotto il capitolo che lo precede."""

    pdf: bytes
    sotto: bool = False


@cache
def motore() -> str:
    """Impronta di ciò che, oltre all’HTML, decide i byte di un frammento: programmi, fogli di stile, caratteri, librerie."""
    qui = Path(__file__).parent
    segno = hashlib.sha256()
    for file in [*(qui / nome for nome in _SORGENTI), *sorted((qui / "stampa").iterdir())]:
        segno.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    segno.update(" ".join(f"{nome} {version(nome)}" for nome in _LIBRERIE).encode())
    segno.update(_pango().encode())
    return segno.hexdigest()


def _pango() -> str:
    """La versione di chi compone le righe, che è una libreria del sistema; vuota se ha un altro nome (non è Linux)."""
    try:
        return str(ctypes.CDLL("libpango-1.0.so.0").pango_version())
    except OSError:
        return ""


def figli_insieme() -> int:
    """Quanti capitoli si impaginano nello stesso momento: uno per ogni processore concesso, fino a `FIGLI_MASSIMI`."""
    return min(FIGLI_MASSIMI, _processori())


def _processori() -> int:
    """I processori che il sistema concede a questo processo (tutti, dove non lo dice)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Officina:
    """I figli che fanno un documento lungo, da aprire con `with`: prima `impagina` i capitoli che mancano, poi `unisci`.

    I limiti sono di ogni capitolo. Ogni errore è `PdfNonRiuscito`. Uscendo i figli si fermano, qualunque cosa stiano facendo.
    """

    def __init__(self, *, limite_secondi: int = 60, limite_memoria: int = 1 << 30) -> None:
        self.limiti = {"secondi": limite_secondi, "memoria": limite_memoria}
        self.figli: list[FiglioAperto] = []
        self.esecutore = ThreadPoolExecutor(FIGLI_MASSIMI)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for figlio in self.figli:
            figlio.ferma()
        self.esecutore.shutdown(cancel_futures=True)
        for figlio in self.figli:
            figlio.chiudi()

    def _assumi(self, quanti: int) -> None:
        while len(self.figli) < quanti:
            self.figli.append(FiglioAperto("ambito.nucleo.pdf_officina_figlio", **self.limiti))

    def impagina(self, capitoli: Sequence[DaImpaginare]) -> Iterator[tuple[str, bytes]]:
        """Chiave e frammento di ogni capitolo, man mano che sono pronti; cominciano nell’ordine dato."""
        self._assumi(min(figli_insieme(), len(capitoli)))
        liberi: SimpleQueue[FiglioAperto] = SimpleQueue()
        for figlio in self.figli:
            liberi.put(figlio)

        def uno(capitolo: DaImpaginare) -> tuple[str, bytes]:
            figlio = liberi.get()
            try:
                return capitolo.chiave, _chiedi(figlio, {"chiave": capitolo.chiave, "html": capitolo.html})
            finally:
                liberi.put(figlio)

        for futuro in as_completed([self.esecutore.submit(uno, capitolo) for capitolo in capitoli]):
            yield futuro.result()

    def unisci(
        self, fronte: str, capitoli: Iterable[Frammento], *, piede: str, titolo: str, allegati: Iterable[Allegato] = ()
    ) -> bytes:
        """Il documento intero, PDF/A-3a e PDF/UA-1: frontespizio e indice, poi i capitoli, con il piede su ogni pagina.

        Nel frontespizio i collegamenti `capitolo:NOME` diventano rimandi al punto con quel nome e ne ricevono la pagina.
        A parità di ingresso i byte sono identici.
        """
        self._assumi(1)
        return _chiedi(
            self.figli[0],
            {
                "fronte": fronte,
                "piede": piede,
                "titolo": titolo,
                "capitoli": [{"pdf": b64encode(c.pdf).decode(), "sotto": c.sotto} for c in capitoli],
                "allegati": [allegato.per_il_figlio() for allegato in allegati],
            },
        )


def _chiedi(figlio: FiglioAperto, richiesta: dict[str, Any]) -> bytes:
    try:
        return figlio.chiedi(json.dumps(richiesta).encode())
    except FiglioFallito as errore:
        raise PdfNonRiuscito(frase(errore), errore.messaggio) from errore
