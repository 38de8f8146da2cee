"""Tiene fermo il rendiconto mentre si scrive: chi invia e chi cambia le righe non si incrociano."""

from django.utils.timezone import localdate

from ambito import flusso
from ambito.errori import ErroreAtteso
from rendicontazione.models import Campagna, Rendiconto
from rendicontazione.stati import StatoRendiconto


class RendicontoChiuso(ErroreAtteso):
    """Le righe del Comune ora non si possono cambiare: la frase dice perché."""


def tieni_aperta(rendiconto):
    """Tiene ferma la campagna, prima del rendiconto: chi la chiude aspetta, e conta anche ciò che sta passando di mano."""
    Campagna.objects.select_for_update(of=("self",), no_key=True).get(pk=rendiconto.campagna_id)


def blocca(rendiconto, poteri, adesso):
    """Rilegge il rendiconto e lo tiene fino a fine transazione: chi invia e chi scrive righe non si incrociano."""
    rendiconto = (
        Rendiconto.objects.select_related("campagna", "comune").select_for_update(of=("self",), no_key=True).get(pk=rendiconto.pk)
    )
    poteri.esigi("compila_spesa", rendiconto.comune_id)
    if motivo := rendiconto.perche_chiuso(localdate(adesso)):
        raise RendicontoChiuso(motivo)
    return rendiconto


def comincia(rendiconto, poteri, adesso):
    if rendiconto.stato == StatoRendiconto.DA_COMPILARE:
        return flusso.esegui(rendiconto, "comincia", poteri=poteri, adesso=adesso)
    return rendiconto
