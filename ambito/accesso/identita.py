"""L’ingresso con l’identità digitale: si riconosce la persona dal codice fiscale, mai dalla posta elettronica.

Il fornitore d’identità (un aggregatore SPID/CIE) parla OpenID Connect. Qui si aggiunge ad allauth il `nonce`, si controlla il
livello di garanzia e si cerca fra le persone che hanno già un accesso: nessuno se ne crea uno da solo.
"""

import logging
import re
import secrets
from functools import wraps

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.db.models.functions import Upper
from django.shortcuts import render
from requests import RequestException

from ambito.models import Utente

ATTRIBUTI = ("https://attributes.eid.gov.it/fiscal_number", "fiscal_number", "fiscalNumber")
CODICE_FISCALE = re.compile(r"[A-Z0-9]{16}")
diario = logging.getLogger(__name__)


class FornitoreIdentita(OpenIDConnectProvider):
    """Il fornitore di allauth, con un `nonce` per ogni ingresso e il livello richiesto; chi cambia l’indirizzo non li cambia."""

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(32)
        parametri = {"nonce": nonce, "acr_values": " ".join(settings.IDENTITA_LIVELLI)}
        return super().redirect(request, "login", next_url, None, auth_params=parametri, nonce=nonce)


class AdattatoreIdentita(DefaultSocialAccountAdapter):
    """Riconosce chi arriva dal fornitore d’identità."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def get_provider(self, request, provider, client_id=None):
        trovato = super().get_provider(request, provider, client_id)
        return FornitoreIdentita(request, app=trovato.app)

    def pre_social_login(self, request, sociallogin):
        """Associa la persona con quel codice fiscale; altrimenti una pagina che dice a chi rivolgersi."""
        dati = sociallogin.account.extra_data
        gettone = dati.get("id_token") or {}
        if not secrets.compare_digest(gettone.get("nonce") or "", sociallogin.state.get("nonce") or secrets.token_urlsafe()):
            _rifiuta(request, "guasto", "nonce diverso da quello mandato")
        if gettone.get("acr") not in settings.IDENTITA_LIVELLI:
            _rifiuta(request, "livello", f"livello {gettone.get('acr')!r}")
        utente = persona(codice_fiscale(gettone, dati.get("userinfo") or {}))
        if utente is None:
            _rifiuta(request, "sconosciuto", "nessun accesso per quel codice fiscale")
        sociallogin.user = utente

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        _rifiuta(request, "annullato" if error == "cancelled" else "guasto", f"{error}: {exception}")


def se_risponde(vista):
    """La vista di allauth; se il fornitore non si raggiunge, una pagina che lo dice invece di un guasto."""

    @wraps(vista)
    def protetta(request, *args, **kwargs):
        try:
            return vista(request, *args, **kwargs)
        except RequestException as errore:
            return _pagina(request, "guasto", errore)

    return protetta


def codice_fiscale(*insiemi):
    """Il codice fiscale dichiarato dal fornitore, senza il prefisso «TINIT-»; vuoto se non c’è o non ha quella forma."""
    for insieme in insiemi:
        for nome in ATTRIBUTI:
            valore = str(insieme.get(nome, "")).upper().removeprefix("TINIT-")
            if CODICE_FISCALE.fullmatch(valore):
                return valore
    return ""


def persona(codice):
    """La persona con quel codice fiscale, o `None`."""
    if not codice:
        return None
    return Utente.objects.alias(codice=Upper("codice_fiscale")).filter(codice=codice).first()


def _rifiuta(request, motivo, dettaglio):
    """Interrompe l’ingresso."""
    raise ImmediateHttpResponse(_pagina(request, motivo, dettaglio))


def _pagina(request, motivo, dettaglio):
    """La persona legge che cosa fare, chi gestisce il portale trova il dettaglio nel diario."""
    diario.warning("Ingresso con identità digitale non riuscito: %s", dettaglio)
    return render(request, "account/identita.html", {"motivo": motivo}, status=403)
