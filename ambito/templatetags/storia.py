"""I due gesti che ogni pagina di un oggetto ha: leggerne la storia, seguirlo."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from ambito.templatetags.componenti import conferma, pulsante

register = template.Library()


@register.simple_tag(takes_context=True)
def storia_di(context, tipo, pk):
    """«Storia» e «Segui» dell’oggetto di quel tipo; nulla se non è ancora scritto. Chi lo segue già smette dalla sua storia."""
    if not pk:
        return ""
    url = reverse("ambito:storia", args=[context["ambito"].slug, tipo, pk])
    segui = conferma(context, "", url, "Segui", tipo="testo", nome="segui", valore="si", icona="star-outline")
    return format_html("{}{}", pulsante(url, "Storia", tipo="testo", icona="clock"), segui)
