from accordo.views.adesione import Ricevuta, ScaricaAllegato, SchedaAdesione
from accordo.views.avvisi import ModificaAvviso, NuovoAvviso, Panoramica, StatoDellAvviso, VaiAlQuadro
from accordo.views.istruttoria import Istruttoria
from accordo.views.passi import PassoAree, PassoDati, PassoInvio
from accordo.views.quadro import Quadro
from accordo.views.risorse import PassoRisorse

__all__ = [
    "Istruttoria",
    "ModificaAvviso",
    "NuovoAvviso",
    "Panoramica",
    "PassoAree",
    "PassoDati",
    "PassoInvio",
    "PassoRisorse",
    "Quadro",
    "Ricevuta",
    "ScaricaAllegato",
    "SchedaAdesione",
    "StatoDellAvviso",
    "VaiAlQuadro",
]
