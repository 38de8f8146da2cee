"""Filtri degli elenchi della rendicontazione."""

import django_filters as df

from rendicontazione.models import FormaGestione, Rendiconto, VoceSpesa
from rendicontazione.stati import DA_CONTROLLARE, StatoRendiconto
from servizi import selezioni as catalogo

# Inviati e certificati insieme: ciò che aspetta l’Ufficio.
DA_CONTROLLARE_INSIEME = "da_controllare"
GRUPPI = [(DA_CONTROLLARE_INSIEME, "Da controllare")]


class QuadroFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")
    stato = df.ChoiceFilter(
        method="nello_stato", choices=[*GRUPPI, *StatoRendiconto.choices], empty_label="Tutti gli stati", label="Stato"
    )

    class Meta:
        model = Rendiconto
        fields = ["q", "stato"]

    def nello_stato(self, queryset, nome, valore):
        return queryset.filter(stato__in=DA_CONTROLLARE if valore == DA_CONTROLLARE_INSIEME else [valore])


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
