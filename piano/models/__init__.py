from piano.models.consultazione import ConsultazionePubblica, Contributo
from piano.models.incontro import AllegatoIncontro, EsitoPresenza, IncontroTavolo, PresenzaTavolo
from piano.models.obiettivo import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.proposta import Proposta
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tappa import TappaIter
from piano.models.tavolo import MembroTavolo, Tavolo, TipoTavolo
from piano.models.versione import VersionePiano

__all__ = [
    "AllegatoIncontro",
    "AreaPolicy",
    "Azione",
    "BozzaPersonale",
    "ConsultazionePubblica",
    "Contributo",
    "EsitoPresenza",
    "IncontroTavolo",
    "Indicatore",
    "MembroTavolo",
    "MotivoRilievo",
    "Obiettivo",
    "PianoDiZona",
    "PresenzaTavolo",
    "Proposta",
    "RevisioneSezione",
    "RisorsaObiettivo",
    "Sezione",
    "TappaIter",
    "TargetObiettivo",
    "Tavolo",
    "TipoTavolo",
    "VersionePiano",
]
