"""Le righe che non sono dati: totali, medie, titoli di gruppo, note, righe vuote, doppioni. Ciascuna con il suo motivo."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .lettura import Riga
from .numeri import e_numerica

VUOTA, TOTALE, TITOLO, NOTA, DOPPIONE = "riga vuota", "riga di totale", "titolo di gruppo", "nota", "doppione"
_TOTALE = re.compile(
    r"(?:sub[- ]?)?tot(?:al[ei])?(?:\W|$)|somma\s*(?:$|[:(])|complessiv[oa]\s*$|"
    r"medi[ae]\s*(?:$|[/:(]|ambito\b|(?:general|comunal|regional|provincial|nazional)[ei]\b)",
    re.I,
)
_NOTA = re.compile(r"\(?\*+\)?\s*\S|\(\d\)\s*\S|(?:note?|n\.\s?b\.?|nb|fonte|fonti|avvertenz[ae]|elaborazione)\b\s*[:.]?\s", re.I)
_SPAZI = re.compile(r"[ \t\r\n]+")
# Oltre questa lunghezza una cella sola in una riga è una frase, non il titolo di un gruppo.
_FRASE = 60


@dataclass(frozen=True)
class Scelta:
    """Le righe tenute e quelle lasciate fuori, con il motivo."""

    dati: list[Riga]
    scartate: list[tuple[int, str]]


def separa(corpo: list[Riga], prima: int, e_un_comune: Callable[[str], bool]) -> Scelta:
    """Divide i dati dal resto; `prima` è il numero della prima riga dopo la testata. Le righe vuote sono i numeri che mancano."""
    dati: list[Riga] = []
    scartate: list[tuple[int, str]] = []
    viste: set[tuple[str, ...]] = set()
    attesa = prima
    for numero, riga in corpo:
        scartate += [(n, VUOTA) for n in range(attesa, numero)]
        attesa = numero + 1
        impronta = tuple(_SPAZI.sub("", cella.casefold()) for cella in riga)
        if motivo := _motivo(riga, e_un_comune) or (DOPPIONE if impronta in viste else ""):
            scartate.append((numero, motivo))
            continue
        viste.add(impronta)
        dati.append((numero, riga))
    return Scelta(*_senza_coda(dati, scartate))


def _motivo(riga: list[str], e_un_comune: Callable[[str], bool]) -> str:
    scritte = [cella for cella in riga if cella]
    if _TOTALE.match(next((c for c in scritte if not e_numerica(c)), "")):
        return TOTALE
    if len(scritte) != 1 or len(riga) < 2 or e_numerica(scritte[0]):
        return ""
    sola = scritte[0]
    if _NOTA.match(sola) or len(sola) > _FRASE:
        return NOTA
    return TITOLO if len(riga) > 2 and not e_un_comune(sola) else ""


def _senza_coda(dati: list[Riga], scartate: list[tuple[int, str]]) -> tuple[list[Riga], list[tuple[int, str]]]:
    """Dopo l'ultimo dato, ciò che sembra il titolo di un gruppo è una nota in fondo: un gruppo non può essere vuoto."""
    ultimo = dati[-1][0] if dati else 0
    return dati, [(n, NOTA if motivo == TITOLO and n > ultimo else motivo) for n, motivo in scartate]
