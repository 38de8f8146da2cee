"""Le risorse previste, fondo per fondo e anno per anno, nei due momenti."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Somma:
    """Quanto si prevede da un fondo in un anno, in tutto il piano, in euro; la riga dei totali non ha fondo né anno."""

    prima: Decimal
    dopo: Decimal
    fondo: str = ""
    anno: int | None = None

    @property
    def differenza(self):
        """Quanto c’è in più (in meno, se negativo)."""
        return self.dopo - self.prima


def somme_cambiate(prima, dopo):
    """Le somme che non sono più quelle, per fondo (nell’ordine in cui il piano li nomina) e per anno."""
    vecchie, nuove = _per_fondo(prima), _per_fondo(dopo)
    zero = Decimal("0.00")
    chiavi = {fondo: None for fondo, _ in [*nuove, *vecchie]}
    righe = [
        Somma(vecchie.get((fondo, anno), zero), nuove.get((fondo, anno), zero), fondo, anno)
        for fondo in chiavi
        for anno in sorted({a for f, a in [*vecchie, *nuove] if f == fondo})
    ]
    return [riga for riga in righe if riga.differenza]


def totale(prima, dopo):
    """Le risorse di tutto il piano nei due momenti."""
    return Somma(*(sum(_per_fondo(foto).values(), Decimal("0.00")) for foto in (prima, dopo)))


def _per_fondo(foto):
    somme = defaultdict(Decimal)
    for obiettivo in foto["obiettivi"]:
        for risorsa in obiettivo["risorse"]:
            somme[risorsa["fondo"], risorsa["anno"]] += Decimal(risorsa["importo"])
    return somme
