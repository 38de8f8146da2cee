"""Quale paragrafo di prima è diventato quale di adesso: due elenchi di testi messi in fila, nello stesso ordine."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_PAROLA = re.compile(r"\w+")
# Sotto questa parte di parole in comune due testi non sono lo stesso testo riscritto.
SOMIGLIANZA_MINIMA = 0.4
# Oltre, il confronto di tutti con tutti costerebbe più di quanto vale: si dicono tutti tolti e tutti aggiunti.
COPPIE_MASSIME = 100_000


def parole(testo: str) -> frozenset[str]:
    """Le parole distinte di un testo."""
    return frozenset(_PAROLA.findall(testo))


def somiglianza(uno: frozenset[str], altro: frozenset[str]) -> float:
    """Da 0 (niente in comune) a 1 (le stesse parole)."""
    tutte = len(uno) + len(altro)
    return 2 * len(uno & altro) / tutte if tutte else 1.0


def allinea(
    prima: Sequence[T], dopo: Sequence[T], testo: Callable[[T], str], insieme: Callable[[T, T], bool] = lambda a, b: True
) -> Iterator[tuple[T | None, T | None]]:
    """Coppie (di prima, di adesso) senza incroci, con la più alta somma di somiglianze; `None` dove l’altro manca.

    `insieme(a, b)` dice se due voci si possono accoppiare. Fra due coppie vengono prima le tolte e poi le aggiunte.
    """
    if len(prima) * len(dopo) > COPPIE_MASSIME:
        yield from ((voce, None) for voce in prima)
        yield from ((None, voce) for voce in dopo)
        return
    i = j = 0
    for a, b in [*_coppie(_pesi(prima, dopo, testo, insieme)), (len(prima), len(dopo))]:
        yield from ((voce, None) for voce in prima[i:a])
        yield from ((None, voce) for voce in dopo[j:b])
        if a < len(prima):
            yield prima[a], dopo[b]
        i, j = a + 1, b + 1


def _pesi(prima: Sequence[T], dopo: Sequence[T], testo: Callable[[T], str], insieme: Callable[[T, T], bool]) -> list[list[float]]:
    vecchie, nuove = [parole(testo(v)) for v in prima], [parole(testo(v)) for v in dopo]
    pesi = []
    for voce, sue in zip(prima, vecchie, strict=True):
        riga = [somiglianza(sue, altre) if insieme(voce, altra) else 0.0 for altra, altre in zip(dopo, nuove, strict=True)]
        pesi.append([peso if peso >= SOMIGLIANZA_MINIMA else 0.0 for peso in riga])
    return pesi


def _coppie(pesi: list[list[float]]) -> list[tuple[int, int]]:
    """La catena crescente di coppie che pesa di più."""
    larghezza = len(pesi[0]) if pesi else 0
    migliori = [[0.0] * (larghezza + 1) for _ in range(len(pesi) + 1)]
    for i, riga in enumerate(pesi):
        sopra, qui = migliori[i], migliori[i + 1]
        for j, peso in enumerate(riga):
            qui[j + 1] = max(sopra[j + 1], qui[j], sopra[j] + peso if peso else 0.0)
    coppie = []
    i, j = len(pesi), larghezza
    while i and j:
        if migliori[i][j] == migliori[i - 1][j]:
            i -= 1
        elif migliori[i][j] == migliori[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            coppie.append((i, j))
    return coppie[::-1]
