"""I bandi dell’Ambito: tutti, quelli da presentare, quelli da rendicontare."""

from django.db.models import Q

from servizi.models import Bando
from servizi.stati import DA_PRESENTARE, StatoBando


def bandi():
    """I bandi, dal termine più lontano."""
    return Bando.objects.select_related("area", "fondo").order_by("-scade_il", "pk")


def bando(pk):
    """Il bando, o `None`."""
    return bandi().filter(pk=pk).first()


def con_termine(oggi, entro):
    """I bandi con una domanda da presentare o un contributo da rendicontare fra `oggi` ed `entro`, dal termine più vicino."""
    da_presentare = Q(stato__in=DA_PRESENTARE, scade_il__range=(oggi, entro))
    da_rendicontare = Q(stato=StatoBando.FINANZIATO, rendicontare_entro__range=(oggi, entro))
    return sorted(Bando.objects.filter(da_presentare | da_rendicontare), key=termine)


def termine(bando):
    """Il giorno che conta adesso: quello della domanda, o della rendicontazione se è finanziato."""
    return bando.rendicontare_entro if bando.stato == StatoBando.FINANZIATO else bando.scade_il
