from django import forms

from ambito.moduli import Modulo
from rendicontazione.models import CELLE

TUTTA = "riga"


def _testo(etichetta, aiuto=""):
    return forms.CharField(label=etichetta, help_text=aiuto, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class RilievoMancaForm(Modulo):
    """Che cosa manca nella spesa del Comune."""

    testo = _testo("Che cosa manca", "Il Comune potrà aggiungere righe.")


class RilievoForm(Modulo):
    """Che cosa correggere in una riga."""

    field_order = ["campo", "testo"]
    campo = forms.ChoiceField(
        label="Su che cosa",
        choices=[(TUTTA, "Tutta la riga"), *((campo, f"Solo {nome}") for campo, nome in CELLE.items())],
        help_text="Il Comune potrà cambiare soltanto questo. «Tutta la riga» la lascia anche togliere, e serve se una cifra ne "
        "trascina un’altra.",
    )
    testo = _testo("Che cosa correggere", "Il Comune legge questa frase accanto alla riga.")

    def clean_campo(self):
        """La cella, o vuoto per tutta la riga."""
        campo = self.cleaned_data["campo"]
        return "" if campo == TUTTA else campo


class RispostaForm(Modulo):
    """Perché la cifra va bene com’è."""

    risposta = _testo("Perché va bene così", "Se invece correggi la cifra, rispondere non serve.")
