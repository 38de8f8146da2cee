"""I moduli che chiunque può mandare senza entrare: due cautele che le persone non vedono e i programmi non passano."""

from django import forms
from django.core import signing

# Chi legge e scrive ci mette di più; un programma no. Dopo mezza giornata la pagina va riaperta.
SECONDI_MINIMI, SECONDI_MASSIMI = 4, 12 * 3600
FIRMA = signing.TimestampSigner(salt="ambito.modulo_pubblico")


class DiChiunque(forms.Form):
    """Da unire a un modulo pubblico. `sito` è un campo che le persone non vedono; `aperta` dice quando si è aperta la pagina."""

    sito = forms.CharField(
        required=False, label="Lascia vuoto questo campo", widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    aperta = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["aperta"].initial = FIRMA.sign("modulo")

    @property
    def da_un_programma(self):
        """Qualcuno ha compilato il campo nascosto."""
        return bool(self.data.get("sito"))

    def clean_aperta(self):
        """La pagina è stata aperta da qualche secondo, e non da ieri."""
        segno = self.cleaned_data["aperta"]
        try:
            FIRMA.unsign(segno, max_age=SECONDI_MASSIMI)
        except signing.BadSignature as errore:
            self._rinnova()
            raise forms.ValidationError("La pagina era aperta da molto tempo: rileggi e invia di nuovo.") from errore
        try:
            FIRMA.unsign(segno, max_age=SECONDI_MINIMI)
        except signing.SignatureExpired:
            return segno
        raise forms.ValidationError("È passato troppo poco tempo da quando hai aperto la pagina: rileggi e invia di nuovo.")

    def _rinnova(self):
        self.data = self.data.copy()
        self.data["aperta"] = FIRMA.sign("modulo")
