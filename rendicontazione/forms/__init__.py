from rendicontazione.forms.campagna import CampagnaForm, DateForm, MotivoForm, RimandaForm
from rendicontazione.forms.consegna import ImportaForm, InviaForm
from rendicontazione.forms.voce import VoceForm, iniziali, netta_in_corso

__all__ = [
    "CampagnaForm",
    "DateForm",
    "ImportaForm",
    "InviaForm",
    "MotivoForm",
    "RimandaForm",
    "VoceForm",
    "iniziali",
    "netta_in_corso",
]
