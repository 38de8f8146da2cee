"""Un mese a settimane e lo stesso mese giorno per giorno, dalle caselle di `ambito.nucleo.mesi.griglia`."""

from django import template
from django.template.loader import render_to_string

from ambito.nucleo.mesi import GIORNI

register = template.Library()


@register.simple_tag
def calendario(settimane, vicini, didascalia):
    """Il mese come griglia, una riga per settimana, con i collegamenti ai mesi vicini. Sul telefono restano solo questi.

    Ogni voce di una casella: titolo, che_cosa, url. `vicini`: `prima`, `oggi` e `dopo`, ciascuno (se c’è) con nome e url.
    La griglia si accompagna sempre ad `agenda`, che dice le stesse cose in fila.
    """
    dati = {"settimane": settimane, "vicini": vicini, "didascalia": didascalia, "giorni": GIORNI}
    return render_to_string("componenti/calendario.html", dati)


@register.simple_tag
def agenda(giorni, livello=3):
    """Le caselle che hanno voci, una dopo l’altra: titolo, che_cosa, url e, facoltativi, perche e quando."""
    return render_to_string("componenti/agenda.html", {"giorni": giorni, "livello": livello})
