from piano.forms.coerenza import RilievoForm
from piano.forms.commenti import CommentoForm, EsitoForm, RispostaForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, DaDocumentoForm, DocumentoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm

__all__ = [
    "CommentoForm",
    "ConfrontoForm",
    "DaDocumentoForm",
    "DocumentoForm",
    "EsitoForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "RispostaForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TavoloForm",
    "TestoForm",
]
