from django import forms

from ambito.forms.pubblici import DiChiunque
from ambito.moduli import ModuloModello
from ambito.nucleo.codici import trova_codici_fiscali
from piano.models import ConsultazionePubblica, Contributo
from servizi.selezioni import aree


class ConsultazioneForm(ModuloModello):
    """Una consultazione pubblica."""

    class Meta:
        model = ConsultazionePubblica
        fields = ["titolo", "domande", "apre", "chiude"]
        widgets = {"domande": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"domande": "Chiare e poche: le legge chi non lavora nei servizi. Una riga vuota separa i paragrafi."}

    def clean(self):
        dati = super().clean()
        if dati.get("apre") and dati.get("chiude") and dati["chiude"] < dati["apre"]:
            self.add_error("chiude", "La chiusura viene prima dell’apertura.")
        return dati


class ContributoForm(DiChiunque, ModuloModello):
    """Il contributo di chiunque."""

    area = forms.ModelChoiceField(queryset=None, required=False, label="Di che cosa parli", empty_label="Di più cose insieme")

    class Meta:
        model = Contributo
        fields = ["testo", "area", "nome", "email"]
        labels = {"testo": "Il tuo contributo", "nome": "Il tuo nome o il tuo ente"}
        widgets = {"testo": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "testo": "Al massimo 3.000 caratteri. Non scrivere nomi, codici fiscali o la situazione di una persona assistita.",
            "nome": "Se lo scrivi, compare accanto al contributo.",
            "email": "Non si pubblica: serve se dobbiamo chiederti un chiarimento, e si cancella quando la consultazione finisce.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = aree()

    def clean_testo(self):
        testo = self.cleaned_data["testo"]
        if trova_codici_fiscali(testo):
            raise forms.ValidationError("Nel testo c’è un codice fiscale: toglilo, qui non si parla di singole persone.")
        return testo
