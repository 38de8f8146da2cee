from piano.views.coerenza import Coerenza, Motiva
from piano.views.in_breve import InBreve, Opuscolo
from piano.views.indice import Affida, Indice, Livelli, ModificaVoce, NuovaVoce, SpostaVoce, TogliVoce
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione, Sintesi
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Versione, Versioni

__all__ = [
    "Affida",
    "Coerenza",
    "Completa",
    "Conflitto",
    "DocumentoBozza",
    "InBreve",
    "Indice",
    "Livelli",
    "ModificaObiettivo",
    "ModificaTavolo",
    "ModificaVoce",
    "Motiva",
    "NuovaVoce",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Opuscolo",
    "Passo",
    "Piani",
    "Piano",
    "Revisioni",
    "SchedaDiObiettivo",
    "SchedaSezione",
    "Sintesi",
    "SpostaVoce",
    "Tavoli",
    "TogliObiettivo",
    "TogliVoce",
    "Versione",
    "Versioni",
]
