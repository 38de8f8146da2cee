"""Filtri del catalogo."""

import django_filters as df

from servizi.models import AreaUtenza, Fondo, Intervento, Verifica


class AreeFilter(df.FilterSet):
    q = df.CharFilter(field_name="nome", lookup_expr="icontains", label="Parole nel nome")
    verificato = df.ChoiceFilter(choices=Verifica.choices, label="Verifica della fonte", empty_label="Tutte")

    class Meta:
        model = AreaUtenza
        fields = ["q", "verificato"]


class InterventiFilter(AreeFilter):
    class Meta:
        model = Intervento
        fields = ["q", "verificato"]


class FondiFilter(AreeFilter):
    class Meta:
        model = Fondo
        fields = ["q", "verificato"]
