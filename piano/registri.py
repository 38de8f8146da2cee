"""I dati che un testo del piano può citare: le app più alte ne aggiungono, il piano non le conosce."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

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


FONTI: Registro = Registro()
