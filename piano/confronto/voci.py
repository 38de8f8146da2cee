"""Le voci di due elenchi che sono la stessa cosa in due momenti."""

from collections import Counter
from enum import StrEnum


class Genere(StrEnum):
    """Che cosa è successo a una voce fra i due momenti."""

    AGGIUNTA = "aggiunta"
    TOLTA = "tolta"
    CAMBIATA = "cambiata"
    UGUALE = "uguale"


def genere(prima, dopo, cambiata):
    """Il `Genere` di una coppia (una delle due può mancare)."""
    if prima is None:
        return Genere.AGGIUNTA
    if dopo is None:
        return Genere.TOLTA
    return Genere.CAMBIATA if cambiata else Genere.UGUALE


def accoppia(prima, dopo, chiave):
    """Coppie (di prima, di adesso) nell’ordine di adesso; `None` dove l’altra manca, e le tolte stanno dopo quella che seguivano.

    Si riconoscono dall’`id`; dal campo `chiave` (e, se si ripete, dall’ordine) se una delle due fotografie è di prima che ci fosse,
    o se non ne hanno nessuno in comune: una è di prima che l’Ambito arrivasse da un’altra installazione, dove i numeri erano altri.
    """
    campo = "id" if all("id" in voce for voce in [*prima, *dopo]) and not _senza_id_comuni(prima, dopo) else chiave
    vecchie, nuove = _per_chiave(prima, campo), _per_chiave(dopo, campo)
    fila = list(nuove)
    posto = 0
    for segno in vecchie:
        if segno in nuove:
            posto = fila.index(segno) + 1
        else:
            fila.insert(posto, segno)
            posto += 1
    return [(vecchie.get(segno), nuove.get(segno)) for segno in fila]


def _senza_id_comuni(prima, dopo):
    return bool(prima and dopo) and {voce["id"] for voce in prima}.isdisjoint(voce["id"] for voce in dopo)


def _per_chiave(voci, campo):
    """(valore, quante volte già visto) → voce."""
    viste = Counter()
    segnate = {}
    for voce in voci:
        valore = voce[campo]
        segnate[valore, viste[valore]] = voce
        viste[valore] += 1
    return segnate
