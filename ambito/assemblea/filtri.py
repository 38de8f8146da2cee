"""Filtri degli elenchi dell’Assemblea."""

import django_filters as df

from ambito.assemblea.models import Deliberazione


class DeliberazioniFilter(df.FilterSet):
    q = df.CharFilter(field_name="oggetto", lookup_expr="icontains", label="Parole nell’oggetto")
    anno = df.NumberFilter(field_name="anno", label="Anno", min_value=1900, max_value=2100)

    class Meta:
        model = Deliberazione
        fields = ["q", "anno"]
