"""Numeri come li scrive chi compila una tabella: si decide per l'intera colonna, mai una cella per volta.

«2.288» da solo può valere duemiladuecentottantotto o due e qualcosa; accanto a «26,01» non c'è più dubbio.
"""

import re
from collections import Counter
from decimal import Decimal
from enum import Enum

VUOTE = {"", "n.d.", "nd", "n.d", "n.a.", "na", "n/a", "n.p.", "//", "/", "...", "…", "..", "null", "none", "nan", "#n/d", "#n/a"}
ZERI = {"-", "–", "—", "−", "--"}
ERRORI_FORMULA = re.compile(r"#(?:RIF|REF|DIV/0|VALORE|VALUE|NOME|NAME|NUM|NULLO|NULL)[!?]?", re.I)
_SPAZI = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "−": "-", "’": "'", "‘": "'", "´": "'"})
_MONETA = re.compile(r"^(?:€|EUR\b|euro\b)\s*|\s*(?:€|\bEUR|\beuro)$", re.I)
_ITALIANO = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d{1,3}(?:[' ]\d{3})+(?:,\d+)?", re.A)
_INGLESE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\d{1,3}(?:[' ]\d{3})+(?:\.\d+)?", re.A)
_SCIENTIFICO = re.compile(r"(\d(?:[.,]\d+)?)E([+-]?\d{1,2})", re.A | re.I)
# Si leggono in due modi: un gruppo solo di tre cifre dopo il punto o la virgola.
_PUNTO_DUBBIO = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.A)
_VIRGOLA_DUBBIA = re.compile(r"[1-9]\d{0,2},\d{3}", re.A)


class Modo(Enum):
    """Come si scrivono i numeri di una colonna."""

    ITALIANO = "italiano"
    INGLESE = "inglese"


def e_vuota(cella: str) -> bool:
    """La cella non dice nulla (che è diverso da zero)."""
    return cella.strip().lower() in VUOTE


def _corpo(cella: str) -> tuple[int, str]:
    """Segno e cifre, senza moneta, spazi, parentesi contabili."""
    testo = _MONETA.sub("", _MONETA.sub("", cella.translate(_SPAZI).strip())).strip()
    if testo.startswith("(") and testo.endswith(")"):
        return -1, _MONETA.sub("", testo[1:-1].strip())
    if testo.startswith("-") or testo.endswith("-"):
        return -1, _MONETA.sub("", testo.strip("-").strip())
    return 1, testo.removeprefix("+")


def _legge(corpo: str, modo: Modo) -> Decimal | None:
    if modo is Modo.ITALIANO and _ITALIANO.fullmatch(corpo):
        return Decimal(re.sub(r"[.' ]", "", corpo).replace(",", "."))
    if modo is Modo.INGLESE and _INGLESE.fullmatch(corpo):
        return Decimal(re.sub(r"[,' ]", "", corpo))
    if scientifico := _SCIENTIFICO.fullmatch(corpo):
        return Decimal(scientifico[1].replace(",", ".")) * Decimal(10) ** int(scientifico[2])
    return None


def leggi_numero(cella: str, modo: Modo, *, percento: bool = False) -> Decimal | None:
    """Il numero di una cella scritto in quel modo; `None` se non è un numero. Il trattino vale zero.

    `percento`: la colonna è di percentuali, il segno «%» si toglie e il numero resta quello scritto (12 % è 12).
    """
    if cella.strip() in ZERI:
        return Decimal(0)
    segno, corpo = _corpo(cella)
    if percento:
        corpo = corpo.removesuffix("%").rstrip()
    valore = _legge(corpo, modo)
    return None if valore is None else segno * valore


def modi_possibili(cella: str) -> set[Modo]:
    """In quali modi la cella si può leggere come numero."""
    _, corpo = _corpo(cella.strip().removesuffix("%"))
    return {modo for modo in Modo if _legge(corpo, modo) is not None}


def e_numerica(cella: str) -> bool:
    """La cella è un numero scritto in uno dei modi ammessi (o il trattino che vale zero)."""
    return cella.strip() in ZERI or bool(modi_possibili(cella))


def modo_della_colonna(celle: list[str]) -> tuple[Modo, bool]:
    """Il modo in cui sono scritti i numeri della colonna, e se c'è rimasto un dubbio da dire.

    Contano le celle che si leggono in un modo solo o con due valori diversi; senza nessuna prova certa vale l'uso italiano.
    """
    prove: Counter[Modo] = Counter()
    dubbio = False
    for cella in celle:
        modi = modi_possibili(cella)
        _, corpo = _corpo(cella.strip().removesuffix("%"))
        if len(modi) == 1:
            prove[modi.pop()] += 1
        elif _PUNTO_DUBBIO.fullmatch(corpo) or _VIRGOLA_DUBBIA.fullmatch(corpo):
            dubbio = True
    modo = Modo.INGLESE if prove[Modo.INGLESE] > prove[Modo.ITALIANO] else Modo.ITALIANO
    return modo, dubbio and not prove[modo]
