"""Filtri degli elenchi del nucleo (django-filter): stanno nell’indirizzo, si possono mandare a un collega."""

import django_filters as df
from django.db.models import Q

from ambito.models import Appartenenza, Avviso, Evento, Incarico, StatoSpedizione
from ambito.permessi import RUOLI


class ComuniFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")

    class Meta:
        model = Appartenenza
        fields = ["q"]


class IncarichiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome o e-mail")
    ruolo = df.ChoiceFilter(choices=[(r.codice, r.nome) for r in RUOLI.values()], empty_label="Tutti i ruoli", label="Ruolo")

    class Meta:
        model = Incarico
        fields = ["q", "ruolo"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(
            Q(utente__nome__icontains=valore) | Q(utente__cognome__icontains=valore) | Q(utente__email__icontains=valore)
        )


class EventiFilter(df.FilterSet):
    q = df.CharFilter(field_name="frase", lookup_expr="icontains", label="Parole nella frase")
    dal = df.DateFilter(field_name="quando", lookup_expr="date__gte", label="Dal giorno")

    class Meta:
        model = Evento
        fields = ["q", "dal"]


class SpedizioniFilter(df.FilterSet):
    q = df.CharFilter(field_name="destinatario__email", lookup_expr="icontains", label="Indirizzo")
    esito = df.ChoiceFilter(field_name="spedizione", choices=StatoSpedizione.choices, empty_label="Tutti gli esiti", label="Esito")

    class Meta:
        model = Avviso
        fields = ["q", "esito"]
