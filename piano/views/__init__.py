from piano.views.coerenza import Coerenza, Motiva
from piano.views.commenti import Commenti, EsitoCommento, RispondiCommento
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.presenze import Presenza
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Versione, Versioni
from piano.views.word import Importa, PianoInWord, SezioneInWord

__all__ = [
    "Coerenza",
    "Commenti",
    "Completa",
    "Conflitto",
    "DocumentoBozza",
    "EsitoCommento",
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
    "Presenza",
    "Revisioni",
    "RispondiCommento",
    "SchedaDiObiettivo",
    "SchedaSezione",
    "SezioneInWord",
    "Tavoli",
    "TogliObiettivo",
    "Versione",
    "Versioni",
]
