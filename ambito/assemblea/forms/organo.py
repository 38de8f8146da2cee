"""Un altro organo dell’Ambito."""

from django import forms

from ambito.moduli import Modulo

ATTI = ("deliberazione", "risoluzione", "decisione")


class OrganoForm(Modulo):
    """Come si chiama l’organo e come si chiamano i suoi atti."""

    nome = forms.CharField(
        label="Come si chiama", max_length=120,
        help_text="Per esempio «Tavolo istituzionale», «Giunta esecutiva», «Conferenza dei sindaci».",
    )  # fmt: skip
    nome_atto = forms.ChoiceField(label="Come si chiamano i suoi atti", choices=[(atto, atto.capitalize()) for atto in ATTI])
