from piano.forms.coerenza import RilievoForm
from piano.forms.consultazioni import ConsultazioneForm, ContributoForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.percorso import TappaForm
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.proposte import EsitoForm, MotivoForm, PropostaForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import AllegatoForm, IncontroForm, MembroForm, PresenzeForm, TavoloForm, VerbaleForm

__all__ = [
    "AllegatoForm",
    "ConfrontoForm",
    "ConsultazioneForm",
    "ContributoForm",
    "EsitoForm",
    "IncontroForm",
    "MembroForm",
    "MotivoForm",
    "NuovoPianoForm",
    "PassoForm",
    "PresenzeForm",
    "PropostaForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TappaForm",
    "TavoloForm",
    "TestoForm",
    "VerbaleForm",
]
