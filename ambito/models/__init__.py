from ambito.models.ambito import Ambito, PermessoGruppoAmbito, SceltaSecondoFattore
from ambito.models.avviso import Avviso, CadenzaPosta, PreferenzaPosta, StatoSpedizione
from ambito.models.caricamento import Caricamento, MemoriaColonna, StatoCaricamento
from ambito.models.comune import Appartenenza, Comune, ConfineComune, PermessoGruppoComune, PopolazioneComune
from ambito.models.documento import ContenutoDocumento, Documento, FrammentoDocumento, StatoDocumento, Stemma
from ambito.models.ente import Ente, TipoEnte
from ambito.models.evento import Evento
from ambito.models.filtro_salvato import FiltroSalvato
from ambito.models.gestione import AttoDiGestione
from ambito.models.incarico import GruppoDiRuolo, Incarico
from ambito.models.invito import Invito, StatoInvito
from ambito.models.lavoro import FINITI, Lavoro, StatoLavoro
from ambito.models.utente import TentativoAccesso, Utente

__all__ = [
    "FINITI",
    "Ambito",
    "Appartenenza",
    "Avviso",
    "AttoDiGestione",
    "CadenzaPosta",
    "Caricamento",
    "Comune",
    "ConfineComune",
    "ContenutoDocumento",
    "Documento",
    "Ente",
    "Evento",
    "FiltroSalvato",
    "FrammentoDocumento",
    "GruppoDiRuolo",
    "Incarico",
    "Invito",
    "Lavoro",
    "MemoriaColonna",
    "PermessoGruppoAmbito",
    "PermessoGruppoComune",
    "PopolazioneComune",
    "PreferenzaPosta",
    "SceltaSecondoFattore",
    "StatoCaricamento",
    "StatoDocumento",
    "StatoInvito",
    "StatoLavoro",
    "StatoSpedizione",
    "Stemma",
    "TentativoAccesso",
    "TipoEnte",
    "Utente",
]
