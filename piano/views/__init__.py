from piano.views.coerenza import Coerenza, Motiva
from piano.views.consultazioni import (
    Consultazioni,
    ModificaConsultazione,
    NonPubblicare,
    NuovaConsultazione,
    PubblicaContributo,
    SchedaConsultazione,
)
from piano.views.incontri import (
    AllegaAllIncontro,
    AnnullaIncontro,
    ApprovaVerbale,
    Convoca,
    ModificaIncontro,
    NuovoIncontro,
    Presenze,
    ScaricaAllegato,
    SchedaIncontro,
    Verbale,
)
from piano.views.obiettivi import ModificaObiettivo, NuovoObiettivo, Obiettivi, SchedaDiObiettivo, TogliObiettivo
from piano.views.percorso import ModificaTappa, NuovaTappa, Percorso
from piano.views.piani import DocumentoBozza, Passo, Piani, Piano
from piano.views.proposte import DocumentoEsito, ModificaProposta, NuovaProposta, Proposte, Rivaluta, SchedaProposta, Valuta
from piano.views.revisioni import Conflitto, Revisioni
from piano.views.sezioni import Completa, SchedaSezione
from piano.views.tavoli import ModificaMembro, ModificaTavolo, NuovoMembro, NuovoTavolo, SchedaTavolo, Tavoli
from piano.views.versioni import Versione, Versioni

__all__ = [
    "AllegaAllIncontro",
    "AnnullaIncontro",
    "ApprovaVerbale",
    "Coerenza",
    "Completa",
    "Conflitto",
    "Consultazioni",
    "Convoca",
    "DocumentoBozza",
    "DocumentoEsito",
    "ModificaConsultazione",
    "ModificaIncontro",
    "ModificaMembro",
    "ModificaObiettivo",
    "ModificaProposta",
    "ModificaTappa",
    "ModificaTavolo",
    "Motiva",
    "NonPubblicare",
    "NuovaConsultazione",
    "NuovaProposta",
    "NuovaTappa",
    "NuovoIncontro",
    "NuovoMembro",
    "NuovoObiettivo",
    "NuovoTavolo",
    "Obiettivi",
    "Passo",
    "Percorso",
    "Piani",
    "Piano",
    "Presenze",
    "Proposte",
    "PubblicaContributo",
    "Revisioni",
    "Rivaluta",
    "ScaricaAllegato",
    "SchedaConsultazione",
    "SchedaDiObiettivo",
    "SchedaIncontro",
    "SchedaProposta",
    "SchedaSezione",
    "SchedaTavolo",
    "Tavoli",
    "TogliObiettivo",
    "Valuta",
    "Verbale",
    "Versione",
    "Versioni",
]
