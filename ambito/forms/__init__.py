from ambito.forms.inviti import IngressoForm
from ambito.forms.persone import AnnullaForm, NuovoIncaricoForm, TerminaForm

__all__ = ["AnnullaForm", "IngressoForm", "NuovoIncaricoForm", "TerminaForm"]
