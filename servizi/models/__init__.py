from servizi.models.bando import Bando, LivelloBando
from servizi.models.catalogo import AreaUtenza, Fondo, Intervento, Leps, Natura, Servizio, Verifica
from servizi.models.fondi import AssegnazioneFondo, Incasso, Utilizzo
from servizi.models.offerta import Copertura, NaturaGestore, UnitaOfferta, UnitaRetta
from servizi.models.organico import Contratto, Datore, Organico, UfficioSociale
from servizi.models.rilevazione import CONTEGGI, MASSIMO_MOTIVO, MISURE, Consegna, Raccolta, Rilevazione

__all__ = [
    "CONTEGGI",
    "MASSIMO_MOTIVO",
    "MISURE",
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
