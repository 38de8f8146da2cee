from django import forms

from accordo import selezioni
from accordo.forms.base import InBozza, codice_fiscale, telefono
from accordo.models import Adesione
from accordo.requisiti import DATI_OBBLIGATORI, DICHIARAZIONI
from accordo.stati import TipoAdesione
from ambito.moduli import Modulo, ModuloModello


class DatiForm(InBozza, ModuloModello):
    """Primo passo: il Comune, chi lo rappresenta, chi parteciperà."""

    class Meta:
        model = Adesione
        fields = [
            "denominazione", "codice_fiscale", "sede", "pec", "email", "telefono", "rappresentante_nome", "rappresentante_carica",
            "rappresentante_cf", "referente_nome", "referente_email", "referente_telefono", "sostituto_nome", "sostituto_email",
        ]  # fmt: skip
        labels = {
            "codice_fiscale": "Codice fiscale del Comune", "rappresentante_nome": "Nome e cognome",
            "rappresentante_carica": "Carica",
            "rappresentante_cf": "Codice fiscale personale", "referente_nome": "Nome e cognome del referente",
            "referente_email": "E-mail del referente", "referente_telefono": "Telefono del referente",
            "sostituto_nome": "Nome e cognome del sostituto", "sostituto_email": "E-mail del sostituto",
        }  # fmt: skip
        help_texts = {
            "codice_fiscale": "Undici cifre.",
            "sede": "Via, numero, CAP e località.",
            "rappresentante_cf": "Lo vedono solo il tuo Comune e l’Ufficio di Piano; non si pubblica e non compare nella ricevuta.",
            "referente_nome": "La persona che parteciperà ai tavoli.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nome in DATI_OBBLIGATORI:
            campo = self.fields[nome]
            campo.required = True
            campo.error_messages["required"] = f"Compila «{campo.label}»."

    def clean_codice_fiscale(self):
        return codice_fiscale(self.cleaned_data["codice_fiscale"], di_persona=False)

    def clean_rappresentante_cf(self):
        return codice_fiscale(self.cleaned_data["rappresentante_cf"], di_persona=True)

    def clean_telefono(self):
        return telefono(self.cleaned_data["telefono"])

    def clean_referente_telefono(self):
        return telefono(self.cleaned_data["referente_telefono"])


class AreeForm(InBozza, Modulo):
    """Secondo passo: come si aderisce, su che cosa, a quali tavoli."""

    tipo = forms.ChoiceField(label="Come aderisce il Comune", choices=TipoAdesione.choices, widget=forms.RadioSelect)
    aree_target = forms.ModelMultipleChoiceField(
        queryset=None, label="Aree di intervento che interessano il Comune", widget=forms.CheckboxSelectMultiple
    )
    tavoli = forms.ModelMultipleChoiceField(
        queryset=None, label="Tavoli a cui partecipare", widget=forms.CheckboxSelectMultiple, required=False
    )
    esperienza = forms.CharField(
        label="Esperienza del Comune in queste aree",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Servizi e attività degli ultimi anni. Nessun nome di persone seguite dai servizi.",
    )

    def __init__(self, *args, avviso, solo_consultiva=False, **kwargs):
        super().__init__(*args, **kwargs)
        if solo_consultiva:
            self.fields["tipo"].choices = [(TipoAdesione.CONSULTIVA.value, TipoAdesione.CONSULTIVA.label)]
            self.initial["tipo"] = TipoAdesione.CONSULTIVA
        self.fields["aree_target"].queryset = selezioni.aree()
        self.fields["tavoli"].queryset = tavoli = selezioni.tavoli(avviso)
        if not tavoli:
            self.fields.pop("tavoli")

    @property
    def senza_tavoli(self):
        return "tavoli" not in self.fields


class InvioForm(InBozza, ModuloModello):
    """Ultimo passo: le dichiarazioni di chi invia."""

    class Meta:
        model = Adesione
        fields = [*DICHIARAZIONI, "note"]
        labels = {
            "conosce_accordo": "Il Comune conosce il Piano di Zona e lo schema di accordo di programma.",
            "senza_impedimenti": "Non ci sono impedimenti né conflitti di interesse che ostacolino l’adesione.",
            "dichiara_445": "So che le dichiarazioni false sono punite (DPR 445/2000, articoli 75 e 76).",
            "letta_informativa": "Ho letto l’informativa sul trattamento dei dati (art. 13 del regolamento UE 2016/679).",
            "note": "Note per l’Ufficio di Piano",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nome in DICHIARAZIONI:
            self.fields[nome].required = True
            self.fields[nome].error_messages["required"] = "Per inviare spunta questa casella."
