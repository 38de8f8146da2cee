from piano.models.aggiornamento import Aggiornamento, EsitoAggiornamento
from piano.models.attuativo import PianoAttuativo, RisorsaAttuativo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.models.azione import Azione
from piano.models.commento import Commento, RispostaCommento
from piano.models.consultazione import ConsultazionePubblica, Contributo
from piano.models.figura import Figura, FormatoFigura
from piano.models.formazione import IniziativaFormativa, PartecipazioneFormazione
from piano.models.giro import GiroOsservazioni, Osservazione
from piano.models.incontro import AllegatoIncontro, EsitoPresenza, IncontroTavolo, PresenzaTavolo
from piano.models.indicatore import Frequenza, Indicatore, ProvaRilevazione, Rilevazione, Traguardo, Verso
from piano.models.insieme import AggiornamentoInsieme, StanzaInsieme
from piano.models.legami import AreaSecondaria, LepsObiettivo, PersonaleObiettivo, ServizioObiettivo, SoggettoObiettivo
from piano.models.obiettivo import AreaPolicy, Integrazione, Obiettivo, RisorsaObiettivo, TargetObiettivo
from piano.models.piano import PianoDiZona
from piano.models.presenza import Presenza
from piano.models.proposta import Proposta
from piano.models.quota import QuotaVincolata
from piano.models.rilievo import MotivoRilievo
from piano.models.sezione import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.tappa import TappaIter
from piano.models.tavolo import MembroTavolo, Tavolo, TipoTavolo
from piano.models.valutazione import Esito, ValutazioneObiettivo
from piano.models.versione import SpecieVersione, VersionePiano

__all__ = [
    "Aggiornamento",
    "AggiornamentoInsieme",
    "AllegatoIncontro",
    "AreaPolicy",
    "AreaSecondaria",
    "Azione",
    "BozzaPersonale",
    "Commento",
    "ConsultazionePubblica",
    "Contributo",
    "Esito",
    "EsitoAggiornamento",
    "EsitoPresenza",
    "Figura",
    "FormatoFigura",
    "Frequenza",
    "GiroOsservazioni",
    "IncontroTavolo",
    "Indicatore",
    "IniziativaFormativa",
    "Integrazione",
    "LepsObiettivo",
    "MembroTavolo",
    "MotivoRilievo",
    "Obiettivo",
    "Osservazione",
    "PartecipazioneFormazione",
    "PersonaleObiettivo",
    "PianoAttuativo",
    "PianoDiZona",
    "Presenza",
    "PresenzaTavolo",
    "Proposta",
    "ProvaRilevazione",
    "QuotaVincolata",
    "RevisioneSezione",
    "Rilevazione",
    "RisorsaAttuativo",
    "RisorsaObiettivo",
    "RispostaCommento",
    "ServizioObiettivo",
    "Sezione",
    "SoggettoObiettivo",
    "SpecieVersione",
    "StanzaInsieme",
    "TappaIter",
    "TargetObiettivo",
    "Tavolo",
    "TipoTavolo",
    "Traguardo",
    "ValutazioneObiettivo",
    "Variazione",
    "VersioneAttuativo",
    "VersionePiano",
    "Verso",
    "VoceAttuativo",
]
