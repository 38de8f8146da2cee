from piano.forms.coerenza import RilievoForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, DaDocumentoForm, DocumentoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm

__all__ = [
    "ConfrontoForm",
    "DaDocumentoForm",
    "DocumentoForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TavoloForm",
    "TestoForm",
]
