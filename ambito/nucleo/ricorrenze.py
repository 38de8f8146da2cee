"""Quando cade, in un anno, ciò che torna ogni anno, ogni tre anni o una volta sola."""

from calendar import monthrange
from datetime import date


def ricorrenza(anno: int, mese: int, giorno: int, ogni: int, da: int | None = None) -> date | None:
    """Il giorno in cui cade quell’anno, o `None` se quell’anno non cade.

    `ogni` quanti anni; 0 = soltanto nell’anno `da`. Il 29 febbraio, negli anni che non l’hanno, è il 28.
    """
    cade = (anno - (da or 0)) % ogni == 0 if ogni else anno == da
    return date(anno, mese, min(giorno, monthrange(anno, mese)[1])) if cade else None
