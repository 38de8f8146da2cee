from piano.models.commento import Commento, RispostaCommento
from piano.models.obiettivo import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.presenza import Presenza
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tavolo import Tavolo
from piano.models.versione import VersionePiano

__all__ = [
    "AreaPolicy",
    "Azione",
    "BozzaPersonale",
    "Commento",
    "Indicatore",
    "MotivoRilievo",
    "Obiettivo",
    "PianoDiZona",
    "Presenza",
    "RevisioneSezione",
    "RisorsaObiettivo",
    "RispostaCommento",
    "Sezione",
    "TargetObiettivo",
    "Tavolo",
    "VersionePiano",
]
