"""Filtri degli elenchi dell’accordo: stanno nell’indirizzo."""

import django_filters as df
from django.db.models import Q

from accordo import selezioni
from accordo.models import Adesione, AreaTarget, ParteAccordo, PianoRiparto, RuoloParte
from accordo.stati import DA_INVIARE, ETICHETTE, StatoAdesione, StatoRiparto, etichette
from accordo.stati.accordi import StatoParte
from accordo.stati.categorie import TIPI_TERZO_SETTORE
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


# Oltre agli stati: sospeso perché qualcosa c’era ed è scaduto, o perché qualcosa non c’è mai stato.
PER_SCADENZA, PER_MANCANZA = "scaduto", "incompleto"
STATI_DEL_FASCICOLO = [
    *StatoFascicolo.choices, (PER_SCADENZA, "Sospeso per un documento scaduto"), (PER_MANCANZA, "Incompleto: manca un documento"),
]  # fmt: skip
_PERCHE = {PER_SCADENZA: StatoDocumento.SCADUTO, PER_MANCANZA: StatoDocumento.MANCANTE}


def _con_il_fascicolo(fascicoli, valore):
    """Gli enti (numeri) il cui fascicolo è in quello stato: si calcola dalle date, e la pagina ha già quello di tutti."""
    if perche := _PERCHE.get(valore):
        return [pk for pk, fascicolo in fascicoli.items() if fascicolo.con_stato(perche)]
    return [pk for pk, fascicolo in fascicoli.items() if fascicolo.stato == valore]


class EntiFilter(df.FilterSet):
    q = df.CharFilter(field_name="ente__denominazione", lookup_expr="icontains", label="Nome dell’ente")
    stato = df.ChoiceFilter(choices=StatoAdesione.choices, empty_label="Tutti gli stati", label="Stato dell’adesione")
    fascicolo = df.ChoiceFilter(
        method="per_fascicolo", choices=STATI_DEL_FASCICOLO, empty_label="Tutti i fascicoli", label="Stato del fascicolo"
    )

    class Meta:
        model = Adesione
        fields = ["q", "stato", "fascicolo"]

    def per_fascicolo(self, queryset, nome, valore):
        """Solo gli enti del terzo settore hanno un fascicolo."""
        scelti = _con_il_fascicolo(self.request.vista.fascicoli, valore)
        return queryset.filter(ente__in=scelti, ente__tipo__in=TIPI_TERZO_SETTORE)


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


class FascicoliFilter(df.FilterSet):
    q = df.CharFilter(field_name="denominazione", lookup_expr="icontains", label="Nome dell’ente")
    stato = df.ChoiceFilter(
        method="per_stato", choices=STATI_DEL_FASCICOLO, empty_label="Tutti gli stati", label="Stato del fascicolo"
    )

    class Meta:
        model = Ente
        fields = ["q", "stato"]

    def per_stato(self, queryset, nome, valore):
        return queryset.filter(pk__in=_con_il_fascicolo(self.request.vista.fascicoli, valore))
