"""La richiesta di una nuova password: stessa risposta e stesso lavoro per chi esiste e per chi no, pochi messaggi per volta."""

from allauth.account.forms import ResetPasswordForm
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
