"""Un elenco a tratti: quante righe, da quale, e gli indirizzi del tratto prima e di quello dopo."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from ambito.errori import ErroreAtteso

DI_NORMA, MASSIMO, MASSIMO_OFFSET = 100, 1000, 100_000_000
LIMIT, OFFSET = "limit", "offset"
_NUMERO = re.compile(r"\d{1,9}", re.ASCII)


class TrattoNonValido(ErroreAtteso):
    """`limit` od `offset` non vanno bene: la frase dice perché."""


@dataclass(frozen=True)
class Tratto:
    """`limit` righe a partire dalla numero `offset`; la prima è la 0."""

    limit: int
    offset: int

    def attorno(self, totale, indirizzo, parametri):
        """`next` e `previous`: gli indirizzi dei tratti vicini con gli stessi filtri, o `None` se non ci sono."""
        dopo, prima = self.offset + self.limit, max(self.offset - self.limit, 0)
        return {
            "next": self._a(dopo, indirizzo, parametri) if dopo < totale else None,
            "previous": self._a(prima, indirizzo, parametri) if self.offset else None,
        }

    def _a(self, offset, indirizzo, parametri):
        return f"{indirizzo}?{urlencode({**parametri, LIMIT: self.limit, OFFSET: offset})}"


def leggi(parametri):
    """Il `Tratto` chiesto, e gli altri parametri; `TrattoNonValido` se i numeri non vanno."""
    altri = dict(parametri)
    limit = _numero(altri.pop(LIMIT, str(DI_NORMA)), LIMIT, 1, MASSIMO)
    return Tratto(limit, _numero(altri.pop(OFFSET, "0"), OFFSET, 0, MASSIMO_OFFSET)), altri


def _numero(testo, nome, minimo, massimo):
    if not _NUMERO.fullmatch(testo) or not minimo <= int(testo) <= massimo:
        raise TrattoNonValido(f"«{nome}» è un numero da {minimo} a {massimo}.")
    return int(testo)
