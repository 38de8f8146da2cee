"""Le regole del portale date ad allauth: chi entra, con quali freni, e che cosa gli si scrive."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from ambito.accesso import fattori, freno

# Che cosa è cambiato nell’accesso: la frase che la persona riceve per posta.
CAMBIAMENTI = {
    "account/email/password_changed": "La tua password è stata cambiata.",
    "account/email/password_reset": "La tua password è stata reimpostata con il collegamento ricevuto per posta.",
    "mfa/email/totp_activated": "È stata aggiunta un’applicazione che dà codici.",
    "mfa/email/totp_deactivated": "È stata tolta l’applicazione che dà codici.",
    "mfa/email/webauthn_added": "È stata aggiunta una chiave di accesso.",
    "mfa/email/webauthn_removed": "È stata tolta una chiave di accesso.",
    "mfa/email/recovery_codes_generated": "Sono stati generati nuovi codici di riserva.",
}
diario = logging.getLogger(__name__)


class AdattatoreAccesso(DefaultAccountAdapter):
    """Nessuna iscrizione libera; i tentativi falliti si contano per persona e per indirizzo di rete."""

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Il freno vale allo stesso modo per chi esiste e per chi no."""
        adesso = timezone.now()
        for chi, massimo in _chiavi(request, credentials):
            if freno.tentativi_recenti(chi, adesso) >= massimo:
                raise ValidationError(freno.TROPPI)

    def authentication_failed(self, request, **credentials):
        adesso = timezone.now()
        for chi, _ in _chiavi(request, credentials):
            freno.conta_tentativo(chi, adesso)

    def get_login_stages(self):
        """Come allauth, ma chi arriva con l’identità digitale ha già dato il secondo fattore al suo gestore."""
        nostra = {"allauth.mfa.stages.AuthenticateStage": "ambito.accesso.fasi.FaseSecondoFattore"}
        return [nostra.get(fase, fase) for fase in super().get_login_stages()]

    def get_reauthentication_methods(self, user):
        """Chi ha un secondo fattore conferma con quello: la sola password non basta per toglierlo."""
        metodi = super().get_reauthentication_methods(user)
        return [m for m in metodi if m["id"] != "reauthenticate"] or metodi

    def is_reauthentication_required(self, *, app, **altro):
        return super().is_reauthentication_required(app=app, **altro) and not fattori.appena_provata(self.request)

    def get_reset_password_from_key_url(self, key):
        """Il collegamento porta all’indirizzo pubblico del portale, mai a quello scritto nella richiesta."""
        percorso = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.INDIRIZZO_PUBBLICO + percorso.replace("UID-KEY", key)

    def send_password_reset_mail(self, user, email, context):
        """Si scrive all’indirizzo registrato, non a quello digitato: due scritture simili possono essere due persone."""
        super().send_password_reset_mail(user, user.email, context)

    def send_mail(self, template_prefix, email, context):
        """Nei messaggi non entra nulla della richiesta: l’indirizzo del portale è quello pubblico."""
        self.render_mail(template_prefix, email, {**context, "indirizzo": settings.INDIRIZZO_PUBBLICO}).send()

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Avvisa la persona che il suo accesso è cambiato; se la posta non va, il cambiamento resta e si annota."""
        dati = {"cambiamento": CAMBIAMENTI[template_prefix], "quando": timezone.now(), "ip": self.get_client_ip(self.request)}
        try:
            self.send_mail("account/email/avviso", user.email, dati)
        except OSError:
            diario.exception("Avviso di sicurezza non inviato alla persona %s", user.pk)


def _chiavi(request, credenziali):
    persona = (credenziali.get("email") or "").strip().lower()
    return [
        (freno.chiave("persona", persona), freno.MASSIMI_PERSONA),
        (freno.chiave("indirizzo", request.META.get("REMOTE_ADDR", "")), freno.MASSIMI_INDIRIZZO),
    ]
