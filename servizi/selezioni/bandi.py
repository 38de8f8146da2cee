"""I bandi dell’Ambito e il termine che conta per ciascuno."""

from servizi.models import Bando
from servizi.stati import StatoBando


def bandi():
    """I bandi, dal termine più lontano."""
    return Bando.objects.select_related("area", "fondo").order_by("-scade_il", "pk")


def bando(pk):
    """Il bando, o `None`."""
    return bandi().filter(pk=pk).first()


def termine(bando):
    """Il giorno che conta adesso: quello della domanda, o della rendicontazione se è finanziato."""
    return bando.rendicontare_entro if bando.stato == StatoBando.FINANZIATO else bando.scade_il
