from django import forms
from django.core import signing

from ambito.moduli import ModuloModello
from ambito.nucleo.codici import trova_codici_fiscali
from piano.models import ConsultazionePubblica, Contributo
from servizi.selezioni import aree

# Chi legge le domande e scrive ci mette di più; un programma no. Dopo mezza giornata la pagina va riaperta.
SECONDI_MINIMI, SECONDI_MASSIMI = 4, 12 * 3600
FIRMA = signing.TimestampSigner(salt="piano.contributo")


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


class ContributoForm(ModuloModello):
    """Il contributo di chiunque. `sito` è un campo che le persone non vedono: chi lo compila è un programma."""

    area = forms.ModelChoiceField(queryset=None, required=False, label="Di che cosa parli", empty_label="Di più cose insieme")
    sito = forms.CharField(
        required=False, label="Lascia vuoto questo campo", widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    aperta = forms.CharField(widget=forms.HiddenInput)

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
        self.fields["aperta"].initial = FIRMA.sign("modulo")

    @property
    def da_un_programma(self):
        """Qualcuno ha compilato il campo nascosto."""
        return bool(self.data.get("sito"))

    def clean_testo(self):
        testo = self.cleaned_data["testo"]
        if trova_codici_fiscali(testo):
            raise forms.ValidationError("Nel testo c’è un codice fiscale: toglilo, qui non si parla di singole persone.")
        return testo

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
