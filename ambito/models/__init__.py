from ambito.models.ambito import Ambito, PermessoGruppoAmbito
from ambito.models.caricamento import Caricamento, StatoCaricamento
from ambito.models.comune import Appartenenza, Comune, PermessoGruppoComune, PopolazioneComune
from ambito.models.documento import ContenutoDocumento, Documento
from ambito.models.ente import Ente
from ambito.models.evento import Evento
from ambito.models.gestione import AttoDiGestione
from ambito.models.incarico import GruppoDiRuolo, Incarico
from ambito.models.invito import Invito, StatoInvito
from ambito.models.lavoro import Lavoro, StatoLavoro
from ambito.models.utente import TentativoAccesso, Utente

__all__ = [
    "Ambito",
    "Appartenenza",
    "AttoDiGestione",
    "Caricamento",
    "Comune",
    "ContenutoDocumento",
    "Documento",
    "Ente",
    "Evento",
    "GruppoDiRuolo",
    "Incarico",
    "Invito",
    "Lavoro",
    "PermessoGruppoAmbito",
    "PermessoGruppoComune",
    "PopolazioneComune",
    "StatoCaricamento",
    "StatoInvito",
    "StatoLavoro",
    "TentativoAccesso",
    "Utente",
]
