"""Mandare la persona a una pagina dell’accesso ricordando dov’era."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def pagina(request):
    """La pagina in cui la persona è: quella chiesta, o quella di cui htmx aggiorna una parte; vuoto se stava inviando qualcosa."""
    if request.htmx:
        return request.htmx.current_url_abs_path or ""
    return request.get_full_path() if request.method == "GET" else ""


def con_ritorno(indirizzo, ritorno):
    """L’indirizzo, con `ritorno` come `next` se c’è."""
    return f"{indirizzo}?next={quote(ritorno)}" if ritorno else indirizzo


def manda(request, rotta, ritorno):
    """Il rinvio a `rotta` con `ritorno` come `next`; per htmx si cambia pagina intera, non la parte che si aggiornava."""
    indirizzo = con_ritorno(reverse(rotta), ritorno)
    return HttpResponse(headers={"HX-Redirect": indirizzo}) if request.htmx else redirect(indirizzo)
