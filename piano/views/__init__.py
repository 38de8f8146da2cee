from piano.views.coerenza import Coerenza, Motiva
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Versione, Versioni
from piano.views.word import Importa, PianoInWord, SezioneInWord

__all__ = [
    "Coerenza",
    "Completa",
    "Conflitto",
    "DocumentoBozza",
    "Importa",
    "ModificaObiettivo",
    "ModificaTavolo",
    "Motiva",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Passo",
    "Piani",
    "Piano",
    "PianoInWord",
    "Revisioni",
    "SchedaDiObiettivo",
    "SchedaSezione",
    "SezioneInWord",
    "Tavoli",
    "TogliObiettivo",
    "Versione",
    "Versioni",
]
