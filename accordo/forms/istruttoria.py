from django import forms

from accordo import selezioni
from accordo.requisiti import puo_sottoscrivere
from ambito.moduli import Modulo

ESITI = {
    "accogli_sottoscrittore": "Accogli: il Comune sottoscriverà l’accordo",
    "accogli_consultiva": "Accogli come consultiva: partecipa ai tavoli, non sottoscrive",
    "chiedi_integrazione": "Rimanda al Comune perché la corregga",
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
        help_text="Lo legge il Comune. Serve se rimandi, respingi o accogli come consultiva chi ha chiesto di sottoscrivere.",
    )
    parti = forms.MultipleChoiceField(
        label="Passi da correggere",
        choices=[voce for voce in selezioni.PARTI.items() if voce[0] != "invio"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Solo se rimandi: il Comune potrà cambiare soltanto questi.",
    )
    entro = forms.DateField(label="Da correggere entro", required=False, help_text="Solo se rimandi.")

    def __init__(self, *args, possibili, adesione, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.adesione, self.oggi = adesione, oggi
        ammessi = [p for p in ESITI if p in possibili and (p != "accogli_sottoscrittore" or not puo_sottoscrivere(adesione))]
        self.fields["esito"].choices = [(p, ESITI[p]) for p in ammessi]
        if "chiedi_integrazione" not in ammessi:
            del self.fields["parti"], self.fields["entro"]

    def clean(self):
        dati = super().clean()
        esito = dati.get("esito")
        if esito in CON_MOTIVO and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Scrivi il motivo: il Comune deve sapere perché.")
        if esito == "accogli_consultiva" and self.adesione.tipo == "sottoscrittore" and not dati.get("motivo", "").strip():
            self.add_error("motivo", "Il Comune ha chiesto di sottoscrivere: scrivi perché l’accogli solo come consultiva.")
        if esito == "chiedi_integrazione":
            self._controlla_richiesta(dati)
        return dati

    def _controlla_richiesta(self, dati):
        if not dati.get("parti"):
            self.add_error("parti", "Spunta almeno un passo da correggere.")
        entro = dati.get("entro")
        if "entro" not in self.errors and (entro is None or entro < self.oggi):
            self.add_error("entro", "Indica una data da oggi in poi.")
