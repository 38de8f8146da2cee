"""I dati aperti: che cosa un Ambito pubblica perché altri lo riusino.

Ogni app dichiara i suoi `Insieme` nel registro `DATI_APERTI`; da quella dichiarazione, e da nient’altro, escono le pagine, i file,
il catalogo per chi raccoglie cataloghi e `/api/v1/` con la sua descrizione (decisione 0044).
"""

from ambito.dati_aperti.insieme import LICENZA, Campo, Frequenza, Insieme, Tema, Tipo
from ambito.dati_aperti.lettura import FiltroNonValido, Righe, per_persone, per_programmi, riga_per_programmi

__all__ = [
    "Campo",
    "FiltroNonValido",
    "Frequenza",
    "Insieme",
    "LICENZA",
    "Righe",
    "Tema",
    "Tipo",
    "per_persone",
    "per_programmi",
    "riga_per_programmi",
]
