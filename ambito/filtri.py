"""Filtri degli elenchi del nucleo (django-filter): stanno nell’indirizzo, si possono mandare a un collega."""

import django_filters as df
from django.db.models import Q
from django.utils import timezone

from ambito import selezioni
from ambito.models import (
    Appartenenza,
    Avviso,
    Documento,
    Evento,
    Incarico,
    Invito,
    Scadenza,
    Situazione,
    StatoDocumento,
    StatoInvito,
    StatoSpedizione,
    Utente,
)
from ambito.permessi import RUOLI
from ambito.registri import DOCUMENTI
from ambito.scadenzario.selezioni import RUOLI_CHE_TENGONO


def _tipi_di_documento():
    return sorted(((tipo.nome, tipo.etichetta) for tipo in DOCUMENTI.values()), key=lambda coppia: coppia[1])


class ComuniFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")

    class Meta:
        model = Appartenenza
        fields = ["q"]


class IncarichiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome o e-mail")
    ruolo = df.ChoiceFilter(choices=[(r.codice, r.nome) for r in RUOLI.values()], empty_label="Tutti i ruoli", label="Ruolo")
    quando = df.ChoiceFilter(
        method="nel_tempo",
        choices=[
            ("vigenti", "In vigore"),
            ("scadenza", "In scadenza entro 30 giorni"),
            ("futuri", "Non ancora iniziati"),
            ("finiti", "Terminati"),
        ],
        empty_label="Di sempre",
        label="Quando",
    )

    class Meta:
        model = Incarico
        fields = ["q", "ruolo", "quando"]

    def nel_tempo(self, queryset, nome, valore):
        oggi = timezone.localdate()
        return {
            "vigenti": lambda: queryset.vigenti(oggi),
            "scadenza": lambda: queryset.in_scadenza(oggi, oggi + selezioni.PREAVVISO),
            "futuri": lambda: queryset.filter(dal__gt=oggi),
            "finiti": lambda: queryset.filter(al__lt=oggi),
        }[valore]()

    def cerca(self, queryset, nome, valore):
        return queryset.filter(
            Q(utente__nome__icontains=valore) | Q(utente__cognome__icontains=valore) | Q(utente__email__icontains=valore)
        )


class InvitiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome o e-mail")
    stato = df.ChoiceFilter(field_name="situazione", choices=StatoInvito.choices, empty_label="Tutti gli stati", label="Stato")

    class Meta:
        model = Invito
        fields = ["q"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(nome__icontains=valore) | Q(cognome__icontains=valore) | Q(email__icontains=valore))


class AccessiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Nome o e-mail")

    class Meta:
        model = Utente
        fields = ["q"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(email__icontains=valore) | Q(nome__icontains=valore) | Q(cognome__icontains=valore))


class DocumentiFilter(df.FilterSet):
    q = df.CharFilter(method="cerca", label="Titolo o codice")
    tipo = df.ChoiceFilter(choices=_tipi_di_documento, empty_label="Tutti i tipi", label="Tipo")
    stato = df.ChoiceFilter(choices=StatoDocumento.choices, empty_label="Tutti gli stati", label="Stato")
    dal = df.DateFilter(field_name="emesso_il", lookup_expr="date__gte", label="Emesso dal giorno")

    class Meta:
        model = Documento
        fields = ["q", "tipo", "dal"]

    def cerca(self, queryset, nome, valore):
        return queryset.filter(Q(titolo__icontains=valore) | Q(codice__icontains=valore) | Q(comune__nome__icontains=valore))


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


class ScadenzeFilter(df.FilterSet):
    q = df.CharFilter(field_name="voce__nome", lookup_expr="icontains", label="Che cosa")
    # Senza scelta l’elenco mostra ciò che è ancora da fare: lo toglie la vista, perché il calendario mostra tutto.
    stato = df.ChoiceFilter(
        method="nella_situazione",
        choices=[("tutte", "Tutte"), *Situazione.choices],
        empty_label="Ancora da fare",
        label="A che punto è",
    )
    chi = df.ChoiceFilter(
        method="di_chi",
        choices=[("mie", "A me"), *((r, RUOLI[r].nome) for r in RUOLI_CHE_TENGONO)],
        empty_label="A chiunque",
        label="A chi tocca",
    )
    anno = df.NumberFilter(label="Anno")

    class Meta:
        model = Scadenza
        fields = ["q", "anno"]

    def nella_situazione(self, queryset, nome, valore):
        return queryset if valore == "tutte" else queryset.filter(situazione=valore)

    def di_chi(self, queryset, nome, valore):
        if valore != "mie":
            return queryset.filter(voce__ruolo=valore)
        utente = self.request.user
        miei = Incarico.objects.vigenti(timezone.localdate()).filter(utente=utente).values("ruolo")
        return queryset.filter(Q(voce__persona=utente) | Q(voce__persona__isnull=True, voce__ruolo__in=miei))
