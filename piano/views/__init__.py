from piano.views.coerenza import Coerenza, Motiva
from piano.views.confronto import Confronto
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Congela, Versione, Versioni

__all__ = [
    "Coerenza",
    "Completa",
    "Conflitto",
    "Confronto",
    "Congela",
    "DocumentoBozza",
    "ModificaObiettivo",
    "ModificaTavolo",
    "Motiva",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Passo",
    "Piani",
    "Piano",
    "Revisioni",
    "SchedaDiObiettivo",
    "SchedaSezione",
    "Tavoli",
    "TogliObiettivo",
    "Versione",
    "Versioni",
]
