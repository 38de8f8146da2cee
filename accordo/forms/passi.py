from django import forms

from accordo import selezioni
from accordo.forms.base import InBozza, codice_fiscale, partita_iva, telefono
from accordo.models import Adesione
from accordo.requisiti.adesioni import DATI_OBBLIGATORI, DICHIARAZIONI, SEZIONI_RUNTS
from accordo.stati import TipoAdesione
from ambito.moduli import Modulo, ModuloModello

# Un Comune sottoscrive o siede ai tavoli: aderente e partner sono modi degli enti.
DEI_COMUNI = [(t.value, t.label) for t in (TipoAdesione.SOTTOSCRITTORE, TipoAdesione.CONSULTIVA)]


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
            "rappresentante_cf": "Quello di chi rappresenta il Comune, di solito il Sindaco. "
            "Lo vedono solo il tuo Comune e l’Ufficio di Piano; non si pubblica e non compare nella ricevuta.",
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


class DatiEnteForm(DatiForm):
    """Primo passo di un ente: in più, natura giuridica, partita IVA, RUNTS, sedi, sito."""

    sito = forms.URLField(label="Sito web", required=False, max_length=200, assume_scheme="https")

    class Meta(DatiForm.Meta):
        fields = [
            "denominazione", "natura_giuridica", "codice_fiscale", "partita_iva", "runts_numero", "runts_data", "sede",
            "sede_operativa", "sito", *DatiForm.Meta.fields[3:],
        ]  # fmt: skip
        labels = {**DatiForm.Meta.labels, "codice_fiscale": "Codice fiscale dell’ente"}
        help_texts = {
            **DatiForm.Meta.help_texts,
            "codice_fiscale": "Undici cifre. Un gruppo senza codice proprio usa quello di chi lo rappresenta.",
            "runts_numero": "Obbligatorio per chi è in una sezione del registro unico del terzo settore.",
            "rappresentante_cf": "Quello di chi rappresenta l’ente. "
            "Lo vedono solo il tuo ente e l’Ufficio di Piano; non si pubblica e non compare nella ricevuta.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["natura_giuridica"].required = True

    def clean_codice_fiscale(self):
        testo = self.cleaned_data["codice_fiscale"]
        return codice_fiscale(testo, di_persona=len("".join(testo.split())) == 16)

    def clean_partita_iva(self):
        return partita_iva(self.cleaned_data["partita_iva"])

    def clean(self):
        dati = super().clean()
        if not self.bozza and dati.get("natura_giuridica") in SEZIONI_RUNTS:
            for nome in ("runts_numero", "runts_data"):
                if not dati.get(nome) and nome not in self.errors:
                    self.add_error(nome, "Per la natura giuridica scelta serve l’iscrizione al RUNTS.")
        return dati


class AreeForm(InBozza, Modulo):
    """Secondo passo: come si aderisce, su che cosa, a quali tavoli."""

    tipo = forms.ChoiceField(label="Come aderisce", choices=DEI_COMUNI, widget=forms.RadioSelect)
    aree_target = forms.ModelMultipleChoiceField(
        queryset=None, label="Aree di intervento di interesse", widget=forms.CheckboxSelectMultiple
    )
    tavoli = forms.ModelMultipleChoiceField(
        queryset=None, label="Tavoli a cui partecipare", widget=forms.CheckboxSelectMultiple, required=False
    )
    esperienza = forms.CharField(
        label="Esperienza in queste aree",
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
        self.fields["aree_target"].queryset = selezioni.aree(avviso)
        self.fields["tavoli"].queryset = tavoli = selezioni.tavoli(avviso)
        if not tavoli:
            self.fields.pop("tavoli")

    @property
    def senza_tavoli(self):
        return "tavoli" not in self.fields


class AreeEnteForm(AreeForm):
    """Secondo passo di un ente: in più, dove opera e quali obiettivi del piano sostiene."""

    comuni_operativita = forms.ModelMultipleChoiceField(
        queryset=None, label="Comuni in cui l’ente opera", widget=forms.CheckboxSelectMultiple
    )
    obiettivi = forms.ModelMultipleChoiceField(
        queryset=None, label="Obiettivi del piano che l’ente sostiene", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, avviso, oggi, solo_consultiva=False, **kwargs):
        super().__init__(*args, avviso=avviso, solo_consultiva=solo_consultiva, **kwargs)
        if not solo_consultiva:
            self.fields["tipo"].choices = TipoAdesione.choices
        self.fields["comuni_operativita"].queryset = selezioni.comuni_dell_ambito(oggi)
        self.fields["obiettivi"].queryset = selezioni.obiettivi(avviso)
        self.fields["obiettivi"].choices = scelte = selezioni.scelte_di_obiettivi(avviso)
        if not scelte:
            self.fields.pop("obiettivi")

    @property
    def senza_obiettivi(self):
        return "obiettivi" not in self.fields


class InvioForm(InBozza, ModuloModello):
    """Ultimo passo: le dichiarazioni di chi invia."""

    class Meta:
        model = Adesione
        fields = [*DICHIARAZIONI, "note"]
        labels = {
            "conosce_accordo": "Chi aderisce conosce il Piano di Zona e lo schema di accordo di programma.",
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
