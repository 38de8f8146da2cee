"""I PDF di un’adesione preparati perché chi rappresenta l’ente li firmi."""

from accordo.models import Adesione
from ambito.models import Lavoro
from ambito.models.lavoro import FINITI
from ambito.nucleo.impronta import impronta_file
from ambito.selezioni import documenti_emessi

TIPO_DOCUMENTO = "adesione-da-firmare"


def ultima_di_un_ente(triennio=None):
    """L’ultima adesione cominciata da un ente (per il `Triennio`, se è detto), o `None`."""
    righe = Adesione.objects.filter(ente__isnull=False).select_related("avviso", "ente")
    if triennio:
        righe = righe.filter(avviso__triennio_inizio=triennio.inizio)
    return righe.order_by("-pk").first()


def pdf_da_firmare(adesione):
    """L’ultimo PDF preparato per quell’adesione, o `None`."""
    return documenti_emessi(TIPO_DOCUMENTO, adesione.pk).order_by("-versione").first()


def pdf_firmato(adesione, contenuto):
    """Il PDF preparato per quell’adesione con cui comincia `contenuto`, byte per byte; `None` se è un altro file."""
    emessi = documenti_emessi(TIPO_DOCUMENTO, adesione.pk).order_by("-versione")
    return next((d for d in emessi if impronta_file(contenuto[: d.dimensione]) == d.sha256), None)


def si_prepara(adesione):
    """Il PDF è stato chiesto e non è ancora pronto?"""
    chiave = f"documento:{TIPO_DOCUMENTO}:{adesione.pk}:"
    return Lavoro.objects.filter(chiave__startswith=chiave).exclude(avvio__in=FINITI).exists()
