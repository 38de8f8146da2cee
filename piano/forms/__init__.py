from piano.forms.attuativi import InBreveForm, NuovoAttuativoForm, SchedaVoce
from piano.forms.coerenza import RilievoForm
from piano.forms.formazione import PassoFormazioneForm, SchedaIniziativa
from piano.forms.giri import ChiusuraForm, FiltroQuadroForm, GiroForm, RiscontroForm, RispostaForm, TermineForm
from piano.forms.in_breve import ComuneForm
from piano.forms.indice import AffidaForm, LivelliForm, SintesiForm, VoceForm
from piano.forms.monitoraggio import AndamentoForm, AvanzamentoForm, CorrezioneForm, RilevazioneForm, ValutazioneForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.piani import NuovoPianoForm, PassoForm
from piano.forms.quote import ImportoForm, QuotaForm
from piano.forms.sezioni import ConfrontoForm, SceltaForm, TestoForm
from piano.forms.tavoli import TavoloForm
from piano.forms.versioni import ConfrontoVersioniForm, CongelaForm

__all__ = [
    "InBreveForm",
    "AffidaForm",
    "ComuneForm",
    "PassoFormazioneForm",
    "SchedaIniziativa",
    "AndamentoForm",
    "AvanzamentoForm",
    "CorrezioneForm",
    "RilevazioneForm",
    "ValutazioneForm",
    "ConfrontoForm",
    "NuovoAttuativoForm",
    "ImportoForm",
    "ConfrontoVersioniForm",
    "CongelaForm",
    "LivelliForm",
    "ChiusuraForm",
    "ConfrontoForm",
    "FiltroQuadroForm",
    "GiroForm",
    "NuovoPianoForm",
    "PassoForm",
    "QuotaForm",
    "RilievoForm",
    "RiscontroForm",
    "RispostaForm",
    "SceltaForm",
    "SchedaObiettivo",
    "SchedaVoce",
    "SintesiForm",
    "TavoloForm",
    "TermineForm",
    "TestoForm",
    "VoceForm",
]
