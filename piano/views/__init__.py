from piano.views.coerenza import Coerenza, Motiva
from piano.views.giri import Giri, Giro
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.osservazioni import Osservazioni, QuadroDelGiro, RiscontroOsservazione, RispostaDelComune
from piano.views.passi_giro import ApriGiro, ChiudiGiro, DocumentoGiro, ModificaGiro, NuovoGiro, RicordaGiro, TermineGiro
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Versione, Versioni

__all__ = [
    "ApriGiro",
    "ChiudiGiro",
    "Coerenza",
    "Completa",
    "Conflitto",
    "DocumentoBozza",
    "DocumentoGiro",
    "Giri",
    "Giro",
    "ModificaGiro",
    "ModificaObiettivo",
    "ModificaTavolo",
    "Motiva",
    "NuovoGiro",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Osservazioni",
    "Passo",
    "Piani",
    "Piano",
    "QuadroDelGiro",
    "Revisioni",
    "RicordaGiro",
    "RiscontroOsservazione",
    "RispostaDelComune",
    "SchedaDiObiettivo",
    "SchedaSezione",
    "Tavoli",
    "TermineGiro",
    "TogliObiettivo",
    "Versione",
    "Versioni",
]
