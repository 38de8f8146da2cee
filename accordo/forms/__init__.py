from accordo.forms.avviso import AvvisoForm, NuovoAvvisoForm
from accordo.forms.fascicolo import DocumentoEnteForm, EscludiForm, TogliForm
from accordo.forms.inviti import InvitiForm
from accordo.forms.istruttoria import IstruttoriaForm, RilievoForm
from accordo.forms.passi import AreeEnteForm, AreeForm, DatiEnteForm, DatiForm, InvioForm
from accordo.forms.protocollo import ProtocolloForm, SceltaProtocolloForm
from accordo.forms.richieste import EsitoRichiestaForm, RichiestaEnteForm
from accordo.forms.riparti import (
    CriteriFormSet,
    DatoForm,
    FoglioDatoForm,
    ModificaRipartoForm,
    NuovoScenarioForm,
    PerimetroForm,
    RipartoForm,
    ScenarioForm,
    ValoreForm,
)
from accordo.forms.riscossione import AttoRipartoForm, MotivoRipartoForm, PagamentoQuotaForm, RateForm
from accordo.forms.risorse import AllegatoForm, AttoForm, FirmaForm, RisorseFormSet

__all__ = [
    "AllegatoForm",
    "AreeEnteForm",
    "AreeForm",
    "AttoForm",
    "AttoRipartoForm",
    "AvvisoForm",
    "CriteriFormSet",
    "DatiEnteForm",
    "DatiForm",
    "DatoForm",
    "DocumentoEnteForm",
    "EscludiForm",
    "TogliForm",
    "EsitoRichiestaForm",
    "FirmaForm",
    "FoglioDatoForm",
    "InvioForm",
    "InvitiForm",
    "IstruttoriaForm",
    "ModificaRipartoForm",
    "MotivoRipartoForm",
    "NuovoAvvisoForm",
    "NuovoScenarioForm",
    "PagamentoQuotaForm",
    "PerimetroForm",
    "ProtocolloForm",
    "RateForm",
    "RichiestaEnteForm",
    "RilievoForm",
    "RipartoForm",
    "RisorseFormSet",
    "SceltaProtocolloForm",
    "ScenarioForm",
    "ValoreForm",
]
