from piano.forms.attuativi import NuovoAttuativoForm, SchedaVoce, SintesiForm
from piano.forms.coerenza import RilievoForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.quote import ImportoForm, QuotaForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm
from piano.forms.versioni import ConfrontoVersioniForm, CongelaForm

__all__ = [
    "ConfrontoForm",
    "NuovoAttuativoForm",
    "ImportoForm",
    "ConfrontoVersioniForm",
    "CongelaForm",
    "NuovoPianoForm",
    "PassoForm",
    "QuotaForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "SchedaVoce",
    "SintesiForm",
    "TavoloForm",
    "TestoForm",
]
