"""Filtri degli elenchi del piano."""

import django_filters as df
from django.db.models import Q

from ambito.avvisi import persone_con
from piano import selezioni
from piano.models import AreaPolicy, Obiettivo, Proposta, Tavolo
from piano.stati import StatoProposta


def aree_del_piano(richiesta):
    """Le aree fra cui scegliere: quelle del piano che si sta guardando."""
    return AreaPolicy.objects.filter(piano=richiesta.vista.piano) if richiesta else AreaPolicy.objects.none()


class ObiettiviFilter(df.FilterSet):
    q = df.CharFilter(field_name="titolo", lookup_expr="icontains", label="Parole nel titolo")
    area = df.ModelChoiceFilter(queryset=aree_del_piano, empty_label="Tutte le aree", label="Area di programmazione")

    class Meta:
        model = Obiettivo
        fields = ["q", "area"]


def tavoli_del_piano(richiesta):
    """I tavoli fra cui scegliere: quelli del piano che si sta guardando."""
    return selezioni.tavoli(richiesta.vista.piano) if richiesta else Tavolo.objects.none()


class ProposteFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Parole nella proposta")
    stato = df.ChoiceFilter(choices=StatoProposta.choices, empty_label="Tutti gli esiti", label="Esito")
    tavolo = df.ModelChoiceFilter(queryset=tavoli_del_piano, empty_label="Tutti", label="Tavolo")
    responsabile = df.ModelChoiceFilter(
        queryset=lambda r: persone_con("redige_piano", r.vista.oggi), empty_label="Chiunque", label="Chi la segue"
    )

    class Meta:
        model = Proposta
        fields = ["q", "stato", "tavolo", "responsabile"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(testo__icontains=valore) | Q(proponente__icontains=valore) | Q(motivo__icontains=valore))
