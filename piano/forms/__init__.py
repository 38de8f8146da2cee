from piano.forms.coerenza import RilievoForm
from piano.forms.formazione import PassoFormazioneForm, SchedaIniziativa
from piano.forms.monitoraggio import AndamentoForm, AvanzamentoForm, CorrezioneForm, RilevazioneForm, ValutazioneForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm

__all__ = [
    "PassoFormazioneForm",
    "SchedaIniziativa",
    "AndamentoForm",
    "AvanzamentoForm",
    "CorrezioneForm",
    "RilevazioneForm",
    "ValutazioneForm",
    "ConfrontoForm",
    "NuovoPianoForm",
    "PassoForm",
    "RilievoForm",
    "SceltaForm",
    "SchedaObiettivo",
    "TavoloForm",
    "TestoForm",
]
