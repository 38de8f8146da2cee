"""Le reti locali con chi ne fa parte; le valutazioni dei servizi."""

from django.db.models import Count, Max

from servizi.models import Rete, Valutazione


def reti():
    """Le reti per nome, con quanti ne fanno parte e l’ultimo incontro."""
    return Rete.objects.select_related("area").annotate(
        quanti=Count("membri", distinct=True), ultimo_incontro=Max("incontri__giorno")
    ).order_by("nome")  # fmt: skip


def rete(pk):
    """La rete, o `None`."""
    return Rete.objects.select_related("area").filter(pk=pk).first()


def membri(rete):
    """I nomi di Comuni ed enti della rete."""
    return sorted(str(m) for m in rete.membri.select_related("comune", "ente"))


def valutazioni(servizio):
    """Le schede di valutazione di un servizio, dalla più recente."""
    return Valutazione.objects.filter(servizio=servizio)


def valutazione(pk):
    """La scheda di valutazione, o `None`."""
    return Valutazione.objects.select_related("servizio").filter(pk=pk).first()
