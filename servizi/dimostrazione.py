"""Dati dimostrativi di servizi e fondi."""

from servizi.operazioni import carica_catalogo


def popola(scena):
    """Il catalogo di partenza, uguale in ogni Ambito."""
    carica_catalogo()
