"""Capire una tabella qualunque, come la manda un Comune: formato, testate, tipi delle colonne, righe da lasciare fuori, Comuni.

Ciò che non è certo non si indovina: finisce fra gli avvisi o fra le cose da confermare.
"""

from .capire import leggi_tabella
from .comuni import ComuneNoto

__all__ = ["ComuneNoto", "leggi_tabella"]
