from piano.forms.coerenza import RilievoForm
from piano.forms.giri import ChiusuraForm, FiltroQuadroForm, GiroForm, RiscontroForm, RispostaForm, TermineForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm

__all__ = [
    "ChiusuraForm",
    "ConfrontoForm",
    "FiltroQuadroForm",
    "GiroForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "RiscontroForm",
    "RispostaForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TavoloForm",
    "TermineForm",
    "TestoForm",
]
