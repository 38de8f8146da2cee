from rendicontazione.views.anni import Anni, GestioneCampagna, NuovaCampagna
from rendicontazione.views.comune import Invia, Passo, Rimanda, SpesaComune
from rendicontazione.views.importa import Importa, Modello
from rendicontazione.views.quadro import Esporta, Quadro, Voci
from rendicontazione.views.voci import VoceModifica, VoceNuova, VoceTogli

__all__ = [
    "Anni",
    "Esporta",
    "GestioneCampagna",
    "Importa",
    "Invia",
    "Modello",
    "NuovaCampagna",
    "Passo",
    "Quadro",
    "Rimanda",
    "SpesaComune",
    "VoceModifica",
    "VoceNuova",
    "VoceTogli",
    "Voci",
]
