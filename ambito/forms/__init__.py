from ambito.forms.gestione import CoordinatoreForm, NuovoAmbitoForm, SospensioneForm
from ambito.forms.inviti import IngressoForm
from ambito.forms.persone import AnnullaForm, EnteForm, NuovoIncaricoForm, TerminaForm

__all__ = [
    "AnnullaForm",
    "EnteForm",
    "CoordinatoreForm",
    "IngressoForm",
    "NuovoAmbitoForm",
    "NuovoIncaricoForm",
    "SospensioneForm",
    "TerminaForm",
]
