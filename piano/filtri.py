"""Filtri degli elenchi del piano."""

import django_filters as df
from django.db.models import Q

from ambito.avvisi import persone_con
from ambito.selezioni import comuni
from piano import selezioni
from piano.models import AreaPolicy, IniziativaFormativa, Obiettivo, Osservazione, Proposta, Tavolo
from piano.stati import Riscontro, StatoFormazione, StatoProposta


def aree_del_piano(richiesta):
    """Le aree fra cui scegliere: quelle del piano che si sta guardando."""
    return AreaPolicy.objects.filter(piano=richiesta.vista.piano) if richiesta else AreaPolicy.objects.none()


class ObiettiviFilter(df.FilterSet):
    q = df.CharFilter(field_name="titolo", lookup_expr="icontains", label="Parole nel titolo")
    area = df.ModelChoiceFilter(queryset=aree_del_piano, empty_label="Tutte")

    class Meta:
        model = Obiettivo
        fields = ["q", "area"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request:
            self.filters["area"].label = self.request.vista.piano.nome_area


DA_DARE = "da_dare"


class OsservazioniFilter(df.FilterSet):
    codice = df.ChoiceFilter(choices=[], label="Sezione", empty_label="Tutte le sezioni")
    comune = df.ModelChoiceFilter(queryset=lambda r: comuni(r.vista.giro.giorno), label="Comune", empty_label="Tutti i Comuni")
    esito = df.ChoiceFilter(
        choices=[("osservazione", "Osservazione"), ("contrario", "Contrario")], label="Che cosa", empty_label="Tutto"
    )
    riscontro = df.ChoiceFilter(
        method="per_riscontro", choices=[(DA_DARE, "Senza riscontro"), *Riscontro.choices], label="Riscontro", empty_label="Tutti"
    )

    class Meta:
        model = Osservazione
        fields = ["codice", "comune", "esito", "riscontro"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sezioni = self.request.vista.giro.sezioni
        self.filters["codice"].extra["choices"] = [(s["codice"], f"{s['codice']} {s['titolo']}") for s in sezioni]

    def per_riscontro(self, righe, nome, valore):
        return righe.filter(riscontro="" if valore == DA_DARE else valore)


class FormazioneFilter(df.FilterSet):
    q = df.CharFilter(field_name="argomento", lookup_expr="icontains", label="Parole nell’argomento")
    anno = df.NumberFilter(label="Anno")
    stato = df.ChoiceFilter(choices=StatoFormazione.choices, empty_label="Tutti gli stati", label="Stato")

    class Meta:
        model = IniziativaFormativa
        fields = ["q", "anno", "stato"]


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
