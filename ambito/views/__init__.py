from ambito.views.accessi import Accessi
from ambito.views.avvisi import Avvisi, PreferenzaAvvisi, Spedizioni
from ambito.views.caricamenti import ErroriCaricamento, SchedaCaricamento
from ambito.views.comuni import Comuni, SchedaComune
from ambito.views.documenti import AnnullaDocumento, Documenti, Intestazione, ScaricaDocumento, SchedaDocumento, StemmaInUso
from ambito.views.filtri import FiltriSalvati
from ambito.views.home import Home
from ambito.views.inviti import AccettaInvito, GestisciInvito, Inviti
from ambito.views.lavori import AnnullaLavoro, Lavori, SchedaLavoro
from ambito.views.persone import NuovoEnte, NuovoIncarico, Persone, TerminaIncarico
from ambito.views.poteri import CheCosaPosso, rifiuto
from ambito.views.registro import RegistroOperazioni

__all__ = [
    "Accessi",
    "AccettaInvito",
    "AnnullaDocumento",
    "AnnullaLavoro",
    "Avvisi",
    "CheCosaPosso",
    "Comuni",
    "Documenti",
    "ErroriCaricamento",
    "FiltriSalvati",
    "GestisciInvito",
    "Home",
    "Intestazione",
    "Inviti",
    "Lavori",
    "NuovoEnte",
    "NuovoIncarico",
    "Persone",
    "PreferenzaAvvisi",
    "RegistroOperazioni",
    "ScaricaDocumento",
    "SchedaCaricamento",
    "SchedaComune",
    "SchedaDocumento",
    "SchedaLavoro",
    "Spedizioni",
    "StemmaInUso",
    "TerminaIncarico",
    "rifiuto",
]
