from piano.views.andamento import Andamento, AndamentoObiettivo, Relazione
from piano.views.attuativi import (
    Attuativi,
    DocumentoAttuativo,
    ModificaSchedaAnno,
    NuovaSchedaAnno,
    PassoAttuativo,
    SchedaAttuativo,
    SintesiAttuativo,
    TogliSchedaAnno,
    VersioneDiAttuativo,
)
from piano.views.citabili import DatiDaCitare
from piano.views.coerenza import Coerenza, Motiva
from piano.views.confronto import Confronto
from piano.views.formazione import Formazione, Iniziativa, ModificaIniziativa, NuovaIniziativa, PassoIniziativa
from piano.views.giri import Giri, Giro
from piano.views.in_breve import InBreve, Opuscolo
from piano.views.indice import Affida, Indice, Livelli, ModificaVoce, NuovaVoce, SpostaVoce, TogliVoce
from piano.views.monitoraggio import AvanzaAzione, CorreggiRilevazione, NuovaRilevazione, Prova, ValutaObiettivo
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.osservazioni import Osservazioni, QuadroDelGiro, RiscontroOsservazione, RispostaDelComune
from piano.views.passi_giro import ApriGiro, ChiudiGiro, DocumentoGiro, ModificaGiro, NuovoGiro, RicordaGiro, TermineGiro
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione, Sintesi
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Congela, Versione, Versioni
from piano.views.vincoli import CollegaQuota, ModificaQuota, TogliQuota, Vincoli

__all__ = [
    "ModificaSchedaAnno",
    "NuovaSchedaAnno",
    "TogliSchedaAnno",
    "Attuativi",
    "DocumentoAttuativo",
    "ModificaVoce",
    "NuovaVoce",
    "PassoAttuativo",
    "SchedaAttuativo",
    "SintesiAttuativo",
    "TogliVoce",
    "VersioneDiAttuativo",
    "Affida",
    "ApriGiro",
    "ChiudiGiro",
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
    "CollegaQuota",
    "Completa",
    "Conflitto",
    "DatiDaCitare",
    "Confronto",
    "Congela",
    "DocumentoBozza",
    "InBreve",
    "Indice",
    "Livelli",
    "DocumentoGiro",
    "Giri",
    "Giro",
    "ModificaGiro",
    "ModificaObiettivo",
    "ModificaQuota",
    "ModificaTavolo",
    "ModificaVoce",
    "Motiva",
    "NuovaVoce",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Opuscolo",
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
    "Sintesi",
    "SpostaVoce",
    "Tavoli",
    "TermineGiro",
    "TogliObiettivo",
    "TogliQuota",
    "TogliVoce",
    "Versione",
    "Versioni",
    "Vincoli",
]
