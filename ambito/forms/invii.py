from django import forms

from ambito.invii import ATTESA_MASSIMA
from ambito.moduli import Modulo


class AttesaForm(Modulo):
    minuti = forms.IntegerField(
        label="Minuti in cui un invio a molti si può annullare",
        min_value=0,
        max_value=ATTESA_MASSIMA,
        help_text=f"Da 0 (parte subito) a {ATTESA_MASSIMA}. Convocazioni e avvisi di un passo compiuto partono comunque subito.",
    )


class ConsegnaForm(Modulo):
    giorno = forms.DateField(label="Consegnata il")
