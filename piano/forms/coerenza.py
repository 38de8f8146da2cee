from django import forms

from ambito.moduli import Modulo


class RilievoForm(Modulo):
    """Perché un rilievo resta com’è."""

    motivo = forms.CharField(label="Perché resta così", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
