from ambito.views.accessi import Accessi
from ambito.views.aspetto import Aspetto
from ambito.views.avvio import Avvio
from ambito.views.avvisi import Avvisi, PreferenzaAvvisi, Spedizioni
from ambito.views.calendario import CalendarioDaFuori, CalendarioMio
from ambito.views.caricamenti import ErroriCaricamento, SchedaCaricamento
from ambito.views.cerca import Cerca, Fissa
from ambito.views.comuni import Comuni, SchedaComune
from ambito.views.conservazione import QuantoSiConserva
from ambito.views.documenti import AnnullaDocumento, Documenti, Intestazione, ScaricaDocumento, SchedaDocumento, StemmaInUso
from ambito.views.filtri import FiltriSalvati
from ambito.views.foglio_persone import FoglioPersone, ModelloPersone
from ambito.views.guasto import guasto
from ambito.views.guida import Guida, GuidaInAmbito
from ambito.views.home import Home
from ambito.views.invii import AnnullaInvio, AttesaInvii, ConsegnaLettera, LettereInvio, SchedaInvio
from ambito.views.inviti import AccettaInvito, GestisciInvito, Inviti, RimandaInviti
from ambito.views.lavori import AnnullaLavoro, Lavori, SchedaLavoro
from ambito.views.persone import NuovoEnte, NuovoIncarico, Persone, TerminaIncarico
from ambito.views.poteri import CheCosaPosso, rifiuto
from ambito.views.pubblicazione import Pubblicazione
from ambito.views.registro import RegistroOperazioni
from ambito.views.scadenze import (
    AffidaScadenza,
    NuovaScadenza,
    ScadenzaEsclusa,
    ScadenzaFatta,
    Scadenzario,
    ScadenzarioMese,
    SchedaScadenza,
    SpostaScadenza,
)
from ambito.views.storia import CheCosaSeguo, Storia

__all__ = [
    "Accessi",
    "AccettaInvito",
    "AffidaScadenza",
    "AnnullaDocumento",
    "AnnullaInvio",
    "AnnullaLavoro",
    "AttesaInvii",
    "Aspetto",
    "Avvio",
    "Avvisi",
    "CalendarioDaFuori",
    "CalendarioMio",
    "Cerca",
    "CheCosaPosso",
    "CheCosaSeguo",
    "Comuni",
    "ConsegnaLettera",
    "Documenti",
    "ErroriCaricamento",
    "FiltriSalvati",
    "Fissa",
    "FoglioPersone",
    "GestisciInvito",
    "Guida",
    "GuidaInAmbito",
    "Home",
    "Intestazione",
    "Inviti",
    "Lavori",
    "LettereInvio",
    "ModelloPersone",
    "NuovaScadenza",
    "NuovoEnte",
    "NuovoIncarico",
    "Persone",
    "PreferenzaAvvisi",
    "Pubblicazione",
    "QuantoSiConserva",
    "RegistroOperazioni",
    "RimandaInviti",
    "ScadenzaEsclusa",
    "ScadenzaFatta",
    "Scadenzario",
    "ScadenzarioMese",
    "ScaricaDocumento",
    "SchedaCaricamento",
    "SchedaComune",
    "SchedaDocumento",
    "SchedaInvio",
    "SchedaLavoro",
    "SchedaScadenza",
    "Spedizioni",
    "SpostaScadenza",
    "StemmaInUso",
    "Storia",
    "TerminaIncarico",
    "guasto",
    "rifiuto",
]
