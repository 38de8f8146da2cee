"""Filtri degli elenchi del piano."""

import django_filters as df

from piano.models import AreaPolicy, Obiettivo


def aree_del_piano(richiesta):
    """Le aree fra cui scegliere: quelle del piano che si sta guardando."""
    return AreaPolicy.objects.filter(piano=richiesta.vista.piano) if richiesta else AreaPolicy.objects.none()


class ObiettiviFilter(df.FilterSet):
    q = df.CharFilter(field_name="titolo", lookup_expr="icontains", label="Parole nel titolo")
    area = df.ModelChoiceFilter(queryset=aree_del_piano, empty_label="Tutte")

    class Meta:
        model = Obiettivo
        fields = ["q", "area"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request:
            self.filters["area"].label = self.request.vista.piano.nome_area
