from rendicontazione.models.campagna import Campagna
from rendicontazione.models.rendiconto import CIFRE, Rendiconto
from rendicontazione.models.voce import IMPORTI, MASSIMO_NOTA, FormaGestione, VoceSpesa

__all__ = ["CIFRE", "IMPORTI", "MASSIMO_NOTA", "Campagna", "FormaGestione", "Rendiconto", "VoceSpesa"]
