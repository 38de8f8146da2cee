from django import forms

from ambito.moduli import Modulo
from rendicontazione.models import Campagna


class DateForm(Modulo):
    """Le date di una campagna."""

    apre = forms.DateField(label="Si apre il", help_text="Da questo giorno i Comuni possono inserire la spesa.")
    chiude = forms.DateField(
        label="Termine per l’invio", help_text="Dopo il termine i Comuni possono ancora inviare, ma risultano in ritardo."
    )

    def clean(self):
        dati = super().clean()
        if dati.get("apre") and dati.get("chiude") and dati["chiude"] < dati["apre"]:
            self.add_error("chiude", "Il termine viene prima dell’apertura.")
        return dati


class CampagnaForm(DateForm):
    """Una campagna nuova."""

    field_order = ["anno", "apre", "chiude"]
    anno = forms.IntegerField(label="Anno della spesa", min_value=2000, max_value=2100)

    def clean_anno(self):
        anno = self.cleaned_data["anno"]
        if Campagna.objects.filter(anno=anno).exists():
            raise forms.ValidationError(f"La campagna {anno} esiste già.")
        return anno


class MotivoForm(Modulo):
    """Un passo che vuole il suo perché."""

    motivo = forms.CharField(label="Motivo", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class RimandaForm(MotivoForm):
    motivo = forms.CharField(
        label="Che cosa correggere",
        help_text="Il Comune legge questa frase in cima alla sua pagina.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
