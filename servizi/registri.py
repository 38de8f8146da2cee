"""Chi usa la parte vincolata delle assegnazioni: lo dicono le app più alte."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Destinazione:
    """Dove va una parte di ciò che è vincolato: come si chiama, quanti euro, a quale pagina si va."""

    nome: str
    importo: Decimal
    url: str


@dataclass(frozen=True)
class UsoDeiVincoli:
    """Un’app che assegna uno scopo alla parte vincolata.

    `destinato(assegnazione)`: euro già destinati; `destinazioni(assegnazione, poteri)`: le `Destinazione`;
    `dove(assegnazione, poteri)`: la pagina in cui si destina il resto, vuota se non c’è.
    """

    destinato: Callable
    destinazioni: Callable
    dove: Callable


VINCOLI: list[UsoDeiVincoli] = []
