"""Gli indicatori che l’Ufficio ha aggiunto, e i loro valori Comune per Comune."""

from django.db.models import Count, Prefetch

from servizi.models import IndicatoreComunale, ValoreComunale


def indicatori():
    """Gli indicatori per nome, dal giorno più recente, con quanti Comuni hanno un valore."""
    return IndicatoreComunale.objects.annotate(comuni=Count("valori")).order_by("nome", "-al")


def indicatore(pk):
    """L’indicatore, o `None`."""
    return IndicatoreComunale.objects.filter(pk=pk).first()


def valori(indicatore):
    """Comune (chiave) → valore."""
    return dict(indicatore.valori.values_list("comune", "valore"))


def del_contesto(oggi):
    """Gli indicatori per il contesto del piano: di ogni nome il più recente fino a `oggi`, con `.noti` (valori con il Comune)."""
    con_valori = ValoreComunale.objects.select_related("comune").order_by("comune__nome")
    ultimi = IndicatoreComunale.objects.filter(nel_piano=True, al__lte=oggi).order_by("nome", "-al").distinct("nome")
    return [i for i in ultimi.prefetch_related(Prefetch("valori", con_valori, to_attr="noti")) if i.noti]
