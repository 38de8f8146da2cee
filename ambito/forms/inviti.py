from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from ambito.models import Utente
from ambito.moduli import Modulo

_NUOVA = {"autocomplete": "new-password"}


class IngressoForm(Modulo):
    """Nome e password di chi accetta il primo invito."""

    nome = forms.CharField(label="Nome", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    cognome = forms.CharField(label="Cognome", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs=_NUOVA),
        help_text="Almeno 12 caratteri. Una frase lunga è più sicura di una parola complicata.",
    )
    ripetuta = forms.CharField(label="Ripeti la password", strip=False, widget=forms.PasswordInput(attrs=_NUOVA))

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        dati = super().clean()
        if dati.get("password") and dati.get("ripetuta") and dati["password"] != dati["ripetuta"]:
            self.add_error("ripetuta", "Le due password non sono uguali.")
        if dati.get("password"):
            self._esigi_robusta(dati)
        return dati

    def _esigi_robusta(self, dati):
        persona = Utente(email=self.email, nome=dati.get("nome", ""), cognome=dati.get("cognome", ""))
        try:
            password_validation.validate_password(dati["password"], persona)
        except ValidationError as errore:
            self.add_error("password", errore)
