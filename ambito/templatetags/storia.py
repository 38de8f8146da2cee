"""I tre gesti che ogni pagina di un oggetto ha: leggerne la storia, seguirlo, fissarlo."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from ambito.templatetags.componenti import conferma, pulsante

register = template.Library()
CAMPI = '<input type="hidden" name="genere" value="{}"><input type="hidden" name="dove" value="{}">'


@register.simple_tag(takes_context=True)
def storia_di(context, tipo, pk, genere=""):
    """«Storia», «Segui» e «Fissa» dell’oggetto di quel tipo; nulla se non è ancora scritto.

    Chi lo segue già smette dalla sua storia, chi lo ha fissato dalla ricerca: la pagina non legge né l’uno né l’altro.
    `genere`: come lo chiama la ricerca, se non come la storia.
    """
    if not pk:
        return ""
    slug = context["ambito"].slug
    url = reverse("ambito:storia", args=[slug, tipo, pk])
    segui = conferma(context, "", url, "Segui", tipo="testo", nome="segui", valore="si", icona="star-outline")
    quale = format_html(CAMPI, genere or tipo, context["request"].path)
    fissa = conferma(
        context, quale, reverse("ambito:fissa", args=[slug]), "Fissa", tipo="testo", nome="numero", valore=pk, icona="bookmark"
    )
    return format_html("{}{}{}", pulsante(url, "Storia", tipo="testo", icona="clock"), segui, fissa)
