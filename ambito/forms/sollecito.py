from django import forms

from ambito.moduli import Modulo


class SollecitoForm(Modulo):
    """Il testo del sollecito, uguale per tutti, e se scrivere anche le lettere."""

    testo = forms.CharField(
        label="Testo del messaggio",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Il portale vi aggiunge il collegamento alla pagina che ciascuno deve aprire.",
    )
    lettere = forms.BooleanField(
        label="Prepara una lettera per i Comuni in cui nessuno lo riceverebbe",
        required=False,
        help_text="Le stampi tutte insieme in un PDF, e segni quando sono consegnate.",
    )

    def __init__(self, *args, con_lettere, **kwargs):
        super().__init__(*args, **kwargs)
        if not con_lettere:
            del self.fields["lettere"]
