"""La pagina di un guasto del portale: non chiede nulla alla banca dati, che può essere ciò che manca."""

from django.http import HttpResponseServerError
from django.template.loader import render_to_string


def guasto(request):
    """Dice che il guasto non è di chi legge, e il codice con cui chi gestisce il portale lo ritrova."""
    return HttpResponseServerError(render_to_string("500.html", {"codice_richiesta": getattr(request, "codice", "")}))
