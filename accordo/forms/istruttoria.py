from django import forms
from django.utils import timezone

from accordo import selezioni
from accordo.requisiti.adesioni import puo_sottoscrivere
from accordo.requisiti.rilievi import bersagli_di
from ambito.moduli import Modulo
from ambito.nucleo.formati_italiani import formatta_data

ESITI = {
    "accogli_sottoscrittore": "Accogli: sottoscriverà l’accordo",
    "accogli_consultiva": "Accogli come consultiva: partecipa ai tavoli, non sottoscrive",
    "chiedi_integrazione": "Rimanda con i rilievi qui sopra",
    "respingi": "Respingi",
    "riesamina": "Riapri l’esame: la decisione presa si ritira",
}
CON_MOTIVO = ("chiedi_integrazione", "respingi", "riesamina")


class IstruttoriaForm(Modulo):
    """La decisione dell’Ufficio di Piano su un’adesione."""

    esito = forms.ChoiceField(label="Decisione", widget=forms.RadioSelect)
    motivo = forms.CharField(
        label="Motivo",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lo legge chi aderisce. Serve se rimandi, respingi o accogli come consultiva chi ha chiesto di sottoscrivere.",
    )
    entro = forms.DateField(label="Da correggere entro", required=False, help_text="Solo se rimandi.")

    def __init__(self, *args, possibili, adesione, rilievi, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.adesione, self.rilievi, self.oggi = adesione, rilievi, oggi
        ammessi = [p for p in ESITI if p in possibili and (p != "accogli_sottoscrittore" or not puo_sottoscrivere(adesione))]
        self.fields["esito"].choices = [(p, ESITI[p]) for p in ammessi]
        if "chiedi_integrazione" not in ammessi:
            del self.fields["entro"]

    def clean(self):
        dati = super().clean()
        esito = dati.get("esito")
        if esito in CON_MOTIVO and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Scrivi il motivo: chi aderisce deve sapere perché.")
        if esito == "accogli_consultiva" and self.adesione.tipo == "sottoscrittore" and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Ha chiesto di sottoscrivere: scrivi perché l’accogli solo come consultiva.")
        if esito == "chiedi_integrazione":
            self._controlla_richiesta(dati)
        return dati

    def _controlla_richiesta(self, dati):
        if not self.rilievi:
            self.add_error("esito", "Per rimandarla scrivi prima almeno un rilievo: dice quale dato correggere.")
        entro = dati.get("entro")
        if "entro" not in self.errors and (entro is None or entro < self.oggi):
            self.add_error("entro", "Indica una data da oggi in poi.")


class SospensioneForm(Modulo):
    """Da quando e perché un’adesione accolta è sospesa."""

    dal = forms.DateField(label="Sospesa dal", help_text="Il giorno da cui non conta più: di solito oggi.")
    motivo = forms.CharField(
        label="Motivo",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lo legge chi aderisce: scrivi anche che cosa deve fare perché si possa riattivare.",
    )

    def __init__(self, *args, adesione, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.inviata, self.oggi = timezone.localdate(adesione.inviata_il), oggi

    def clean_dal(self):
        dal = self.cleaned_data["dal"]
        if not self.inviata <= dal <= self.oggi:
            raise forms.ValidationError(f"Fra il {formatta_data(self.inviata)}, quando fu inviata, e oggi.")
        return dal


class RilievoForm(Modulo):
    """Un rilievo su un dato preciso dell’adesione."""

    bersaglio = forms.ChoiceField(
        label="Su che cosa",
    )
    testo = forms.CharField(
        label="Che cosa va corretto",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lo legge chi compila, accanto al dato. Un rilievo per dato: scriverne un altro sostituisce il primo.",
    )

    def __init__(self, *args, adesione, **kwargs):
        super().__init__(*args, **kwargs)
        per_passo = [(selezioni.PARTI[passo], list(voci.items())) for passo, voci in bersagli_di(adesione).items()]
        self.fields["bersaglio"].choices = [("", "Scegli"), *per_passo]
