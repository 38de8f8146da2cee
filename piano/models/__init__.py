from piano.models.attuativo import PianoAttuativo, RisorsaAttuativo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.models.giro import GiroOsservazioni, Osservazione
from piano.models.obiettivo import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.quota import QuotaVincolata
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tavolo import Tavolo
from piano.models.versione import SpecieVersione, VersionePiano

__all__ = [
    "AreaPolicy",
    "Azione",
    "BozzaPersonale",
    "GiroOsservazioni",
    "Indicatore",
    "MotivoRilievo",
    "Obiettivo",
    "PianoAttuativo",
    "Osservazione",
    "PianoDiZona",
    "QuotaVincolata",
    "RevisioneSezione",
    "RisorsaAttuativo",
    "RisorsaObiettivo",
    "Sezione",
    "SpecieVersione",
    "TargetObiettivo",
    "Tavolo",
    "Variazione",
    "VersioneAttuativo",
    "VersionePiano",
    "VoceAttuativo",
]
