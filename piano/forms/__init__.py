from piano.forms.coerenza import RilievoForm
from piano.forms.in_breve import ComuneForm
from piano.forms.indice import AffidaForm, LivelliForm, SintesiForm, VoceForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm

__all__ = [
    "AffidaForm",
    "ComuneForm",
    "ConfrontoForm",
    "LivelliForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "SintesiForm",
    "TavoloForm",
    "TestoForm",
    "VoceForm",
]
