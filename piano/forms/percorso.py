from django import forms

from ambito.avvisi import persone_con
from ambito.moduli import ModuloModello
from piano.models import TappaIter


class TappaForm(ModuloModello):
    """Una tappa del percorso del piano."""

    responsabile = forms.ModelChoiceField(
        queryset=None, required=False, label="Chi ne risponde", empty_label="Nessuno in particolare",
        help_text="Se è in ritardo, la trova in «Tocca a te».",
    )  # fmt: skip

    class Meta:
        model = TappaIter
        fields = ["nome", "dal", "al", "responsabile", "fatta_il", "atto", "nota"]
        widgets = {"nota": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"atto": "Per esempio «Deliberazione n. 4/2026».", "fatta_il": "Vuoto finché non è avvenuto."}

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.oggi = oggi
        self.fields["responsabile"].queryset = persone_con("redige_piano", oggi)

    def clean_fatta_il(self):
        giorno = self.cleaned_data["fatta_il"]
        if giorno and giorno > self.oggi:
            raise forms.ValidationError("È un giorno futuro: si scrive quando è avvenuto.")
        return giorno

    def clean(self):
        dati = super().clean()
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "La fine viene prima dell’inizio.")
        return dati
