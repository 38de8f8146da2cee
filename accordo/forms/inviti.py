from django import forms

from ambito.moduli import Modulo


class InvitiForm(Modulo):
    """Gli enti da invitare, una riga per ente."""

    righe = forms.CharField(
        label="Enti da invitare",
        max_length=30_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Una riga per ente: nome; e-mail. Per esempio: Associazione Il Ponte; segreteria@ilponte.example",
    )
