from servizi.models.affidamento import Affidamento, FormaAffidamento, Pagamento
from servizi.models.bando import Bando, LivelloBando
from servizi.models.catalogo import AreaUtenza, Fondo, Intervento, Leps, Natura, Servizio, Verifica
from servizi.models.fondi import AssegnazioneFondo, Incasso, Utilizzo
from servizi.models.indagine import Indagine, RispostaIndagine
from servizi.models.indicatore import IndicatoreComunale, ValoreComunale
from servizi.models.offerta import Copertura, NaturaGestore, UnitaOfferta, UnitaRetta
from servizi.models.organico import Contratto, Datore, Organico, UfficioSociale
from servizi.models.pratica import CartaPratica, CasoAvvio, EsitoSopralluogo, GenerePratica, Pratica, Sopralluogo
from servizi.models.rete import IncontroRete, MembroRete, Rete
from servizi.models.rilevazione import CONTEGGI, MASSIMO_MOTIVO, MINIMO_PERSONE, MISURE, Consegna, Raccolta, Rilevazione
from servizi.models.valutazione import Giudizio, Valutazione

__all__ = [
    "CONTEGGI",
    "MASSIMO_MOTIVO",
    "MINIMO_PERSONE",
    "MISURE",
    "Indagine",
    "IndicatoreComunale",
    "RispostaIndagine",
    "Valutazione",
    "ValoreComunale",
    "Giudizio",
    "Rete",
    "MembroRete",
    "IncontroRete",
    "Sopralluogo",
    "Pratica",
    "GenerePratica",
    "EsitoSopralluogo",
    "CartaPratica",
    "CasoAvvio",
    "Pagamento",
    "FormaAffidamento",
    "Affidamento",
    "AreaUtenza",
    "AssegnazioneFondo",
    "Bando",
    "Consegna",
    "Contratto",
    "Copertura",
    "Datore",
    "Fondo",
    "Incasso",
    "Intervento",
    "Leps",
    "LivelloBando",
    "Natura",
    "NaturaGestore",
    "Organico",
    "Raccolta",
    "Rilevazione",
    "Servizio",
    "UfficioSociale",
    "UnitaOfferta",
    "UnitaRetta",
    "Utilizzo",
    "Verifica",
]
