"""Filtri degli elenchi del bilancio."""

import django_filters as df

from ambito.models import Comune
from ambito.selezioni import comuni
from rendicontazione.models import CapitoloBilancio, Movimento, RigaBilancio
from rendicontazione.stati.bilancio import Genere
from servizi import selezioni as catalogo

# Il valore con cui si chiedono le righe senza Comune.
DELL_AMBITO = "ambito"


def _comuni(oggi):
    """I Comuni di adesso e quelli che hanno un capitolo: chi è uscito dall’Ambito resta nei bilanci di allora."""
    return comuni(oggi) | Comune.objects.filter(pk__in=CapitoloBilancio.objects.values("comune")).order_by("nome")


class _DelCapitolo(df.FilterSet):
    """Per obiettivo (il codice, o parole del titolo), fondo e Comune."""

    obiettivo = df.CharFilter(method="con_obiettivo", label="Codice o titolo dell’obiettivo")
    fondo = df.ModelChoiceFilter(
        field_name="capitolo__fondo", to_field_name="codice", queryset=lambda r: catalogo.fondi(), label="Fondo",
        empty_label="Tutti i fondi",
    )  # fmt: skip
    comune = df.ModelChoiceFilter(
        field_name="capitolo__comune", to_field_name="codice_istat", queryset=lambda r: _comuni(r.vista.oggi), label="Comune",
        empty_label="Tutti", null_label="Tutto l’Ambito", null_value=DELL_AMBITO,
    )  # fmt: skip

    def con_obiettivo(self, queryset, nome, valore):
        con_quel_codice = queryset.filter(capitolo__obiettivo__codice=valore)
        # Un codice intero vince: dentro un titolo può esserci lo stesso testo, e le righe non farebbero più quella cifra.
        return con_quel_codice if con_quel_codice.exists() else queryset.filter(capitolo__obiettivo__titolo__icontains=valore)


class RigheFilter(_DelCapitolo):
    class Meta:
        model = RigaBilancio
        fields = ["obiettivo", "fondo", "comune"]


class MovimentiFilter(_DelCapitolo):
    genere = df.ChoiceFilter(choices=Genere.choices, label="Che cosa", empty_label="Impegni e liquidazioni")

    class Meta:
        model = Movimento
        fields = ["genere", "obiettivo", "fondo", "comune"]
