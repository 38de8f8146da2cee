from django import forms

from ambito.avvisi import persone_con
from ambito.moduli import Modulo, ModuloModello
from piano import selezioni
from piano.models import IncontroTavolo, Proposta
from piano.stati import StatoProposta


class PropostaForm(ModuloModello):
    """Una proposta di un tavolo."""

    tavolo = forms.ModelChoiceField(queryset=None, label="Tavolo", empty_label="Scegli il tavolo")
    incontro = forms.ModelChoiceField(queryset=None, required=False, label="In quale incontro", empty_label="Fuori dagli incontri")
    responsabile = forms.ModelChoiceField(
        queryset=None, required=False, label="Chi la segue in ufficio", empty_label="Nessuno in particolare"
    )

    class Meta:
        model = Proposta
        fields = ["tavolo", "incontro", "testo", "proponente", "ricevuta_il", "responsabile"]
        widgets = {"testo": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"proponente": "L’ente, o il nome come sta nel verbale."}

    def __init__(self, *args, piano, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tavolo"].queryset = selezioni.tavoli(piano)
        self.fields["incontro"].queryset = IncontroTavolo.objects.filter(tavolo__piano=piano).select_related("tavolo")
        self.fields["responsabile"].queryset = persone_con("redige_piano", oggi)

    def clean(self):
        dati = super().clean()
        incontro, tavolo = dati.get("incontro"), dati.get("tavolo")
        if incontro and tavolo and incontro.tavolo_id != tavolo.pk:
            self.add_error("incontro", f"Questo incontro è di un altro tavolo: {incontro.tavolo}.")
        return dati


class EsitoForm(Modulo):
    """La risposta a una proposta."""

    esito = forms.ChoiceField(
        label="Esito", widget=forms.RadioSelect, choices=[v for v in StatoProposta.choices if v[0] != StatoProposta.DA_VALUTARE]
    )
    motivo = forms.CharField(
        label="Perché", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Serve per ogni esito, tranne «Accolta». Si legge nel documento degli esiti e, se è un contributo, in pagina.",
    )  # fmt: skip
    sezione = forms.ModelChoiceField(
        queryset=None, required=False, label="In quale sezione del piano si ritrova", empty_label="Nessuna sezione",
        help_text="Sezione o obiettivo servono se è accolta, anche in parte, o già presente.",
    )  # fmt: skip
    obiettivo = forms.ModelChoiceField(
        queryset=None, required=False, label="In quale obiettivo si ritrova", empty_label="Nessun obiettivo"
    )

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sezione"].queryset = selezioni.sezioni(piano)
        self.fields["obiettivo"].queryset = selezioni.obiettivi(piano)


class MotivoForm(Modulo):
    """Il motivo di una decisione."""

    motivo = forms.CharField(label="Perché", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
