"""Il secondo fattore: per chi è obbligatorio, se è stato dato in questa sessione, se la prova è ancora fresca."""

import time
from datetime import timedelta

from allauth.account import app_settings as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse

from ambito.accesso import rinvii
from ambito.models import Incarico, SceltaSecondoFattore
from ambito.permessi import RUOLI
from ambito.registri import Compito

RUOLI_TENUTI = frozenset({"coordinatore", "segretario"})
VOTANO = frozenset(ruolo.codice for ruolo in RUOLI.values() if ruolo.da("vota"))
CODICE, IDENTITA = "mfa", "socialaccount"
# I codici di riserva da soli non sono un secondo fattore.
TIPI = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Chi apre un modulo da compilare deve avere davanti il tempo per finirlo.
MARGINE = timedelta(minutes=30)


def richiesto(ambito):
    """In questo Ambito il secondo fattore è obbligatorio? Decide l’Ambito; se non dice nulla, l’installazione."""
    if ambito.secondo_fattore == SceltaSecondoFattore.PREDEFINITO:
        return settings.SECONDO_FATTORE
    return ambito.secondo_fattore == SceltaSecondoFattore.SEMPRE


def tenuto(poteri):
    """La persona, per gli incarichi che ha qui, deve avere il secondo fattore?"""
    return richiesto(poteri.ambito) and any(i.ruolo in RUOLI_TENUTI for i in poteri.incarichi)


def gestore_tenuto(utente):
    """Il gestore della piattaforma deve averlo ovunque, dove l’installazione lo chiede."""
    return settings.SECONDO_FATTORE and utente.gestore


def ne_ha(utente):
    """La persona ha un’applicazione che dà codici o una chiave di accesso (i soli codici di riserva non bastano)."""
    return Authenticator.objects.filter(user_id=utente.pk, type__in=TIPI).exists()


def prove(request, utente=None):
    """Le prove forti date in questa sessione (secondo fattore o identità digitale), dalla più vecchia."""
    return [p for p in get_authentication_records(request, utente or request.user) if p.get("method") in (CODICE, IDENTITA)]


def fresca(request, margine=timedelta(0)):
    """L’ultima prova forte vale ancora, e varrà per altri `margine`?"""
    ultima = next(reversed(prove(request)), None)
    return bool(ultima) and time.time() + margine.total_seconds() - ultima["at"] < settings.CONFERMA_VALE.total_seconds()


def appena_provata(request):
    """Chi è entrato (o ha confermato) da pochissimo non deve ridare la prova; a chi ha un secondo fattore si guarda quello."""
    passi = prove(request) if ne_ha(request.user) else get_authentication_records(request, request.user)
    return bool(passi) and time.time() - passi[-1]["at"] < account.REAUTHENTICATION_TIMEOUT


def rinvio_a_conferma(request, ritorno):
    """Porta a confermare chi si è (o, a chi non ha un secondo fattore, ad aggiungerlo), poi di nuovo a `ritorno`."""
    return rinvii.manda(request, "account_conferma" if ne_ha(request.user) else "account_aggiungi_fattore", ritorno)


def rinvio_obbligato(request):
    """La persona è tenuta al secondo fattore e in questa sessione non l’ha dato: dove va; `None` se è a posto."""
    if prove(request):
        return None
    return rinvio_a_conferma(request, rinvii.pagina(request))


def situazione(oggi):
    """Gli incarichi vigenti per cui il secondo fattore serve (guida, convoca, vota), con `ne_ha`; nell’Ambito in corso."""
    mezzi = Authenticator.objects.filter(user=OuterRef("utente"), type__in=TIPI)
    righe = Incarico.objects.vigenti(oggi).filter(ruolo__in=[*RUOLI_TENUTI, *VOTANO]).per_elenco()
    return righe.annotate(ne_ha=Exists(mezzi))


def ripristina(utente):
    """Toglie ogni mezzo a chi li ha persi tutti e chiude le sue sessioni; al prossimo accesso bisognerà aggiungerne."""
    tolti, _ = Authenticator.objects.filter(user_id=utente.pk).delete()
    for sessione in UserSession.objects.filter(user_id=utente.pk):
        sessione.end()
    return tolti


def compiti(poteri, oggi):
    """«Tocca a te»: chi voterà e non ha ancora un secondo fattore lo prepara con calma, non a votazione aperta."""
    utente = poteri.utente
    if not (poteri.comuni_con("vota") and richiesto(poteri.ambito)) or ne_ha(utente):
        return
    if settings.IDENTITA_DIGITALE and utente.codice_fiscale:
        return
    motivo = "Senza, quando si aprirà una votazione non potrai votare. Ci vogliono due minuti."
    yield Compito("Aggiungi un secondo fattore al tuo accesso", motivo, reverse("mfa_index"), tono="attenzione")
