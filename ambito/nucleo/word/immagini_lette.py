"""Le immagini incontrate leggendo un documento: ognuna lascia nel testo un segno provvisorio, che chi la tiene sostituisce."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..figure import segno_di_figura
from .archivio import Archivio

_MASSIME = 40
_MASSIMI_BYTE = 10 << 20
_ESTENSIONI = (".png", ".jpg", ".jpeg")
_DIDASCALIE = {"caption", "didascalia", "illustration", "figure"}
_NUMERATA = re.compile(r"^(?:figura|fig\.|grafico|immagine|illustrazione)\s*[\d.]*\s*[-–—:.]*\s*", re.I)
# Word descrive da sé le immagini, e lo dice.
_DI_WORD = re.compile(r"[.,;]?\s*Descrizione generata automaticamente.*$", re.I | re.S)


@dataclass
class ImmagineLetta:
    """Un’immagine di un documento: il codice del suo segno provvisorio, i byte, didascalia e testo sostitutivo, se li aveva."""

    codice: str
    byte: bytes
    titolo: str = ""
    descrizione: str = ""


class Raccolta:
    """Le immagini di un documento, finché se ne possono tenere: PNG o JPEG che stanno dentro il file."""

    def __init__(self, archivio: Archivio) -> None:
        self._archivio = archivio
        self.immagini: list[ImmagineLetta] = []
        self._in_attesa: ImmagineLetta | None = None

    def prendi(self, parte: str, descrizione: str) -> str:
        """Il segno da lasciare al posto dell’immagine in quella parte; vuoto se non si può prendere."""
        parte = posixpath.normpath(parte)
        if len(self.immagini) >= _MASSIME or not parte.lower().endswith(_ESTENSIONI):
            return ""
        byte = self._archivio.byte(parte, _MASSIMI_BYTE)
        if not byte:
            return ""
        descrizione = " ".join(_DI_WORD.sub("", descrizione).split())
        self._in_attesa = ImmagineLetta(f"da-documento-{len(self.immagini) + 1}", byte, "", descrizione)
        self.immagini.append(self._in_attesa)
        return segno_di_figura(self._in_attesa.codice)

    def e_la_didascalia(self, parole: str, stili: Iterable[str]) -> bool:
        """Un paragrafo con quelle parole e quegli stili è la didascalia dell’immagine che lo precede? Se sì, gliela dà.

        Chiunque altro venga dopo un’immagine la lascia senza.
        """
        aspetta, self._in_attesa = self._in_attesa, None
        if aspetta is None or _DIDASCALIE.isdisjoint(stili):
            return False
        aspetta.titolo = _NUMERATA.sub("", " ".join(parole.split()))
        return True
