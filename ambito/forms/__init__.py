from ambito.forms.gestione import CoordinatoreForm, NuovoAmbitoForm, SospensioneForm
from ambito.forms.inviti import IngressoForm
from ambito.forms.persone import AnnullaForm, NuovoIncaricoForm, TerminaForm

__all__ = [
    "AnnullaForm",
    "CoordinatoreForm",
    "IngressoForm",
    "NuovoAmbitoForm",
    "NuovoIncaricoForm",
    "SospensioneForm",
    "TerminaForm",
]
