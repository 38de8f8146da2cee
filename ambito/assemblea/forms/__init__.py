"""I moduli dell’Assemblea."""

from ambito.assemblea.forms.deliberazioni import PubblicaForm, RevocaForm, SeguitoForm
from ambito.assemblea.forms.mani import ManiForm
from ambito.assemblea.forms.organo import OrganoForm
from ambito.assemblea.forms.regola import RegolaForm, preavviso_iniziale
from ambito.assemblea.forms.sedute import (
    AppelloForm,
    ConvocaForm,
    DelegaForm,
    DelegatoForm,
    InizioForm,
    MotivoForm,
    OsservazioneForm,
    PuntoForm,
    SedutaForm,
    TotaliForm,
    VerbaleForm,
    VotoForm,
)

__all__ = [
    "AppelloForm",
    "ConvocaForm",
    "DelegaForm",
    "DelegatoForm",
    "InizioForm",
    "ManiForm",
    "MotivoForm",
    "OrganoForm",
    "OsservazioneForm",
    "PubblicaForm",
    "PuntoForm",
    "RegolaForm",
    "RevocaForm",
    "SedutaForm",
    "SeguitoForm",
    "TotaliForm",
    "VerbaleForm",
    "VotoForm",
    "preavviso_iniziale",
]
