from rendicontazione.forms.campagna import CampagnaForm, DateForm, MotivoForm, RimandaForm
from rendicontazione.forms.consegna import ImportaForm, InviaForm, ProvaForm
from rendicontazione.forms.rapporto import ScegliRapportoForm
from rendicontazione.forms.rilievi import RilievoForm, RilievoMancaForm, RispostaForm
from rendicontazione.forms.voce import VoceForm, iniziali, netta_in_corso

__all__ = [
    "CampagnaForm",
    "DateForm",
    "ImportaForm",
    "InviaForm",
    "MotivoForm",
    "ProvaForm",
    "RilievoForm",
    "RilievoMancaForm",
    "RimandaForm",
    "RispostaForm",
    "ScegliRapportoForm",
    "VoceForm",
    "iniziali",
    "netta_in_corso",
]
