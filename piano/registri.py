"""Ciò che il piano mostra e viene dalle app più alte, che lo registrano: dati da citare, quote dei Comuni, spesa di un anno."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ambito.registri import Registro


@dataclass(frozen=True)
class DatoVivo:
    """Un dato da citare: `chiave` (lettere minuscole, cifre, trattini), come si chiama, com’è scritto oggi, da dove viene."""

    chiave: str
    etichetta: str
    testo: str
    fonte: str
    al: date | None = None


@dataclass(frozen=True)
class FonteDati:
    """Un gruppo di dati: `dati(piano, oggi)` li elenca; la loro chiave comincia con `nome` e un trattino."""

    nome: str
    etichetta: str
    dati: Callable


@dataclass(frozen=True)
class RipartoVotato:
    """Una spesa che l’Assemblea ha deliberato di dividere: `quote` sono coppie (nome del Comune, euro)."""

    titolo: str
    deliberazione: str
    al: date
    quote: list


@dataclass(frozen=True)
class SpesaDelFondo:
    """Quanto si è stanziato, impegnato e pagato di un fondo, e quanto i Comuni ne hanno rendicontato come entrata."""

    codice: str
    fondo: str
    stanziato: Decimal
    impegnato: Decimal
    pagato: Decimal
    rendicontato: Decimal


@dataclass(frozen=True)
class SpesaDellAnno:
    """La spesa di un anno, fondo per fondo, e quanto si è pagato per ogni obiettivo (per chiave). `fonte` dice da dove viene.

    `note`: quali cifre di `SpesaDelFondo` hanno una fonte; le altre non sono zero, non si sanno.
    """

    fonte: str
    fondi: list
    note: frozenset
    per_obiettivo: dict = field(default_factory=dict)


FONTI: Registro = Registro()
# Ogni fornitore: `quote(anno) -> iterabile di RipartoVotato`: ciò che i Comuni pagano, votato.
QUOTE_VOTATE: list[Callable] = []
# Ogni fornitore: `spesa(anno) -> SpesaDellAnno`, o `None` se di quell’anno non sa nulla.
SPESE: list[Callable] = []
