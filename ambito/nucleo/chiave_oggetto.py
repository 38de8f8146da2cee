"""Il numero con cui una riga ne indica un’altra senza una chiave esterna (`oggetto_id`): di quali righe è fatto, e come si rifà.

Serve a portarlo in un’altra banca dati, dove quelle righe hanno altri numeri.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Parti = list[tuple[str, int]]
# Da qui in su, i numeri di righe che non ci sono più: nessuna tabella ne darà mai uno così.
PERSI_DA = 10**10


@dataclass(frozen=True)
class Chiave:
    """`scomponi(numero)` dà coppie (modello, valore), con modello vuoto per ciò che non è una riga; `ricomponi` rifà il numero."""

    scomponi: Callable[[int], Parti]
    ricomponi: Callable[[Sequence[int]], int]


def di(modello: str) -> Chiave:
    """Il numero è quello di una riga di `modello`."""
    return Chiave(lambda numero: [(modello, numero)], lambda valori: valori[0])


def con_segno(positivo: str, negativo: str) -> Chiave:
    """Il segno dice il modello: una riga di `positivo`, o col meno davanti una di `negativo`."""
    return Chiave(
        lambda numero: [("", 1), (positivo, numero)] if numero > 0 else [("", -1), (negativo, -numero)],
        lambda valori: valori[0] * valori[1],
    )


def in_fila(modello: str, *seguono: tuple[str, int]) -> Chiave:
    """Una riga di `modello` e poi altri numeri in fila, ciascuno con il suo modello (vuoto se non è una riga) e la sua base."""

    def scomponi(numero: int) -> Parti:
        parti: Parti = []
        for altro, base in reversed(seguono):
            numero, resto = divmod(numero, base)
            parti.append((altro, resto))
        return [(modello, numero), *reversed(parti)]

    def ricomponi(valori: Sequence[int]) -> int:
        numero = valori[0]
        for (_, base), valore in zip(seguono, valori[1:], strict=True):
            # Una riga persa prende un posto in fondo alla sua base, dove quelle vere non arrivano.
            numero = numero * base + (valore if valore < PERSI_DA else base - (valore - PERSI_DA))
        return numero

    return Chiave(scomponi, ricomponi)
