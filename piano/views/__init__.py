from piano.views.andamento import Andamento, AndamentoObiettivo, Relazione
from piano.views.coerenza import Coerenza, Motiva
from piano.views.formazione import Formazione, Iniziativa, ModificaIniziativa, NuovaIniziativa, PassoIniziativa
from piano.views.monitoraggio import AvanzaAzione, CorreggiRilevazione, NuovaRilevazione, Prova, ValutaObiettivo
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Versione, Versioni

__all__ = [
    "Formazione",
    "Iniziativa",
    "ModificaIniziativa",
    "NuovaIniziativa",
    "PassoIniziativa",
    "Andamento",
    "AndamentoObiettivo",
    "AvanzaAzione",
    "CorreggiRilevazione",
    "NuovaRilevazione",
    "Prova",
    "Relazione",
    "ValutaObiettivo",
    "Coerenza",
    "Completa",
    "Conflitto",
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
