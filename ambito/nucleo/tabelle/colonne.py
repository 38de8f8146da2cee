"""Che cosa contiene una colonna: numeri, codici, anni, date o testo; e quanto fa la somma dei numeri."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ..formati_italiani import ErroreFormato, leggi_data
from .numeri import ERRORI_FORMULA, Modo, e_numerica, e_vuota, leggi_numero, modi_possibili, modo_della_colonna

# Quante celle (su cento) devono essere numeri, o date, perché la colonna lo sia.
NUMERICA, DATE = 60, 80
_NOME_DI_CODICE = re.compile(
    r"\b(?:cod|codic\w*|code|cap|istat|pro_?com\w*|catast\w*|belfiore|cf|c\.f|fiscale|p\.?\s?iva|partita iva|iban|cig|cup|"
    r"tel|telefono|fax|cell|cellulare|nuts\d?|id|siope|flag|progressiv\w*|protocollo)\b|^cod_|_cod$|^n\.?$|^nr\.?$|^#$|^prog\.?$|"
    r"^(?:tipologia|ripartizione|capoluogo|zon[ae] (?:altim|cost)|grado di|comune (?:litor|isol))",
    re.I,
)
_NOME_DI_ANNO = re.compile(r"anno|year|time_period|esercizio|\banni\b", re.I)
_ANNO = re.compile(r"(?:19|20)\d{2}", re.A)


@dataclass(frozen=True)
class Colonna:
    """Una colonna: nome, tipo («numero», «percentuale», «codice», «anno», «data», «testo», «vuota»), valori delle celle numeriche.

    `dubbia`: i numeri si potevano leggere in due modi e vale l'uso italiano. `errate`: le celle che non sono numeri.
    """

    nome: str
    tipo: str
    modo: Modo = Modo.ITALIANO
    dubbia: bool = False
    valori: dict[int, Decimal] = field(default_factory=dict)
    errate: list[tuple[int, str]] = field(default_factory=list)

    @property
    def numerica(self) -> bool:
        return self.tipo in ("numero", "percentuale")

    def totale(self, righe: set[int]) -> Decimal:
        """La somma sulle righe indicate."""
        return sum((valore for riga, valore in self.valori.items() if riga in righe), Decimal(0))


def capisci(nome: str, celle: list[tuple[int, str]], *, tipata: bool = False) -> Colonna:
    """La colonna con quel nome e quelle celle (numero di riga, testo)."""
    piene = [(riga, cella.strip()) for riga, cella in celle if not e_vuota(cella)]
    buone = [cella for _, cella in piene if not ERRORI_FORMULA.fullmatch(cella)]
    if not piene:
        return Colonna(nome, "vuota")
    numeri = sum(e_numerica(cella) for cella in buone)
    if _e_codice(nome, buone, numeri):
        return Colonna(nome, "codice")
    if _e_data(buone):
        return Colonna(nome, "data")
    if not buone or 100 * numeri < NUMERICA * len(buone) or not any(modi_possibili(cella) for cella in buone):
        return Colonna(nome, "testo")
    if _NOME_DI_ANNO.search(nome) and all(_ANNO.fullmatch(cella) for cella in buone):
        return Colonna(nome, "anno")
    return _numerica(nome, piene, buone, tipata)


def _e_codice(nome: str, celle: list[str], numeri: int) -> bool:
    """Per nome, o perché le cifre cominciano con uno zero: sono etichette, non si sommano."""
    if not celle or 2 * numeri < len(celle):
        return False
    con_zero = sum(re.fullmatch(r"0\d+", cella, re.A) is not None for cella in celle)
    interi = sum(re.fullmatch(r"\d+", cella, re.A) is not None for cella in celle)
    return bool(con_zero and 2 * interi > len(celle)) or bool(_NOME_DI_CODICE.search(nome) and 2 * interi > len(celle))


def _e_data(celle: list[str]) -> bool:
    return bool(celle) and 100 * sum(map(_si_legge_come_data, celle)) >= DATE * len(celle)


def _si_legge_come_data(cella: str) -> bool:
    try:
        leggi_data(cella)
    except ErroreFormato:
        return False
    return True


def _numerica(nome: str, piene: list[tuple[int, str]], buone: list[str], tipata: bool) -> Colonna:
    modo, dubbia = modo_della_colonna(buone)
    percento = all(cella.endswith("%") or not modi_possibili(cella) for cella in buone)
    valori, errate = {}, []
    for riga, cella in piene:
        valore = leggi_numero(cella, modo, percento=percento)
        if valore is None:
            errate.append((riga, cella))
        else:
            valori[riga] = valore
    return Colonna(nome, "percentuale" if percento else "numero", modo, dubbia and not tipata, valori, errate)
