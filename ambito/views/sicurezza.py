"""«Sicurezza del tuo accesso»: secondo fattore, codici di riserva, sessioni aperte. Le cerimonie sono di allauth."""

from textwrap import wrap

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from ambito.accesso import fattori, sessioni
from ambito.accesso.codici import registra_primo_uso
from ambito.accesso.rinvii import con_ritorno
from ambito.nucleo.formati_italiani import conta
from ambito.views.base import SOLO_POST, VistaPersonale

PROSEGUI = "prosegui"


class Sicurezza(VistaPersonale):
    """Con che cosa la persona entra, e da dove è entrata."""

    template_name = "account/sicurezza.html"

    def get_context_data(self, **kwargs):
        mezzi = list(Authenticator.objects.filter(user=self.request.user).order_by("pk"))
        riserva = next((m for m in mezzi if m.type == Authenticator.Type.RECOVERY_CODES), None)
        return {
            **super().get_context_data(**kwargs),
            "applicazione": next((m for m in mezzi if m.type == Authenticator.Type.TOTP), None),
            "chiavi": [m for m in mezzi if m.type == Authenticator.Type.WEBAUTHN],
            "codici_rimasti": len(riserva.wrap().get_unused_codes()) if riserva else 0,
            "riserva": riserva,
            "sessioni": sessioni.aperte(self.request.user),
            "questa": self.request.session.session_key,
        }


class ChiudiSessioni(VistaPersonale):
    """Chiude le altre sessioni della persona."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        quante = sessioni.chiudi_altre(request)
        messages.success(request, f"{conta(quante, 'sessione chiusa', 'sessioni chiuse')}: resta aperta solo questa.")
        return redirect("mfa_index")


class AggiungiFattore(VistaPersonale):
    """Dove arriva chi deve avere un secondo fattore e non l’ha: perché, e che cosa scegliere. Poi si torna dov’era."""

    template_name = "account/aggiungi_fattore.html"

    def get(self, request, *args, **kwargs):
        ritorno = _ritorno(request)
        if fattori.ne_ha(request.user):
            return redirect(ritorno) if fattori.fresca(request) else fattori.rinvio_a_conferma(request, ritorno)
        request.session[PROSEGUI] = ritorno
        return super().get(request, *args, **kwargs)


class Conferma(VistaPersonale):
    """La porta per confermare chi si è: manda al mezzo che la persona ha."""

    def get(self, request, *args, **kwargs):
        ritorno = _ritorno(request)
        if not fattori.ne_ha(request.user):
            return fattori.rinvio_a_conferma(request, ritorno)
        metodi = get_adapter().get_reauthentication_methods(request.user)
        chiavi = [m for m in metodi if m["id"] == "mfa_reauthenticate:webauthn"]
        con_codice = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
        metodo = metodi[0] if con_codice or not chiavi else chiavi[0]
        return redirect(con_ritorno(metodo["url"], ritorno))


class AggiungiApplicazione(ActivateTOTPView):
    """Aggiunge l’applicazione che dà codici."""

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "chiave_a_mano": " ".join(wrap(contesto["form"].secret, 4))}

    def form_valid(self, form):
        risposta = super().form_valid(form)
        registra_primo_uso(self.request, Authenticator.Type.TOTP, form.passo)
        return risposta


class AggiungiChiave(AddWebAuthnView):
    """Aggiunge una chiave di accesso (impronta, volto o PIN del dispositivo; chiavetta)."""

    def form_valid(self, form):
        risposta = super().form_valid(form)
        registra_primo_uso(self.request, Authenticator.Type.WEBAUTHN)
        return risposta


class CodiciDiRiserva(ViewRecoveryCodesView):
    """I codici di riserva ancora buoni; da qui si riprende ciò che si stava facendo."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "prosegui": self.request.session.pop(PROSEGUI, "")}


def _ritorno(request):
    """L’indirizzo a cui tornare, se è del portale; altrimenti la pagina iniziale."""
    scritto = request.GET.get("next", "")
    return scritto if scritto and get_adapter().is_safe_url(scritto) else reverse("radice")
