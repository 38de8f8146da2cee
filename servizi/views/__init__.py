from servizi.views.bandi import Bandi, EsitoBando, ModificaBando, NuovoBando, PassoBando, SchedaBando
from servizi.views.bisogni import Bisogni
from servizi.views.catalogo import Aree, Catalogo, Fondi, Interventi, ModificaServizio, NuovoServizio, SchedaServizio, Servizi
from servizi.views.fondi import ModificaAssegnazione, NuovaAssegnazione, NuovoIncasso, Risorse, SchedaAssegnazione, Utilizzo
from servizi.views.offerta import LivelliEssenziali, MatriceOfferta, ModificaUnita, NuovaUnita, Offerta, SchedaUnita, TogliUnita
from servizi.views.organico import ModificaOrganico, ModificaUfficio, NuovoOrganico, ServizioSociale, TogliOrganico, Uffici
from servizi.views.panoramica import Panoramica
from servizi.views.rilevazioni import (
    ApriRaccolta,
    Concludi,
    MisureComune,
    MisureServizio,
    Modello,
    QuadroMisure,
    Raccolte,
)

__all__ = [
    "ApriRaccolta",
    "Aree",
    "Bandi",
    "Bisogni",
    "Catalogo",
    "Concludi",
    "EsitoBando",
    "Fondi",
    "Interventi",
    "LivelliEssenziali",
    "MatriceOfferta",
    "MisureComune",
    "MisureServizio",
    "Modello",
    "ModificaAssegnazione",
    "ModificaBando",
    "ModificaOrganico",
    "ModificaServizio",
    "ModificaUfficio",
    "ModificaUnita",
    "NuovaAssegnazione",
    "NuovaUnita",
    "NuovoBando",
    "NuovoIncasso",
    "NuovoOrganico",
    "NuovoServizio",
    "Offerta",
    "Panoramica",
    "PassoBando",
    "QuadroMisure",
    "Raccolte",
    "Risorse",
    "SchedaAssegnazione",
    "SchedaBando",
    "SchedaServizio",
    "SchedaUnita",
    "Servizi",
    "ServizioSociale",
    "TogliOrganico",
    "TogliUnita",
    "Uffici",
    "Utilizzo",
]
