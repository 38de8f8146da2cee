from django import forms

from ambito.moduli import CampoFile, Modulo


class ImportaForm(Modulo):
    """Il foglio da caricare."""

    file = CampoFile(label="Foglio della spesa", estensioni=("xlsx", "csv", "ods", "xls"), massimo_mb=5)


class InviaForm(Modulo):
    """L’invio della spesa all’Ufficio di Piano."""

    senza_spesa = forms.BooleanField(
        label="Il Comune non ha avuto spesa sociale in questo anno",
        required=False,
        help_text="Da spuntare solo se non c’è nessuna riga da inserire.",
    )
    messaggio = forms.CharField(
        label="Messaggio per l’Ufficio di Piano", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, con_righe, **kwargs):
        super().__init__(*args, **kwargs)
        if con_righe:
            del self.fields["senza_spesa"]
