from piano.views.attuativi import (
    Attuativi,
    DocumentoAttuativo,
    ModificaVoce,
    NuovaVoce,
    PassoAttuativo,
    SchedaAttuativo,
    SintesiAttuativo,
    TogliVoce,
    VersioneDiAttuativo,
)
from piano.views.citabili import DatiDaCitare
from piano.views.coerenza import Coerenza, Motiva
from piano.views.confronto import Confronto
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaTavolo, NuovoTavolo, Tavoli
from piano.views.versioni import Congela, Versione, Versioni
from piano.views.vincoli import CollegaQuota, ModificaQuota, TogliQuota, Vincoli

__all__ = [
    "Attuativi",
    "DocumentoAttuativo",
    "ModificaVoce",
    "NuovaVoce",
    "PassoAttuativo",
    "SchedaAttuativo",
    "SintesiAttuativo",
    "TogliVoce",
    "VersioneDiAttuativo",
    "Coerenza",
    "CollegaQuota",
    "Completa",
    "Conflitto",
    "DatiDaCitare",
    "Confronto",
    "Congela",
    "DocumentoBozza",
    "ModificaObiettivo",
    "ModificaQuota",
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
    "TogliQuota",
    "Versione",
    "Versioni",
    "Vincoli",
]
