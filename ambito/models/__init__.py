from ambito.models.ambito import Ambito, NumeroDiPrima, PermessoGruppoAmbito, SceltaSecondoFattore
from ambito.models.avviso import Avviso, CadenzaPosta, PreferenzaPosta, StatoSpedizione
from ambito.models.calendario import CalendarioPersonale
from ambito.models.caricamento import Caricamento, MemoriaColonna, StatoCaricamento
from ambito.models.comune import Appartenenza, Comune, ConfineComune, PermessoGruppoComune, PopolazioneComune
from ambito.models.data_pubblica import DataPubblica
from ambito.models.documento import ContenutoDocumento, Documento, FrammentoDocumento, StatoDocumento, Stemma
from ambito.models.ente import Ente, TipoEnte
from ambito.models.evento import Evento
from ambito.models.filtro_salvato import FiltroSalvato
from ambito.models.fissato import Fissato
from ambito.models.gestione import AttoDiGestione, RiepilogoGuasti
from ambito.models.incarico import GruppoDiRuolo, Incarico
from ambito.models.invio import Invio, Lettera
from ambito.models.invito import Invito, StatoInvito
from ambito.models.lavoro import FINITI, Lavoro, StatoLavoro
from ambito.models.scadenzario import Scadenza, Situazione, VoceScadenzario
from ambito.models.seguito import OggettoSeguito
from ambito.models.utente import TentativoAccesso, Utente

__all__ = [
    "FINITI",
    "Ambito",
    "Appartenenza",
    "Avviso",
    "AttoDiGestione",
    "CadenzaPosta",
    "CalendarioPersonale",
    "Caricamento",
    "Comune",
    "ConfineComune",
    "ContenutoDocumento",
    "DataPubblica",
    "Documento",
    "Ente",
    "Evento",
    "FiltroSalvato",
    "Fissato",
    "FrammentoDocumento",
    "GruppoDiRuolo",
    "Incarico",
    "Invio",
    "Invito",
    "Lavoro",
    "Lettera",
    "MemoriaColonna",
    "NumeroDiPrima",
    "PermessoGruppoAmbito",
    "PermessoGruppoComune",
    "PopolazioneComune",
    "PreferenzaPosta",
    "RiepilogoGuasti",
    "Scadenza",
    "SceltaSecondoFattore",
    "Situazione",
    "StatoCaricamento",
    "StatoDocumento",
    "StatoInvito",
    "StatoLavoro",
    "StatoSpedizione",
    "Stemma",
    "TentativoAccesso",
    "TipoEnte",
    "Utente",
    "OggettoSeguito",
    "VoceScadenzario",
]
