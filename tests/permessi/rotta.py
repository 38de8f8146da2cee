"""Una riga della matrice degli accessi: una rotta, chi ci entra con GET, chi con POST, con quali oggetti."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.scena import RUOLI_AMBITO, RUOLI_COMUNE

TUTTI = frozenset([*RUOLI_AMBITO, *RUOLI_COMUNE, "delegato", "ats", "ets"])
UFFICIO = frozenset({"coordinatore", "udp"})
NESSUNO = frozenset()


@dataclass(frozen=True)
class Rotta:
    """`get`/`post`: ruoli ammessi; `None` = il metodo non esiste (405).

    `argomenti(oggetti)` restituisce i pezzi d’indirizzo e `dati` il corpo del POST, dagli oggetti preparati nella scena.
    `del_comune`: la pagina (o ciò che il POST scrive) è di Codogno; chi è di un altro Comune non la vede o non può.
    `riservata`: senza diritto non si deve sapere neppure se l’oggetto esiste, quindi 404.
    `nascosta`: chi è di un altro Comune non deve vedere la pagina neppure con GET.
    """

    nome: str
    get: frozenset | None
    post: frozenset | None = None
    argomenti: Callable = field(default=lambda oggetti: {})
    del_comune: bool = False
    riservata: bool = False
    nascosta: bool = False
    dati: Callable = field(default=lambda oggetti: {})
