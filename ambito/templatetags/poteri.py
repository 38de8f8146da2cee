"""Accanto a un comando che non c’è: il collegamento che spiega quale potere manca e chi può darlo."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def perche_no(poteri, permesso, domanda, comune=None):
    """Un collegamento con quella `domanda`, se la persona non ha il diritto (sull’Ambito, o sul `comune`); altrimenti nulla."""
    if poteri.puo(permesso) or (comune and poteri.puo(permesso, comune.pk)):
        return ""
    dati = {"potere": permesso} | ({"comune": comune.codice_istat} if comune else {})
    url = f"{reverse('ambito:poteri', args=[poteri.ambito.slug])}?{urlencode(dati)}"
    return format_html('<p class="nota"><a href="{}">{}</a></p>', url, domanda)
