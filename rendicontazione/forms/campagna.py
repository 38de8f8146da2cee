from decimal import Decimal

from django import forms

from ambito.moduli import CampoEuro, Modulo
from rendicontazione.controlli import QUOTA_MINORI, SCARTO_MEDIANA, SCOSTAMENTO
from rendicontazione.models import Campagna


class DateForm(Modulo):
    """Le date e le regole di una campagna."""

    apre = forms.DateField(label="Si apre il", help_text="Da questo giorno i Comuni possono inserire la spesa.")
    chiude = forms.DateField(
        label="Termine per l’invio", help_text="Dopo il termine i Comuni possono ancora inviare, ma risultano in ritardo."
    )

    scostamento = forms.IntegerField(
        label="Variazione da spiegare (%)", min_value=1, max_value=1000, initial=SCOSTAMENTO, required=False,
        help_text="Se la spesa di un intervento cambia più di così dall’anno prima, il Comune ne dice il perché.",
    )  # fmt: skip
    scarto_mediana = forms.IntegerField(
        label="Distanza dalla mediana da segnalare (%)", min_value=1, max_value=1000, initial=SCARTO_MEDIANA, required=False,
        help_text="L’Ufficio vede i Comuni la cui spesa per abitante dista dalla mediana dell’Ambito più di così.",
    )  # fmt: skip
    quota_minori = forms.IntegerField(
        label="Quota dei minori del Fondo nazionale (%)", min_value=0, max_value=100, initial=QUOTA_MINORI, required=False,
        help_text="L’Ufficio legge se la parte del Fondo per infanzia, adolescenza e famiglia è più bassa di così.",
    )  # fmt: skip
    prova_da = CampoEuro(
        label="Spesa lorda da cui serve una prova", required=False, min_value=Decimal("0.01"),
        help_text="Le righe di questo importo o più non si inviano senza un file che le provi. Vuoto: le prove sono facoltative.",
    )  # fmt: skip
    doppio_controllo = forms.BooleanField(
        label="Due controlli", required=False,
        help_text="Chi valida la spesa di un Comune è una persona diversa da chi l’ha controllata per prima.",
    )  # fmt: skip

    def clean(self):
        dati = super().clean()
        for campo, di_serie in (("scostamento", SCOSTAMENTO), ("scarto_mediana", SCARTO_MEDIANA), ("quota_minori", QUOTA_MINORI)):
            dati[campo] = di_serie if dati.get(campo) is None else dati[campo]
        if dati.get("apre") and dati.get("chiude") and dati["chiude"] < dati["apre"]:
            self.add_error("chiude", "Il termine viene prima dell’apertura.")
        return dati


class CampagnaForm(DateForm):
    """Una campagna nuova."""

    field_order = ["anno", "apre", "chiude", "scostamento", "scarto_mediana", "quota_minori", "prova_da", "doppio_controllo"]
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
        help_text="Il Comune legge questa frase in cima alla sua pagina, prima dei rilievi.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
