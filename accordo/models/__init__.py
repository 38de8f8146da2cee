from accordo.models.adesione import Adesione, AreaTarget, NumeratoreAdesioni, TavoloRichiesto
from accordo.models.allegato import AllegatoAdesione, ContenutoAllegato
from accordo.models.avviso import AvvisoAdesione
from accordo.models.risorsa import RisorsaOfferta

__all__ = [
    "Adesione",
    "AllegatoAdesione",
    "AreaTarget",
    "AvvisoAdesione",
    "ContenutoAllegato",
    "NumeratoreAdesioni",
    "RisorsaOfferta",
    "TavoloRichiesto",
]
