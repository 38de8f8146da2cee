from piano.models.attuativo import PianoAttuativo, RisorsaAttuativo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.models.azione import Azione
from piano.models.formazione import IniziativaFormativa, PartecipazioneFormazione
from piano.models.giro import GiroOsservazioni, Osservazione
from piano.models.indicatore import Frequenza, Indicatore, ProvaRilevazione, Rilevazione, Traguardo, Verso
from piano.models.legami import AreaSecondaria, LepsObiettivo, PersonaleObiettivo, ServizioObiettivo, SoggettoObiettivo
from piano.models.obiettivo import AreaPolicy, Integrazione, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.quota import QuotaVincolata
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tavolo import Tavolo
from piano.models.valutazione import Esito, ValutazioneObiettivo
from piano.models.versione import SpecieVersione, VersionePiano

__all__ = [
    "AreaPolicy",
    "AreaSecondaria",
    "Azione",
    "BozzaPersonale",
    "GiroOsservazioni",
    "Esito",
    "Frequenza",
    "Indicatore",
    "IniziativaFormativa",
    "Integrazione",
    "LepsObiettivo",
    "MotivoRilievo",
    "Obiettivo",
    "PianoAttuativo",
    "Osservazione",
    "PianoDiZona",
    "QuotaVincolata",
    "RevisioneSezione",
    "RisorsaAttuativo",
    "PartecipazioneFormazione",
    "PersonaleObiettivo",
    "PianoDiZona",
    "ProvaRilevazione",
    "RevisioneSezione",
    "Rilevazione",
    "RisorsaObiettivo",
    "ServizioObiettivo",
    "Sezione",
    "SpecieVersione",
    "TargetObiettivo",
    "Tavolo",
    "Variazione",
    "VersioneAttuativo",
    "VersionePiano",
    "VoceAttuativo",
    "SoggettoObiettivo",
    "TargetObiettivo",
    "Tavolo",
    "Traguardo",
    "ValutazioneObiettivo",
    "VersionePiano",
    "Verso",
]
