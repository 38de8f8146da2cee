"""Filtri del quadro delle adesioni: stanno nell’indirizzo."""

import django_filters as df

from accordo.stati import DA_INVIARE, ETICHETTE
from ambito.models import Appartenenza

DA_INVIARE_TUTTE = "da_inviare"


class QuadroFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")
    stato = df.ChoiceFilter(
        method="per_stato",
        choices=[(DA_INVIARE_TUTTE, "Da inviare (non iniziate o in compilazione)"), *ETICHETTE.items()],
        empty_label="Tutti gli stati",
        label="Stato dell’adesione",
    )

    class Meta:
        model = Appartenenza
        fields = ["q", "stato"]

    def per_stato(self, queryset, nome, valore):
        stati = DA_INVIARE if valore == DA_INVIARE_TUTTE else [valore]
        return queryset.filter(adesione_stato__in=stati)
