from django import forms

from ambito.moduli import Modulo


class MotivoResiduoForm(Modulo):
    """Perché una parte non è impegnata, e quando lo sarà."""

    motivo = forms.CharField(
        label="Perché non è ancora impegnato", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Per esempio «gara in corso per il servizio educativo».",
    )  # fmt: skip
    impegno_previsto = forms.DateField(label="Data prevista dell’impegno")
