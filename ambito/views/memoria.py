"""Le pagine pubbliche in memoria: chi non è entrato le può tenere, e alla scadenza chiede soltanto se sono cambiate."""

from django.contrib.messages import get_messages
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import http_date

MINUTI = 5


def conserva(request, risposta, *, cambiata_il=None):
    """La risposta con le istruzioni per chi la conserva; 304, senza corpo, a chi ha già la stessa.

    Chi è entrato vede il suo nome in testa alla pagina: la sua copia non si tiene, e neppure quella con un messaggio per una
    persona («Sei uscito»).
    """
    # Chi filtra riceve un pezzo di pagina allo stesso indirizzo: in memoria non deve prendere il posto della pagina intera.
    patch_vary_headers(risposta, ["HX-Request"])
    if request.user.is_authenticated or get_messages(request).used:
        return non_conservare(risposta)
    patch_cache_control(risposta, public=True, max_age=60 * MINUTI)
    if risposta.status_code != 200 or request.method not in ("GET", "HEAD"):
        return risposta
    set_response_etag(risposta)
    quando = int(cambiata_il.timestamp()) if cambiata_il else None
    if quando:
        risposta["Last-Modified"] = http_date(quando)
    return get_conditional_response(request, etag=risposta.get("ETag"), last_modified=quando, response=risposta)


def non_conservare(risposta):
    """La risposta di una persona sola: non si tiene."""
    patch_vary_headers(risposta, ["HX-Request"])
    patch_cache_control(risposta, private=True, no_store=True)
    return risposta
