from django import forms

from ambito.moduli import Modulo

ADESSO = "adesso"


class CongelaForm(Modulo):
    """Il nome e la nota con cui si congela la bozza."""

    nome = forms.CharField(
        label="Nome",
        required=False,
        max_length=80,
        help_text="Per esempio «Bozza 3 per il Tavolo anziani». Vuoto: «Bozza» e il numero.",
    )
    nota = forms.CharField(
        label="Nota",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A che cosa serve, o per chi è: la leggono tutti quelli che leggono il piano.",
    )


class ConfrontoVersioniForm(Modulo):
    """Due momenti del piano da confrontare (nell’indirizzo della pagina): versioni, o la bozza di adesso."""

    da = forms.ChoiceField(label="Da")
    a = forms.ChoiceField(label="A")

    def __init__(self, *args, versioni, bozza, **kwargs):
        super().__init__(*args, **kwargs)
        scelte = [(str(v.numero), f"Versione {v.numero}, {v.chiamata}") for v in versioni]
        adesso = [(ADESSO, "La bozza di adesso")] if bozza else []
        self.fields["da"].choices = self.fields["a"].choices = adesso + scelte

    def momenti(self):
        """I numeri scelti, dal più vecchio; la bozza di adesso è `None` e viene per ultima."""
        scelti = [self.cleaned_data[lato] for lato in ("da", "a")]
        return sorted((None if s == ADESSO else int(s) for s in scelti), key=lambda n: (n is None, n or 0))
