from urllib.parse import urlencode

from allauth.account.utils import perform_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from ambito import inviti, segreti, selezioni
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.filtri import InvitiFilter
from ambito.forms import IngressoForm
from ambito.models import Invito, StatoInvito, Utente
from ambito.permessi import RUOLI
from ambito.views.base import SOLO_POST, VistaAmbito, VistaPubblica
from ambito.views.elenco import VistaElenco
from ambito.views.persone import CONFERISCE, linguette

TONI = {
    StatoInvito.INVIATO: "attesa",
    StatoInvito.ACCETTATO: "positivo",
    StatoInvito.SCADUTO: "attenzione",
    StatoInvito.REVOCATO: "negativo",
}


class Inviti(VistaElenco):
    """Ogni invito con il suo stato; si rimanda o si revoca da qui."""

    permesso = CONFERISCE
    titolo = "Inviti"
    template_name = "ambito/inviti.html"
    filtro = InvitiFilter

    def righe(self):
        return selezioni.inviti(self.adesso)

    def riga(self, invito):
        stato = StatoInvito(invito.situazione)
        return {"invito": invito, "stato": stato.label, "tono": TONI[stato]}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "linguette": linguette(self)}


class GestisciInvito(VistaAmbito):
    """Rimanda un invito, o lo revoca."""

    permesso = CONFERISCE
    http_method_names = SOLO_POST

    def prepara(self):
        self.invito = self.trova(Invito.objects.filter(pk=self.kwargs["pk"]).first(), "Invito")

    def post(self, request, *args, **kwargs):
        if "revoca" in request.POST:
            scrivi, fatta = inviti.revoca, "Invito revocato: il collegamento non vale più."
        else:
            scrivi, fatta = inviti.rimanda, f"Invito mandato di nuovo a {self.invito.email}: vale il collegamento nuovo."
        self.prova(lambda: scrivi(self.invito, autore=request.user, adesso=self.adesso), riuscita=fatta)
        return redirect("ambito:inviti", ambito=self.ambito.slug)


class AccettaInvito(VistaPubblica):
    """La pagina di chi è invitato: chi lo invita e con quale ruolo. Sceglie la password ed entra; se ha già un accesso, accetta.

    Un codice che non vale (sconosciuto, usato, scaduto, revocato) dà sempre la stessa pagina.
    """

    template_name = "ambito/invito.html"

    def dispatch(self, request, *args, **kwargs):
        self.codice, self.adesso = kwargs["codice"], timezone.now()
        ambito = segreti.ambito_del(self.codice)
        risposta = self._servi(ambito, request, *args, **kwargs) if ambito else self.non_vale()
        add_never_cache_headers(risposta)
        return risposta

    def _servi(self, ambito, request, *args, **kwargs):
        with in_ambito(ambito.pk, request.user.pk, sola_lettura=request.method != "POST", annidabile=False):
            self.invito = inviti.aperto(self.codice, self.adesso)
            risposta = super().dispatch(request, *args, **kwargs) if self.invito else self.non_vale()
            return risposta.render() if hasattr(risposta, "render") else risposta

    def non_vale(self):
        return self.render_to_response({"invito": None}, status=404)

    def get_context_data(self, **kwargs):
        utente = self.request.user
        return {
            "invito": self.invito,
            "ruolo": RUOLI[self.invito.ruolo],
            "ha_accesso": Utente.objects.filter(email__iexact=self.invito.email).exists(),
            "entrato": utente.is_authenticated,
            "e_lui": utente.is_authenticated and inviti.normale(utente.email) == self.invito.email,
            "url_accesso": f"{reverse('account_login')}?{urlencode({'next': self.request.path})}",
            "form": self.modulo(),
            **kwargs,
        }

    def modulo(self, dati=None):
        scritti = {"nome": self.invito.nome, "cognome": self.invito.cognome}
        return IngressoForm(dati, email=self.invito.email, initial=scritti)

    def post(self, request, *args, **kwargs):
        contesto = self.get_context_data()
        if contesto["e_lui"]:
            return self.accetta(contesto, utente=request.user)
        if contesto["entrato"] or contesto["ha_accesso"]:
            return self.render_to_response(contesto, status=422)
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.render_to_response({**contesto, "form": form}, status=422)
        dati = form.cleaned_data
        return self.accetta({**contesto, "form": form}, nome=dati["nome"], cognome=dati["cognome"], password=dati["password"])

    def accetta(self, contesto, **chi):
        casa = f"/{self.invito.ambito.slug}/"
        try:
            utente = inviti.accetta(self.codice, adesso=self.adesso, **chi)
        except ErroreAtteso as errore:
            return self.render_to_response({**contesto, "motivo": errore.frase}, status=422)
        if self.request.user.is_authenticated:
            return redirect(casa)
        # Le stesse porte di chi accede dalla pagina consueta, secondo passo compreso.
        return perform_login(self.request, utente, email_verification="none", redirect_url=casa)
