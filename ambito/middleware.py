"""Le guardie sulla soglia: caratteri nulli respinti in parole, viste senza diritto dichiarato, gestore senza secondo fattore."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from ambito.accesso import fattori

# Pagine che non stanno dentro un Ambito: accesso, scelta dell’Ambito, verifica pubblica, controllo di salute.
APERTE_PREFISSO = ("account_", "mfa_", "openid_connect_", "socialaccount_")


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
        *("salute", "verifica", "cerca_verifica", "accessibilita", "privacy"),
        *("riconteggio", "votazione_pubblica", "dati_votazione", "servizi_pubblici", "accreditati_pubblici"),
        *("consultazioni_pubbliche", "consultazione_pubblica", "scrivi_contributo"),
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        nome = request.resolver_match.url_name or ""
        if nome in self.LIBERE or nome.startswith(APERTE_PREFISSO) or not request.user.is_authenticated:
            return None
        return fattori.rinvio_obbligato(request) if fattori.gestore_tenuto(request.user) else None
