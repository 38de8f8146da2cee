"""Le guardie sulla soglia: caratteri nulli respinti in parole, viste senza diritto dichiarato, gestore senza secondo fattore.

Prima di loro, chi annota ogni richiesta nel diario.
"""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.shortcuts import render
from django.utils import timezone

from ambito.accesso import fattori
from ambito.misure import raccolta
from ambito.nucleo.diario import Traccia, aperta, codice_di

diario = logging.getLogger("portale.richieste")
lente = logging.getLogger("portale.lente")

# Pagine che non stanno dentro un Ambito: accesso, scelta dell’Ambito, verifica pubblica, controllo di salute.
APERTE_PREFISSO = ("account_", "mfa_", "openid_connect_", "socialaccount_")


# Le domande di chi sorveglia: una ogni pochi secondi, coprirebbero il resto.
DI_SERVIZIO = {"salute", "salute_viva", "salute_pronta", "metriche"}
METODI = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


class Diario:
    """Dà a ogni richiesta il suo codice e ne scrive una riga: rotta, Ambito, persona (il numero), esito, durata, interrogazioni.

    Legge soltanto ciò che la richiesta ha già trovato: non fa interrogazioni sue. Dell’indirizzo si scrive la rotta, non le parole,
    che possono essere la chiave di un invito.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        traccia = Traccia(codice_di(request.headers.get("X-Request-ID", "")))
        traccia.soglia = settings.INTERROGAZIONE_LENTA.total_seconds()
        request.codice = traccia.codice
        with aperta(traccia), connection.execute_wrapper(traccia.conta):
            risposta = self.get_response(request)
            self._annota(request, risposta, traccia)
        risposta["X-Request-ID"] = traccia.codice
        return risposta

    @staticmethod
    def _annota(request, risposta, traccia):
        trovata = getattr(request, "resolver_match", None)
        rotta = trovata.view_name if trovata and trovata.view_name else "(nessuna)"
        traccia.ambito = trovata.kwargs.get("ambito", "") if trovata else ""
        traccia.utente = getattr(getattr(request, "_cached_user", None), "pk", None)
        metodo = request.method if request.method in METODI else "ALTRO"
        misurate = {"secondi": round(traccia.durata, 4), "interrogazioni": traccia.interrogazioni}
        livello = logging.DEBUG if rotta in DI_SERVIZIO else logging.INFO
        dati = {"rotta": rotta, "metodo": metodo, "esito": risposta.status_code, **misurate, "sql": round(traccia.secondi_sql, 4)}
        diario.log(livello, "%s %s %s", metodo, rotta, risposta.status_code, extra={"dati": dati})
        for sql, secondi in traccia.lente:
            lente.warning("Interrogazione lenta", extra={"dati": {"rotta": rotta, "secondi": round(secondi, 4), "sql": sql}})
        if settings.MISURE:
            raccolta.annota(rotta=rotta, metodo=metodo, esito=risposta.status_code, lente=traccia.lente, **misurate)
            raccolta.versa_se_e_ora(timezone.now())


class IngressiPuliti:
    """PostgreSQL rifiuta il carattere nullo: qui diventa un 400 con una frase, mai un 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        testi = [request.path, request.META.get("QUERY_STRING", "")]
        if any("\x00" in t or "%00" in t for t in testi) or self._nel_corpo(request):
            motivo = "La richiesta contiene un carattere non ammesso (carattere nullo)."
            return render(request, "400.html", {"motivo": motivo}, status=400)
        return self.get_response(request)

    @staticmethod
    def _nel_corpo(request):
        if request.method != "POST":
            return False
        return any("\x00" in valore for valori in request.POST.lists() for valore in [valori[0], *valori[1]])


class RifiutoPredefinito:
    """Una vista che non dichiara `permesso` (o di essere `pubblica`) non si serve a nessuno."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        vista = getattr(view_func, "view_class", None)
        dichiarata = getattr(vista, "permesso", None) or getattr(vista, "pubblica", False)
        nome = request.resolver_match.url_name or ""
        if not dichiarata and not nome.startswith(APERTE_PREFISSO):
            raise PermissionDenied("vista senza diritto dichiarato")


class GestoreSicuro:
    """Il gestore della piattaforma, dove il secondo fattore è richiesto, lo dà (o lo aggiunge) prima di ogni altra cosa."""

    LIBERE = {
        *("guida", "pagina_guida", "salute", "salute_viva", "salute_pronta", "metriche", "calendario_personale"),
        *("verifica", "cerca_verifica", "accessibilita", "privacy"),
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        nome = request.resolver_match.url_name or ""
        libera = nome in self.LIBERE or getattr(getattr(view_func, "view_class", None), "libera", False)
        if libera or nome.startswith(APERTE_PREFISSO) or not request.user.is_authenticated:
            return None
        return fattori.rinvio_obbligato(request) if fattori.gestore_tenuto(request.user) else None
