from django import forms

from accordo import selezioni
from accordo.models import AllegatoAdesione, AvvisoAdesione
from accordo.stati import Categoria
from ambito.moduli import ModuloModello

CHIEDIBILI = (AllegatoAdesione.Tipo.STATUTO, AllegatoAdesione.Tipo.BILANCIO, AllegatoAdesione.Tipo.DELEGA)


class AvvisoForm(ModuloModello):
    """Date e regole di un avviso."""

    class Meta:
        model = AvvisoAdesione
        fields = ["apre", "chiude", "oltre_termine", "ammessi", "aree", "tavoli", "allegati_richiesti", "atto", "testo"]
        widgets = {"oltre_termine": forms.RadioSelect, "testo": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "chiude": "Compreso: fino a mezzanotte l’invio è in tempo.",
            "atto": "Per esempio «Determinazione n. 14 del 10 febbraio 2025».",
            "testo": "Compare in cima al modulo e nella pagina pubblica: che cosa si chiede. Niente nomi né telefoni di persone.",
        }

    ammessi = forms.MultipleChoiceField(
        label="Chi può aderire", choices=Categoria.choices, widget=forms.CheckboxSelectMultiple, initial=["comuni"]
    )
    aree = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Aree fra cui si sceglie",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Nessuna = tutte.",
    )
    tavoli = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Tavoli fra cui si sceglie",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Nessuno = tutti.",
    )
    allegati_richiesti = forms.MultipleChoiceField(
        label="Documenti chiesti agli enti",
        choices=[(t.value, t.label) for t in CHIEDIBILI],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aree"].queryset = selezioni.aree()
        inizio = self.instance.triennio_inizio or self.initial["triennio_inizio"]
        self.fields["tavoli"].queryset = tavoli = selezioni.tavoli_del_triennio(inizio)
        if not tavoli:
            del self.fields["tavoli"]

    def clean(self):
        dati = super().clean()
        if dati.get("apre") and dati.get("chiude") and dati["chiude"] < dati["apre"]:
            self.add_error("chiude", "L’ultimo giorno utile viene prima dell’apertura.")
        return dati


class NuovoAvvisoForm(AvvisoForm):
    """Apertura di un avviso: in più, il triennio (che poi non cambia)."""

    triennio_inizio = forms.IntegerField(
        label="Primo anno del triennio",
        min_value=2000,
        max_value=2098,
        help_text="Con 2025 l’avviso vale per il triennio 2025-2027.",
    )

    class Meta(AvvisoForm.Meta):
        fields = ["triennio_inizio", *AvvisoForm.Meta.fields]
