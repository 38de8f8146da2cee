"""I moduli di ciò che si scrive mentre il piano si realizza, e i filtri della pagina dell’andamento."""

from django import forms

from ambito.moduli import CampoFile, CampoNumero, Modulo
from piano.models import Esito
from piano.parole import LUCI
from piano.selezioni import in_vigore

CORTO, LUNGO = 500, 2000


class AndamentoForm(Modulo):
    """Quali obiettivi si guardano (nell’indirizzo della pagina)."""

    area = forms.ChoiceField(label="Area", required=False)
    luce = forms.ChoiceField(label="Andamento", required=False, choices=[("", "Tutti"), *LUCI.items()])
    mie = forms.BooleanField(label="Solo quelli con indicatori affidati a me", required=False)

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Tutte le aree"), *in_vigore.nomi_delle_aree(piano)]


class RilevazioneForm(Modulo):
    """Un valore letto."""

    al = forms.DateField(label="A quale giorno si riferisce", help_text="Di solito l’ultimo giorno del periodo.")
    valore = CampoNumero(label="Valore")
    fonte = forms.CharField(label="Da dove viene", required=False, max_length=160)
    nota = forms.CharField(
        label="Nota", required=False, max_length=CORTO, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Che cosa serve sapere per capire il numero. Niente nomi di persone.",
    )  # fmt: skip
    file = CampoFile(label="Documento da cui viene", required=False, estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=5)

    def __init__(self, *args, unita, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valore"].label = f"Valore ({unita})"

    def dati(self):
        """Ciò che le operazioni chiedono: il file diventa la coppia (nome, byte)."""
        dati = {campo: self.cleaned_data[campo] for campo in self.cleaned_data if campo != "file"}
        file = self.cleaned_data["file"]
        return {**dati, "prova": (file.name, file.read()) if file else None}


class CorrezioneForm(RilevazioneForm):
    """Il valore giusto al posto di uno sbagliato, e perché."""

    al = None
    motivo = forms.CharField(label="Perché si corregge", max_length=300)


class AvanzamentoForm(Modulo):
    """A che punto è un’azione."""

    passo = forms.ChoiceField(label="Lo stato", required=False)
    avanzamento = forms.IntegerField(label="Quanto è fatta, in percento", min_value=0, max_value=100)
    nota = forms.CharField(
        label="Nota", required=False, max_length=CORTO, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Che cosa si è fatto e che cosa manca. Serve per sospendere, annullare o riaprire.",
    )  # fmt: skip

    def __init__(self, *args, passi, attuale, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passo"].choices = [("", f"Resta «{attuale}»"), *passi]


class ValutazioneForm(Modulo):
    """Com’è andato un obiettivo."""

    esito = forms.ChoiceField(label="Com’è andato", choices=[("", "Scegli"), *Esito.choices])
    grado = forms.IntegerField(label="Quanto è raggiunto, in percento", min_value=0, max_value=100)
    perche = forms.CharField(
        label="Perché", required=False, max_length=LUNGO, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Che cosa ha aiutato, che cosa ha frenato. Serve se non è raggiunto.",
    )  # fmt: skip
    correttivi = forms.CharField(
        label="Che cosa si farà", required=False, max_length=LUNGO, widget=forms.Textarea(attrs={"rows": 3})
    )
