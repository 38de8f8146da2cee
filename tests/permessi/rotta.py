"""Una riga della matrice degli accessi: una rotta, chi ci entra con GET, chi con POST, con quali oggetti."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.scena import RUOLI_AMBITO, RUOLI_COMUNE

TUTTI = frozenset([*RUOLI_AMBITO, *RUOLI_COMUNE, "ats", "ets"])
UFFICIO = frozenset({"coordinatore", "udp"})
NESSUNO = frozenset()


@dataclass(frozen=True)
class Rotta:
    """`get`/`post`: ruoli ammessi; `None` = il metodo non esiste (405). `del_comune`: la pagina è di Codogno e agli altri Comuni dà 404.

    `argomenti(oggetti)` restituisce i pezzi d’indirizzo, dagli oggetti preparati nella scena; `dati` il corpo del POST.
    """

    nome: str
    get: frozenset | None
    post: frozenset | None = None
    argomenti: Callable = field(default=lambda oggetti: {})
    del_comune: bool = False
    dati: dict = field(default_factory=dict)
