"""I moduli dell’Assemblea."""

from ambito.assemblea.forms.consultazioni import ConsultazioneForm, RichiestaForm, RispostaForm
from ambito.assemblea.forms.deliberazioni import PubblicaForm, RevocaForm, SeguitoForm
from ambito.assemblea.forms.elezioni import TurnoForm
from ambito.assemblea.forms.mani import ManiForm
from ambito.assemblea.forms.organo import OrganoForm
from ambito.assemblea.forms.regola import RegolaForm, elezione_iniziale, in_codice, preavviso_iniziale
from ambito.assemblea.forms.sedute import (
    AppelloForm,
    ConvocaForm,
    DelegaForm,
    DelegatoForm,
    FirmatoForm,
    InizioForm,
    MotivoForm,
    OsservazioneForm,
    PuntoForm,
    RispostaOsservazioneForm,
    SedutaForm,
    SpostaForm,
    TotaliForm,
    VerbaleForm,
    VotoForm,
)
from ambito.assemblea.forms.ufficio import AddettoForm, CompitiForm, FineAddettoForm, RegolamentoUfficioForm

__all__ = [
    "AddettoForm",
    "AppelloForm",
    "CompitiForm",
    "ConsultazioneForm",
    "ConvocaForm",
    "DelegaForm",
    "DelegatoForm",
    "FineAddettoForm",
    "FirmatoForm",
    "InizioForm",
    "ManiForm",
    "MotivoForm",
    "OrganoForm",
    "OsservazioneForm",
    "PubblicaForm",
    "PuntoForm",
    "RegolaForm",
    "RegolamentoUfficioForm",
    "RevocaForm",
    "RichiestaForm",
    "RispostaForm",
    "RispostaOsservazioneForm",
    "SedutaForm",
    "SeguitoForm",
    "SpostaForm",
    "TotaliForm",
    "TurnoForm",
    "VerbaleForm",
    "VotoForm",
    "elezione_iniziale",
    "in_codice",
    "preavviso_iniziale",
]
