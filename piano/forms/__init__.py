from piano.forms.coerenza import RilievoForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm
from piano.forms.versioni import ConfrontoVersioniForm, CongelaForm

__all__ = [
    "ConfrontoForm",
    "ConfrontoVersioniForm",
    "CongelaForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TavoloForm",
    "TestoForm",
]
