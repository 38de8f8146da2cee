"""Filtri degli elenchi del piano."""

import django_filters as df

from piano.models import AreaPolicy, IniziativaFormativa, Obiettivo
from piano.stati import StatoFormazione


def aree_del_piano(richiesta):
    """Le aree fra cui scegliere: quelle del piano che si sta guardando."""
    return AreaPolicy.objects.filter(piano=richiesta.vista.piano) if richiesta else AreaPolicy.objects.none()


class ObiettiviFilter(df.FilterSet):
    q = df.CharFilter(field_name="titolo", lookup_expr="icontains", label="Parole nel titolo")
    area = df.ModelChoiceFilter(queryset=aree_del_piano, empty_label="Tutte le aree", label="Area di programmazione")

    class Meta:
        model = Obiettivo
        fields = ["q", "area"]


class FormazioneFilter(df.FilterSet):
    q = df.CharFilter(field_name="argomento", lookup_expr="icontains", label="Parole nell’argomento")
    anno = df.NumberFilter(label="Anno")
    stato = df.ChoiceFilter(choices=StatoFormazione.choices, empty_label="Tutti gli stati", label="Stato")

    class Meta:
        model = IniziativaFormativa
        fields = ["q", "anno", "stato"]
