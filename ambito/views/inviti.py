from functools import partial
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
from ambito.forms import IngressoForm, RimandaForm
from ambito.models import Invito, StatoInvito, Utente
from ambito.nucleo.formati_italiani import conta
from ambito.permessi import RUOLI
from ambito.views.base import SOLO_POST, VistaAmbito, VistaPubblica
from ambito.views.elenco import VistaElenco
from ambito.views.persone import CONFERISCE, linguette

TONI = {
    StatoInvito.DA_SPEDIRE: "attesa",
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
        return {
            **super().get_context_data(**kwargs),
            "linguette": linguette(self),
            "spedizione": None if self.request.htmx else selezioni.spedizione_di_inviti(),
        }


class RimandaInviti(VistaAmbito):
    """Tutti gli inviti scaduti o senza risposta, con il messaggio che riceveranno: si scelgono, e si rimandano in un gesto."""

    permesso = CONFERISCE
    titolo = "Rimanda gli inviti"
    template_name = "ambito/inviti_rimanda.html"

    def genitori(self):
        return [("Persone", reverse("ambito:persone", args=[self.ambito.slug])), ("Inviti", self.elenco())]

    def elenco(self):
        return reverse("ambito:inviti", args=[self.ambito.slug])

    def prepara(self):
        self.proposti = list(selezioni.inviti_senza_risposta(self.adesso))

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        scelti = form.data["inviti"] if form else None
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "righe": [self.riga(invito, scelti) for invito in self.proposti],
            "esempio": inviti.anteprima(self.proposti[0], self.adesso) if self.proposti else "",
            "validita": inviti.VALIDITA.days,
            "url_inviti": self.elenco(),
        }

    def riga(self, invito, scelti):
        """Chi ha ricevuto l’invito oggi non è fra gli scelti: forse non l’ha ancora letto."""
        stato = StatoInvito(invito.situazione)
        di_oggi = invito.inviato_il is not None and timezone.localdate(invito.inviato_il) == self.oggi
        scelto = not di_oggi if scelti is None else str(invito.pk) in scelti
        return {"invito": invito, "stato": stato.label, "tono": TONI[stato], "di_oggi": di_oggi, "scelto": scelto}

    def post(self, request, *args, **kwargs):
        # Chi intanto ha risposto non è più fra i proposti: si tralascia, non è uno sbaglio di chi sceglie.
        segnati = set(request.POST.getlist("inviti"))
        form = RimandaForm({"inviti": [str(i.pk) for i in self.proposti if str(i.pk) in segnati]}, proposti=self.proposti)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        scelti = form.cleaned_data["inviti"]
        quanti = conta(len(scelti), "invito sta per partire", "inviti stanno per partire")
        rimanda = partial(inviti.rimanda_tutti, scelti, poteri=self.poteri, adesso=self.adesso)
        self.prova(rimanda, riuscita=f"{quanti}: da allora vale il collegamento nuovo.")
        return redirect(self.elenco())


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
