from servizi.forms.bandi import BandoForm, EsitoForm, MotivoForm
from servizi.forms.fondi import AssegnazioneForm, IncassoForm, UtilizzoForm
from servizi.forms.gestione import (
    AffidamentoForm,
    CartaForm,
    IncontroForm,
    IndagineForm,
    IndicatoreForm,
    PagamentoForm,
    PraticaForm,
    ReteForm,
    SopralluogoForm,
    ValutazioneForm,
)
from servizi.forms.offerta import AreaForm, FondoForm, ServizioForm, UnitaForm
from servizi.forms.organico import OrganicoForm, UfficioForm
from servizi.forms.rilevazioni import FoglioForm, MisureForm, RaccoltaForm

__all__ = [
    "AreaForm",
    "AssegnazioneForm",
    "FondoForm",
    "ValutazioneForm",
    "SopralluogoForm",
    "ReteForm",
    "PraticaForm",
    "PagamentoForm",
    "IncontroForm",
    "IndagineForm",
    "IndicatoreForm",
    "AffidamentoForm",
    "CartaForm",
    "BandoForm",
    "EsitoForm",
    "FoglioForm",
    "IncassoForm",
    "MisureForm",
    "MotivoForm",
    "OrganicoForm",
    "RaccoltaForm",
    "ServizioForm",
    "UfficioForm",
    "UnitaForm",
    "UtilizzoForm",
]
