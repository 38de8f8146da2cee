"""Filtri degli elenchi di servizi e fondi."""

import django_filters as df
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ambito import selezioni as nucleo
from servizi import selezioni
from servizi.models import (
    Affidamento,
    AreaUtenza,
    AssegnazioneFondo,
    Bando,
    Copertura,
    Fondo,
    FormaAffidamento,
    GenerePratica,
    Intervento,
    LivelloBando,
    Natura,
    NaturaGestore,
    Pratica,
    Servizio,
    UnitaOfferta,
    Verifica,
)
from servizi.selezioni.accreditati import Situazione
from servizi.stati import StatoBando, StatoPratica


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


class ServiziFilter(AreeFilter):
    area = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: selezioni.aree(), label="Area di utenza", empty_label="Tutte le aree"
    )
    natura = df.ChoiceFilter(choices=Natura.choices, label="Che cos’è", empty_label="Tutto")

    class Meta:
        model = Servizio
        fields = ["q", "area", "natura", "verificato"]


class UnitaFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome, gestore o Comune")
    servizio = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: selezioni.servizi(), label="Servizio", empty_label="Tutti i servizi"
    )
    area = df.ModelChoiceFilter(
        field_name="servizio__area", to_field_name="codice", queryset=lambda r: selezioni.aree(), label="Area di utenza",
        empty_label="Tutte le aree",
    )  # fmt: skip
    natura_gestore = df.ChoiceFilter(choices=NaturaGestore.choices, label="Chi gestisce", empty_label="Tutti")

    class Meta:
        model = UnitaOfferta
        fields = ["q", "area", "servizio", "natura_gestore"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(
            Q(denominazione__icontains=valore) | Q(gestore__icontains=valore) | Q(comune__nome__icontains=valore)
        )


class OffertaPubblicaFilter(UnitaFilter):
    """Per chi cerca un servizio vicino: «in questo Comune» comprende ciò che ci arriva da altrove."""

    comune = df.ModelChoiceFilter(
        method="in_comune", to_field_name="codice_istat", queryset=lambda r: nucleo.comuni(timezone.localdate()),
        label="Comune", empty_label="Tutti i Comuni",
    )  # fmt: skip

    class Meta:
        model = UnitaOfferta
        fields = ["q", "area", "servizio", "comune"]

    def in_comune(self, queryset, nome, comune):
        serviti = Copertura.objects.filter(unita=OuterRef("pk"), comune=comune)
        return queryset.filter(Q(comune=comune) | Q(tutto_ambito=True) | Exists(serviti))


class AssegnazioniFilter(df.FilterSet):
    fondo = df.ModelChoiceFilter(
        to_field_name="codice", queryset=lambda r: selezioni.fondi(), label="Fondo", empty_label="Tutti i fondi"
    )
    annualita = df.NumberFilter(label="Annualità")

    class Meta:
        model = AssegnazioneFondo
        fields = ["fondo", "annualita"]


class BandiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Titolo o ente")
    stato = df.ChoiceFilter(choices=StatoBando.choices, label="Stato", empty_label="Tutti gli stati")
    livello = df.ChoiceFilter(choices=LivelloBando.choices, label="Livello", empty_label="Tutti i livelli")

    class Meta:
        model = Bando
        fields = ["q", "stato", "livello"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(titolo__icontains=valore) | Q(ente__icontains=valore))


class AffidamentiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Oggetto o gestore")
    forma = df.ChoiceFilter(choices=FormaAffidamento.choices, label="Forma", empty_label="Tutte le forme")

    class Meta:
        model = Affidamento
        fields = ["q", "forma"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(oggetto__icontains=valore) | Q(affidatario__icontains=valore))


class PraticheFilter(df.FilterSet):
    q = df.CharFilter(field_name="unita__denominazione", lookup_expr="icontains", label="Struttura")
    genere = df.ChoiceFilter(choices=GenerePratica.choices, label="Che pratica è", empty_label="Tutte")
    stato = df.ChoiceFilter(choices=StatoPratica.choices, label="Stato", empty_label="Tutti gli stati")

    class Meta:
        model = Pratica
        fields = ["q", "genere", "stato"]


class AccreditatiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome o gestore")
    comune = df.ModelChoiceFilter(
        field_name="unita__comune", to_field_name="codice_istat", queryset=lambda r: nucleo.comuni(timezone.localdate()),
        label="Comune", empty_label="Tutti i Comuni",
    )  # fmt: skip
    servizio = df.ModelChoiceFilter(
        field_name="unita__servizio", to_field_name="codice", label="Che struttura è", empty_label="Tutte",
        queryset=lambda r: selezioni.servizi().filter(natura=Natura.STRUTTURA),
    )  # fmt: skip
    situazione = df.ChoiceFilter(choices=Situazione.choices, label="Situazione di oggi", empty_label="Tutte")

    class Meta:
        model = Pratica
        fields = ["q", "comune", "servizio", "situazione"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(unita__denominazione__icontains=valore) | Q(unita__gestore__icontains=valore))
