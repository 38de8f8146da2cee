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
from piano.views.in_breve import InBreve, Opuscolo
from piano.views.indice import Affida, Indice, Livelli, ModificaVoce, NuovaVoce, SpostaVoce, TogliVoce
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
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
    "TogliQuota",
    "TogliVoce",
    "Versione",
    "Versioni",
    "Vincoli",
]
