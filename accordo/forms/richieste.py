import re

from django import forms

from accordo.forms.base import codice_fiscale
from accordo.models import RichiestaEnte
from ambito import inviti
from ambito.forms.pubblici import DiChiunque
from ambito.moduli import Modulo, ModuloModello

COLLEGAMENTO = re.compile(r"://|\bwww\.", re.IGNORECASE)


class RichiestaEnteForm(DiChiunque, ModuloModello):
    """Chi è l’ente, chi scrive per lui, a quale indirizzo rispondere."""

    class Meta:
        model = RichiestaEnte
        fields = ["denominazione", "codice_fiscale", "runts_numero", "nome", "cognome", "carica", "email"]
        labels = {"nome": "Il tuo nome", "cognome": "Il tuo cognome", "email": "La tua e-mail"}
        help_texts = {
            "denominazione": "Per intero, come nello statuto.",
            "codice_fiscale": "Undici cifre. Un gruppo senza codice proprio usa quello di chi lo rappresenta.",
            "runts_numero": "Se l’ente è iscritto al registro unico del terzo settore.",
            "carica": "Per esempio presidente, segretaria, delegato.",
            "email": "Ti mandiamo un collegamento per confermare che è tua. Con lo stesso indirizzo entrerai nel portale.",
        }

    def clean_codice_fiscale(self):
        testo = self.cleaned_data["codice_fiscale"]
        return codice_fiscale(testo, di_persona=len("".join(testo.split())) == 16)

    def clean(self):
        """Ciò che si scrive arriva per posta all’indirizzo dato: un collegamento lì dentro sarebbe di chi vuole ingannare."""
        dati = super().clean()
        for campo in ("denominazione", "nome", "cognome", "carica"):
            if COLLEGAMENTO.search(dati.get(campo) or ""):
                self.add_error(campo, "Qui non servono indirizzi web: toglili.")
        return dati

    def clean_email(self):
        return inviti.normale(self.cleaned_data["email"])


class EsitoRichiestaForm(Modulo):
    """La decisione su una richiesta: per un ente nuovo, per uno che c’è già, o un no con il motivo."""

    esito = forms.ChoiceField(label="Decisione", widget=forms.RadioSelect)
    motivo = forms.CharField(
        label="Motivo", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Serve se dici di no: arriva per posta a chi ha chiesto.",
    )  # fmt: skip

    def __init__(self, *args, simili, **kwargs):
        super().__init__(*args, **kwargs)
        self.simili = {str(ente.pk): ente for ente in simili}
        self.fields["esito"].choices = [
            *((chiave, f"Invitalo per «{ente}», che c’è già") for chiave, ente in self.simili.items()),
            ("nuovo", "Aggiungi l’ente e invitalo"),
            ("respingi", "Digli di no"),
        ]

    def clean(self):
        dati = super().clean()
        if dati.get("esito") == "respingi" and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Scrivi perché: lo legge chi ha chiesto.")
        return dati
