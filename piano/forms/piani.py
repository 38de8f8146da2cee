from django import forms

from ambito.moduli import Modulo
from ambito.nucleo.periodi import Triennio
from piano.selezioni.modelli import modelli_di_indice, modello_per

PRIMA, DOPO = 4, 3


class NuovoPianoForm(Modulo):
    """Sceglie il triennio di un piano nuovo (anni vicini a oggi e non già pianificati) e il modello di indice."""

    triennio = forms.ChoiceField(label="Triennio", help_text="Gli anni già coperti da un piano non compaiono.")
    modello = forms.ChoiceField(
        label="Indice di partenza", required=False, help_text="Si può cambiare tutto, dopo: voci, nomi dei livelli, ordine."
    )

    def __init__(self, *args, oggi, piani, regione, **kwargs):
        super().__init__(*args, **kwargs)
        coperti = {anno for piano in piani for anno in piano.anni}
        inizi = [a for a in range(oggi.year - PRIMA, oggi.year + DOPO) if coperti.isdisjoint(range(a, a + 3))]
        self.fields["triennio"].choices = [("", "Scegli il triennio")] + [(str(Triennio(a)), f"{a}–{a + 2}") for a in inizi]
        self.fields["modello"].choices = [(m.codice, m.nome) for m in modelli_di_indice().values()]
        self.fields["modello"].initial = modello_per(regione)

    def clean_triennio(self):
        return Triennio.leggi(self.cleaned_data["triennio"])


class PassoForm(Modulo):
    """Un passaggio di stato chiesto dalla pagina del piano, con il suo motivo."""

    passo = forms.ChoiceField(widget=forms.HiddenInput)
    nota = forms.CharField(label="Motivo", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, ammessi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passo"].choices = [(nome, nome) for nome in ammessi]


class ProrogaForm(Modulo):
    """Fino a quando dura il piano, e con quale atto."""

    anno = forms.TypedChoiceField(coerce=int, label="Fino al 31 dicembre del")
    atto = forms.CharField(label="Deliberazione che lo decide", max_length=300, help_text="Numero, data e organo.")

    def __init__(self, *args, anni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anno"].choices = [("", "Scegli l’anno")] + [(anno, str(anno)) for anno in anni]
