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

from .figlio import FiglioAperto, FiglioFallito, esegui
from .pdf import Allegato, PdfNonRiuscito, frase

FIGLI_MASSIMI = 4
_SORGENTI = ("pdf_figlio.py", "pdf_capitolo_figlio.py")
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
    """Quanti capitoli si impaginano nello stesso momento: uno per processore, fino a `FIGLI_MASSIMI`."""
    return min(FIGLI_MASSIMI, os.cpu_count() or 1)


def impagina_capitoli(
    capitoli: Sequence[DaImpaginare], *, limite_secondi: int = 60, limite_memoria: int = 1 << 30
) -> Iterator[tuple[str, bytes]]:
    """Chiave e frammento di ogni capitolo, man mano che sono pronti; cominciano nell’ordine dato. Errore: `PdfNonRiuscito`.

    Chi smette di leggere prima della fine ferma anche i figli.
    """
    liberi: SimpleQueue[FiglioAperto] = SimpleQueue()
    figli = [
        FiglioAperto("ambito.nucleo.pdf_capitolo_figlio", secondi=limite_secondi, memoria=limite_memoria)
        for _ in range(min(figli_insieme(), len(capitoli)))
    ]
    for figlio in figli:
        liberi.put(figlio)

    def impagina(capitolo: DaImpaginare) -> tuple[str, bytes]:
        figlio = liberi.get()
        try:
            return capitolo.chiave, figlio.chiedi(json.dumps({"chiave": capitolo.chiave, "html": capitolo.html}).encode())
        finally:
            liberi.put(figlio)

    esecutore = ThreadPoolExecutor(max(1, len(figli)))
    try:
        for futuro in as_completed([esecutore.submit(impagina, capitolo) for capitolo in capitoli]):
            yield futuro.result()
    except FiglioFallito as errore:
        raise PdfNonRiuscito(frase(errore), errore.messaggio) from errore
    finally:
        for figlio in figli:
            figlio.ferma()
        esecutore.shutdown(cancel_futures=True)
        for figlio in figli:
            figlio.chiudi()


def unisci_capitoli(
    fronte: str,
    capitoli: Iterable[Frammento],
    *,
    piede: str,
    titolo: str,
    allegati: Iterable[Allegato] = (),
    limite_secondi: int = 60,
    limite_memoria: int = 1 << 30,
) -> bytes:
    """Il documento intero, PDF/A-3a e PDF/UA-1: frontespizio e indice, poi i capitoli, con il piede su ogni pagina.

    Nel frontespizio i collegamenti `capitolo:NOME` diventano rimandi al punto con quel nome e ne ricevono la pagina.
    A parità di ingresso i byte sono identici. Errore: `PdfNonRiuscito`.
    """
    richiesta = {
        "fronte": fronte,
        "piede": piede,
        "titolo": titolo,
        "capitoli": [{"pdf": b64encode(c.pdf).decode(), "sotto": c.sotto} for c in capitoli],
        "allegati": [allegato.per_il_figlio() for allegato in allegati],
    }
    try:
        return esegui(
            "ambito.nucleo.pdf_unione_figlio", json.dumps(richiesta).encode(), secondi=limite_secondi, memoria=limite_memoria
        )
    except FiglioFallito as errore:
        raise PdfNonRiuscito(frase(errore), errore.messaggio) from errore
