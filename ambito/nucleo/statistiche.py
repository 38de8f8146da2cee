"""Molte cifre viste insieme: per abitante, mediana, quote, rapporti. Importi in euro, sempre esatti."""

from decimal import Decimal
from fractions import Fraction
from statistics import median

ZERO = Decimal("0.00")


def pro_capite(importo, residenti):
    """Euro per abitante, al centesimo più vicino; `None` se mancano l’importo o i residenti."""
    if importo is None or not residenti:
        return None
    return _al_centesimo(Fraction(importo) / residenti)


def mediana(valori):
    """Il valore di mezzo fra quelli noti, al centesimo; `None` se non ce ne sono."""
    noti = [Fraction(v) for v in valori if v is not None]
    return _al_centesimo(median(noti)) if noti else None


def _al_centesimo(valore):
    return Decimal(int((Fraction(valore) * 100 + Fraction(1, 2)) // 1)).scaleb(-2)


def quota(parte, tutto):
    """Parte sul tutto, come frazione esatta; zero se il tutto è zero."""
    return Fraction(parte) / Fraction(tutto) if tutto else Fraction(0)


def ogni(parte, residenti, base=1000):
    """Quanti ogni `base` residenti, con due decimali; `None` se manca la parte o non ci sono residenti."""
    if parte is None or not residenti:
        return None
    return _al_centesimo(Fraction(parte) * base / residenti)
