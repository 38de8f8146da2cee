"""Le rotte del catalogo."""

from tests.permessi.rotta import UFFICIO, Rotta

LEGGE = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "delegato", "operatore", "ragioneria", "ats"}


def prepara(lodi):
    """Il catalogo c’è già nella scena."""
    return {}


ROTTE = [Rotta(f"servizi:{nome}", LEGGE) for nome in ("catalogo", "aree", "interventi", "fondi")]
