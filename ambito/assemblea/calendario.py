"""La seduta come appuntamento di calendario: la prima convocazione e, se c’è, la seconda."""

from datetime import timedelta

from django.urls import reverse

from ambito.assemblea.models import Seduta
from ambito.assemblea.stati import StatoSeduta
from ambito.calendario import inizio_del_giorno, scrivi
from ambito.registri import Appuntamento

DURATA = timedelta(hours=2)
# Nel calendario di una persona le sedute restano un po’: chi l’ha già vista annullata non deve ritrovarla.
RESTANO = timedelta(days=60)


def calendario(seduta, indirizzo, adesso, annullata=False):
    """I byte del file .ics di una seduta; se `annullata`, la toglie dal calendario (RFC 5546)."""
    metodo = "CANCEL" if annullata else "PUBLISH"
    return scrivi(_convocazioni(seduta, indirizzo, annullata), parte="Assemblea", quando=adesso, metodo=metodo)


def appuntamenti(poteri, oggi):
    """Le sedute convocate, e quelle annullate dopo la convocazione, che la persona può vedere."""
    convocate = Seduta.objects.visibili_a(poteri).filter(
        convocata_il__isnull=False, prima_convocazione__gte=inizio_del_giorno(oggi - RESTANO)
    )
    for seduta in convocate.select_related("organo"):
        indirizzo = reverse("assemblea:seduta", args=[poteri.ambito.slug, seduta.pk])
        yield from _convocazioni(seduta, indirizzo, seduta.stato == StatoSeduta.ANNULLATA)


def _convocazioni(seduta, indirizzo, annullata):
    for numero in (1, 2):
        if inizio := seduta.quando(numero):
            yield Appuntamento(
                chiave=f"seduta-{seduta.ambito_id}-{seduta.pk}-{numero}",
                titolo=f"{seduta.organo}{'' if numero == 1 else ' (seconda convocazione)'}",
                testo="Ordine del giorno e carte:",
                url=indirizzo,
                inizio=inizio,
                fine=inizio + DURATA,
                luogo=seduta.luogo or "A distanza",
                sequenza=seduta.variazioni,
                annullato=annullata,
            )
