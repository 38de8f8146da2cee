"""Letture del protocollo: chi lo dà nell’Ambito, da quando si può protocollare."""

from django.utils.timezone import localdate

from accordo.models import SceltaProtocollo
from accordo.registri import PROTOCOLLI
from ambito.selezioni import storia


def servizio_protocollo():
    """Il `ServizioProtocollo` scelto dall’Ambito in corso; `None` se il protocollo si scrive a mano (o il servizio non c’è più)."""
    scelta = SceltaProtocollo.objects.first()
    return PROTOCOLLI.get(scelta.servizio) if scelta else None


def primo_invio(adesione):
    """Il giorno in cui fu inviata la prima volta: rinviarla dopo una correzione non lo sposta."""
    invii = storia(adesione).filter(verbo="adesione.presenta").order_by("quando").values_list("quando", flat=True)
    return localdate(invii.first() or adesione.inviata_il)
