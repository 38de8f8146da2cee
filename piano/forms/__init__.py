from piano.forms.attuativi import InBreveForm, NuovoAttuativoForm, SchedaVoce
from piano.forms.coerenza import RilievoForm
from piano.forms.commenti import CommentoForm, EsitoCommentoForm, RispostaCommentoForm
from piano.forms.consultazioni import ConsultazioneForm, ContributoForm
from piano.forms.figure import FiguraForm, ParoleFiguraForm
from piano.forms.formazione import PassoFormazioneForm, SchedaIniziativa
from piano.forms.giri import ChiusuraForm, FiltroQuadroForm, GiroForm, RiscontroForm, RispostaForm, TermineForm
from piano.forms.in_breve import ComuneForm
from piano.forms.indice import AffidaForm, LivelliForm, SintesiForm, VoceForm
from piano.forms.monitoraggio import AndamentoForm, AvanzamentoForm, CorrezioneForm, RilevazioneForm, ValutazioneForm
from piano.forms.obiettivi import SchedaObiettivo
from piano.forms.percorso import TappaForm
from piano.forms.piani import NuovoPianoForm, PassoForm, ProrogaForm
from piano.forms.proposte import EsitoForm, MotivoForm, PropostaForm
from piano.forms.quote import ImportoForm, QuotaForm
from piano.forms.sezioni import ConfrontoForm, DaDocumentoForm, DocumentoForm, SceltaForm, TestoForm
from piano.forms.tavoli import AllegatoForm, IncontroForm, MembroForm, PresenzeForm, TavoloForm, VerbaleForm, VistoForm
from piano.forms.versioni import ConfrontoVersioniForm, CongelaForm

__all__ = [
    "AffidaForm",
    "AllegatoForm",
    "AndamentoForm",
    "AvanzamentoForm",
    "ChiusuraForm",
    "CommentoForm",
    "ComuneForm",
    "ConfrontoForm",
    "ConfrontoVersioniForm",
    "CongelaForm",
    "ConsultazioneForm",
    "ContributoForm",
    "CorrezioneForm",
    "DaDocumentoForm",
    "DocumentoForm",
    "EsitoCommentoForm",
    "EsitoForm",
    "FiltroQuadroForm",
    "FiguraForm",
    "GiroForm",
    "ImportoForm",
    "InBreveForm",
    "IncontroForm",
    "LivelliForm",
    "MembroForm",
    "MotivoForm",
    "NuovoAttuativoForm",
    "NuovoPianoForm",
    "ParoleFiguraForm",
    "PassoForm",
    "PassoFormazioneForm",
    "PresenzeForm",
    "PropostaForm",
    "ProrogaForm",
    "QuotaForm",
    "RilevazioneForm",
    "RilievoForm",
    "RiscontroForm",
    "RispostaCommentoForm",
    "RispostaForm",
    "SceltaForm",
    "SchedaIniziativa",
    "SchedaObiettivo",
    "SchedaVoce",
    "SintesiForm",
    "TappaForm",
    "TavoloForm",
    "TermineForm",
    "TestoForm",
    "ValutazioneForm",
    "VerbaleForm",
    "VistoForm",
    "VoceForm",
]
