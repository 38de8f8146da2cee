"""Filtri degli elenchi della rendicontazione."""

import django_filters as df

from rendicontazione.models import FormaGestione, Rendiconto, VoceSpesa
from rendicontazione.stati import StatoRendiconto
from servizi import selezioni as catalogo


class QuadroFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")
    stato = df.ChoiceFilter(choices=StatoRendiconto.choices, empty_label="Tutti gli stati", label="Stato")

    class Meta:
        model = Rendiconto
        fields = ["q", "stato"]


class VociFilter(df.FilterSet):
    comune = df.CharFilter(field_name="rendiconto__comune__nome", lookup_expr="icontains", label="Nome del Comune")
    area = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: catalogo.aree(), label="Area di utenza", empty_label="Tutte le aree"
    )
    intervento = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: catalogo.interventi(), label="Intervento", empty_label="Tutti gli interventi"
    )
    fondo = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: catalogo.fondi(), label="Fondo", empty_label="Tutti i fondi"
    )
    forma_gestione = df.ChoiceFilter(choices=FormaGestione.choices, label="Gestione", empty_label="Tutte le forme")

    class Meta:
        model = VoceSpesa
        fields = ["comune", "area", "intervento", "fondo", "forma_gestione"]
