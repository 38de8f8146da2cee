from django import forms

from ambito.moduli import Modulo, ModuloModello
from piano.forms.sezioni import NUMERO_MASSIMO
from piano.models import GiroOsservazioni, Sezione
from piano.models.giro import MOTIVO_MASSIMO, TESTO_MASSIMO
from piano.stati import EsitoOsservazione, Riscontro

FILTRI_QUADRO = [
    ("mancano", "Non ha risposto a tutto"),
    ("osservazioni", "Ha osservazioni"),
    ("contrari", "È contrario su qualcosa"),
]


class GiroForm(ModuloModello):
    """La lettera ai Sindaci e le regole del giro."""

    class Meta:
        model = GiroOsservazioni
        fields = ["titolo", "lettera", "chiude", "silenzio"]
        widgets = {"lettera": forms.Textarea(attrs={"rows": 8}), "silenzio": forms.RadioSelect}
        help_texts = {
            "titolo": "Come lo chiamate, per esempio «Prima bozza del Piano di Zona».",
            "lettera": "Due paragrafi: che cosa si chiede, su che cosa serve di più il parere dei Comuni.",
            "chiude": "Si risponde fino a tutto quel giorno; poi il giro si chiude da sé.",
            "silenzio": "I Sindaci la leggono prima di rispondere, e resta scritta nell’esito.",
        }


class TermineForm(Modulo):
    """Un altro ultimo giorno per rispondere, e perché."""

    chiude = forms.DateField(label="Nuovo ultimo giorno per rispondere")
    motivo = forms.CharField(
        label="Motivo", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="I Comuni lo leggono nell’avviso."
    )


class ChiusuraForm(Modulo):
    """Perché il giro si chiude prima del termine; dopo il termine non serve."""

    motivo = forms.CharField(
        label="Motivo", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Resta scritto nell’esito."
    )

    def __init__(self, *args, anticipata, **kwargs):
        super().__init__(*args, **kwargs)
        if not anticipata:
            del self.fields["motivo"]


class RispostaForm(Modulo):
    """La risposta di un Comune su una sezione, con la revisione che la persona ha visto."""

    codice = forms.ChoiceField()
    esito = forms.ChoiceField(choices=EsitoOsservazione.choices)
    testo = forms.CharField(required=False, max_length=TESTO_MASSIMO)
    revisione = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO)

    def __init__(self, *args, codici, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codice"].choices = [(codice, codice) for codice in codici]


class RiscontroForm(Modulo):
    """Che cosa l’Ufficio di Piano fa di un’osservazione."""

    riscontro = forms.ChoiceField(label="Che cosa se ne fa", choices=Riscontro.choices, widget=forms.RadioSelect)
    motivo = forms.CharField(
        label="Perché", max_length=MOTIVO_MASSIMO, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Si può lasciare vuoto soltanto se l’osservazione è accolta.",
    )  # fmt: skip
    sezione = forms.ModelChoiceField(
        queryset=None, label="Sezione cambiata", required=False, empty_label="Nessuna",
        help_text="Se il testo cambia, dove: chi ha scritto l’osservazione ci arriva da qui.",
    )  # fmt: skip
    revisione = forms.IntegerField(min_value=1, max_value=NUMERO_MASSIMO, widget=forms.HiddenInput)
    gia_dato = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sezione"].queryset = Sezione.objects.filter(piano=piano).defer("testo")


class FiltroQuadroForm(Modulo):
    """I filtri del quadro, nell’indirizzo."""

    q = forms.CharField(label="Nome del Comune", required=False, max_length=60)
    stato = forms.ChoiceField(label="Quali Comuni", required=False, choices=[("", "Tutti"), *FILTRI_QUADRO])
