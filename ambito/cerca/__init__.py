"""La ricerca su tutto ciò che una persona può aprire: che cosa si cerca lo dicono le app, nei registri del nucleo.

Non c’è un indice da tenere aggiornato: ogni genere si legge dalle stesse righe da cui la persona lo aprirebbe, in una
interrogazione sola. Perché, è scritto nella decisione 0045.
"""

from ambito.cerca.fissati import TroppeCose, fissa, fissati, togli
from ambito.cerca.parole import parole
from ambito.cerca.trova import Esito, Gruppo, Trovato, cerca, ritrova

__all__ = ["Esito", "Gruppo", "TroppeCose", "Trovato", "cerca", "fissa", "fissati", "parole", "ritrova", "togli"]
