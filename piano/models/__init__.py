from piano.models.giro import GiroOsservazioni, Osservazione
from piano.models.obiettivo import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tavolo import Tavolo
from piano.models.versione import VersionePiano

__all__ = [
    "AreaPolicy",
    "Azione",
    "BozzaPersonale",
    "GiroOsservazioni",
    "Indicatore",
    "MotivoRilievo",
    "Obiettivo",
    "Osservazione",
    "PianoDiZona",
    "RevisioneSezione",
    "RisorsaObiettivo",
    "Sezione",
    "TargetObiettivo",
    "Tavolo",
    "VersionePiano",
]
