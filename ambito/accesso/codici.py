"""Codici del secondo fattore: validi una volta sola, contati in PostgreSQL, custoditi cifrati."""

import base64
import hashlib

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from cryptography.fernet import Fernet, MultiFernet
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from ambito.accesso import freno

NON_VALE = "Il codice non è giusto o è già stato usato. Aspetta che l’applicazione ne mostri uno nuovo e riprova."


class AdattatoreFattori(DefaultMFAAdapter):
    """I segreti del secondo fattore stanno cifrati nella banca dati: chi ne ruba una copia non può fare codici."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": NON_VALE,
        "cannot_generate_recovery_codes": "I codici di riserva si generano dopo aver aggiunto un’applicazione o una chiave.",
    }

    def encrypt(self, text):
        return _cifrario().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cifrario().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self):
        return "Portale Ufficio di Piano"

    def _get_site_name(self):
        return "Portale dell’Ufficio di Piano"

    def generate_authenticator_name(self, user, type):
        """Il nome proposto per una chiave nuova."""
        return f"Chiave {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


def _cifrario():
    """La chiave viene da SECRET_KEY; quelle di prima (SECRET_KEY_FALLBACKS) servono ancora a leggere."""
    segreti = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    chiavi = [hashlib.sha256(f"secondo-fattore:{segreto}".encode()).digest() for segreto in segreti]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(chiave)) for chiave in chiavi])


def passo_di(segreto, scritto):
    """Il passo di tempo (RFC 6238) a cui quel codice corrisponde adesso, o `None`."""
    scritto = "".join(c for c in scritto if c.isdigit())
    passi = yield_hotp_counters_from_time()
    return next((passo for passo in passi if format_hotp_value(hotp_value(segreto, passo)) == scritto), None)


class _ProvaCodice:
    """La verifica di un codice: il freno prima della prova, la riga della persona ferma mentre si guarda se è già stato usato."""

    def clean_code(self):
        chi = freno.chiave("codice", self.user.pk)
        freno.esigi_tentativo(chi, freno.MASSIMI_CODICI, timezone.now(), freno.TROPPI_CODICI)
        scritto = self.cleaned_data["code"]
        mezzi = Authenticator.objects.select_for_update(of=("self",)).filter(user=self.user)
        for mezzo in mezzi.exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
            if self._vale(mezzo, scritto):
                mezzo.user = self.user
                self.authenticator = mezzo
                freno.dimentica(chi)
                return scritto
        raise ValidationError(NON_VALE)

    @staticmethod
    def _vale(mezzo, scritto):
        return usa_passo(mezzo, scritto) if mezzo.type == Authenticator.Type.TOTP else mezzo.wrap().validate_code(scritto)


def usa_passo(mezzo, scritto):
    """Vero se il codice vale e il suo passo viene dopo l’ultimo usato (RFC 6238, 5.2: un codice, una volta sola)."""
    passo = passo_di(AdattatoreFattori().decrypt(mezzo.data["secret"]), scritto)
    if passo is None or passo <= mezzo.data.get("ultimo_passo", 0):
        return False
    mezzo.data["ultimo_passo"] = passo
    mezzo.save(update_fields=["data"])
    return True


class CodiceForm(_ProvaCodice, AuthenticateForm):
    """Il codice chiesto all’ingresso."""

    code = forms.CharField(
        label="Codice",
        max_length=20,
        help_text="Le sei cifre dell’applicazione, oppure uno dei codici di riserva.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class ConfermaCodiceForm(_ProvaCodice, ReauthenticateForm):
    """Il codice chiesto di nuovo prima di un’operazione delicata."""

    code = CodiceForm.base_fields["code"]


class AttivaForm(ActivateTOTPForm):
    """Il primo codice dell’applicazione appena aggiunta."""

    code = forms.CharField(
        label="Codice mostrato dall’applicazione",
        max_length=10,
        help_text="Sei cifre, che cambiano ogni trenta secondi.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self):
        chi = freno.chiave("attiva", self.user.pk)
        freno.esigi_tentativo(chi, freno.MASSIMI_CODICI, timezone.now(), freno.TROPPI_CODICI)
        self.passo = passo_di(self.secret, self.cleaned_data["code"])
        if self.passo is None:
            raise ValidationError(NON_VALE)
        freno.dimentica(chi)
        return self.cleaned_data["code"]


class ChiaveForm(AddWebAuthnForm):
    """Una chiave di accesso nuova: il nome, e ciò che il dispositivo risponde."""

    name = forms.CharField(
        label="Nome della chiave", max_length=60, help_text="Per riconoscerla: per esempio «telefono di lavoro»."
    )

    field_order = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)


class NomeChiaveForm(EditWebAuthnForm):
    """Cambia il nome di una chiave."""

    name = forms.CharField(label="Nome della chiave", max_length=60)


def registra_primo_uso(request, tipo, passo=None):
    """Aggiungere un mezzo è averlo usato: vale come prova in questa sessione, e il suo primo codice non serve due volte."""
    mezzo = Authenticator.objects.filter(user_id=request.user.pk, type=tipo).latest("pk")
    if passo is not None:
        mezzo.data["ultimo_passo"] = passo
        mezzo.save(update_fields=["data"])
    record_authentication(request, request.user, "mfa", id=mezzo.pk, type=tipo)
