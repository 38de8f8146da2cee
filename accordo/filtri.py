"""Filtri degli elenchi dell’accordo: stanno nell’indirizzo."""

import django_filters as df
from django.db.models import Q

from accordo import selezioni
from accordo.models import Adesione, AreaTarget, ParteAccordo, PianoRiparto, RuoloParte
from accordo.stati import DA_INVIARE, ETICHETTE, StatoAdesione, StatoRiparto, etichette
from accordo.stati.accordi import StatoParte
from accordo.stati.fascicolo import StatoDocumento, StatoFascicolo
from ambito.models import Appartenenza, Ente
from ambito.nucleo.periodi import Triennio

DA_INVIARE_TUTTE = "da_inviare"


class AderentiFilter(df.FilterSet):
    q = df.CharFilter(field_name="chi", lookup_expr="icontains", label="Nome")
    area = df.ModelChoiceFilter(method="per_area", queryset=lambda _: selezioni.aree(), empty_label="Tutte le aree", label="Area")
    triennio = df.ChoiceFilter(field_name="inizio", choices=lambda: _trienni(), empty_label="Tutti i trienni", label="Triennio")

    class Meta:
        model = Adesione
        fields = ["q", "area", "triennio"]

    def per_area(self, queryset, nome, area):
        scelte = AreaTarget.objects.filter(area=area).values("adesione")
        return queryset.filter(pk__in=scelte)


def _trienni():
    return [(inizio, str(Triennio(inizio))) for inizio in selezioni.trienni_con_aderenti()]


def come_si_legge(filtro, finito):
    """Le voci dello stato come si leggono nella pagina: a triennio finito, le accolte sono decadute."""
    campo = filtro.form.fields["stato"]
    nomi = etichette(finito)
    campo.choices = [(codice, nomi.get(codice, nome)) for codice, nome in campo.choices if codice]


class EntiFilter(df.FilterSet):
    q = df.CharFilter(field_name="ente__denominazione", lookup_expr="icontains", label="Nome dell’ente")
    stato = df.ChoiceFilter(choices=StatoAdesione.choices, empty_label="Tutti gli stati", label="Stato dell’adesione")

    class Meta:
        model = Adesione
        fields = ["q", "stato"]


class QuadroFilter(df.FilterSet):
    q = df.CharFilter(field_name="comune__nome", lookup_expr="icontains", label="Nome del Comune")
    stato = df.ChoiceFilter(
        method="per_stato",
        choices=[(DA_INVIARE_TUTTE, "Da inviare (non iniziate, in compilazione, da confermare)"), *ETICHETTE.items()],
        empty_label="Tutti gli stati",
        label="Stato dell’adesione",
    )

    class Meta:
        model = Appartenenza
        fields = ["q", "stato"]

    def per_stato(self, queryset, nome, valore):
        stati = DA_INVIARE if valore == DA_INVIARE_TUTTE else [valore]
        return queryset.filter(adesione_stato__in=stati)


class PartiFilter(df.FilterSet):
    q = df.CharFilter(method="per_nome", label="Comune o ente")
    stato = df.ChoiceFilter(choices=StatoParte.choices, empty_label="Tutti gli stati", label="A che punto è")
    ruolo = df.ChoiceFilter(choices=RuoloParte.choices, empty_label="Firmatari e aderenti", label="Ruolo")

    class Meta:
        model = ParteAccordo
        fields = ["q", "stato", "ruolo"]

    def per_nome(self, queryset, nome, valore):
        return queryset.filter(Q(comune__nome__icontains=valore) | Q(ente__denominazione__icontains=valore))


class RipartiFilter(df.FilterSet):
    q = df.CharFilter(field_name="titolo", lookup_expr="icontains", label="Che cosa si divide")
    anno = df.NumberFilter(label="Anno", min_value=1990, max_value=2100)
    stato = df.ChoiceFilter(choices=StatoRiparto.choices, empty_label="Tutti gli stati", label="Stato")

    class Meta:
        model = PianoRiparto
        fields = ["q", "anno", "stato"]


# Oltre agli stati: sospeso perché qualcosa c’era ed è scaduto, e non perché manca.
PER_SCADENZA = "scaduto"


class FascicoliFilter(df.FilterSet):
    q = df.CharFilter(field_name="denominazione", lookup_expr="icontains", label="Nome dell’ente")
    stato = df.ChoiceFilter(
        method="per_stato", choices=[*StatoFascicolo.choices, (PER_SCADENZA, "Sospeso per un documento scaduto")],
        empty_label="Tutti gli stati", label="Stato del fascicolo",
    )  # fmt: skip

    class Meta:
        model = Ente
        fields = ["q", "stato"]

    def per_stato(self, queryset, nome, valore):
        """Lo stato si calcola dalle date: la pagina ha già quello di tutti."""
        tutti = self.request.vista.fascicoli.items()
        if valore == PER_SCADENZA:
            return queryset.filter(pk__in=[pk for pk, f in tutti if f.con_stato(StatoDocumento.SCADUTO)])
        return queryset.filter(pk__in=[pk for pk, f in tutti if f.stato == valore])
