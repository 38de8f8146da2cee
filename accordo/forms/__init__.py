from accordo.forms.avviso import AvvisoForm, NuovoAvvisoForm
from accordo.forms.istruttoria import IstruttoriaForm
from accordo.forms.passi import AreeForm, DatiForm, InvioForm
from accordo.forms.risorse import AllegatoForm, AttoForm, RisorseFormSet

__all__ = [
    "AllegatoForm",
    "AreeForm",
    "AttoForm",
    "AvvisoForm",
    "DatiForm",
    "InvioForm",
    "IstruttoriaForm",
    "NuovoAvvisoForm",
    "RisorseFormSet",
]
