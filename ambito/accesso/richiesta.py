"""Password nuova, chiesta per posta o cambiata: stessa risposta per chi esiste e per chi no, pochi tentativi per volta."""

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from django.utils import timezone

from ambito.accesso import freno

MASSIMI_MESSAGGI, MASSIMI_DA_INDIRIZZO = 3, 30


class NuovaPasswordForm(ResetPasswordForm):
    """Come quella di allauth, con il freno: oltre il limite la pagina non cambia, il messaggio non parte."""

    def save(self, request, **kwargs):
        adesso = timezone.now()
        persona = freno.chiave("nuova password", self.cleaned_data["email"].lower())
        indirizzo = freno.chiave("nuova password da", context.request.META.get("REMOTE_ADDR", ""))
        per_persona, da_indirizzo = freno.conta_tentativo(persona, adesso), freno.conta_tentativo(indirizzo, adesso)
        if per_persona <= MASSIMI_MESSAGGI and da_indirizzo <= MASSIMI_DA_INDIRIZZO:
            super().save(request, **kwargs)
        return self.cleaned_data["email"]


class CambioPasswordForm(ChangePasswordForm):
    """Chi trova una sessione aperta non può provare tutte le password finché indovina quella attuale."""

    def clean_oldpassword(self):
        chi = freno.chiave("password attuale", self.user.pk)
        freno.esigi_tentativo(chi, freno.MASSIMI_PERSONA, timezone.now(), freno.TROPPI)
        attuale = super().clean_oldpassword()
        freno.dimentica(chi)
        return attuale
