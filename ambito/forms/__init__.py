from ambito.forms.gestione import CoordinatoreForm, NuovoAmbitoForm, SospensioneForm
from ambito.forms.inviti import IngressoForm
from ambito.forms.persone import AnnullaForm, EnteForm, FoglioPersoneForm, NuovoIncaricoForm, RimandaForm, TerminaForm

__all__ = [
    "AnnullaForm",
    "EnteForm",
    "FoglioPersoneForm",
    "CoordinatoreForm",
    "IngressoForm",
    "NuovoAmbitoForm",
    "NuovoIncaricoForm",
    "RimandaForm",
    "SospensioneForm",
    "TerminaForm",
]
