from django import forms
from django.core.exceptions import ValidationError

from ambito import operazioni
from ambito.errori import ErroreAtteso
from ambito.importazione.comuni import decodifica, leggi_file, leggi_testo
from ambito.models import Ambito
from ambito.moduli import CampoFile, Modulo
from ambito.nucleo.formati_italiani import ErroreFormato, leggi_codice_istat


class CoordinatoreForm(Modulo):
    """Chi guida un Ambito che non ha ancora nessuno: riceve l’invito."""

    email = forms.EmailField(label="Indirizzo e-mail del coordinatore", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    nome = forms.CharField(label="Nome", max_length=80)
    cognome = forms.CharField(label="Cognome", max_length=80)
    atto = forms.CharField(label="Atto di nomina", max_length=200)

    def coordinatore(self):
        """I dati dell’invito."""
        return {campo: self.cleaned_data[campo] for campo in ("email", "nome", "cognome", "atto")}


class NuovoAmbitoForm(CoordinatoreForm):
    """Un Ambito da creare: controlla tutto ciò che controlla il comando `crea_ambito`, prima di scrivere."""

    ambito = forms.CharField(
        label="Nome dell’Ambito", max_length=Ambito._meta.get_field("nome").max_length, help_text="Per esempio «Ambito di Lodi»."
    )
    slug = forms.CharField(
        label="Parola dell’indirizzo",
        max_length=Ambito._meta.get_field("slug").max_length,
        help_text="Minuscole, cifre e trattini: con «lodi» le pagine stanno in /lodi/. Non si cambia più.",
    )
    regione = forms.CharField(label="Regione", max_length=Ambito._meta.get_field("regione").max_length)
    capofila = forms.CharField(label="Codice Istat del Comune capofila", max_length=6)
    comuni = forms.CharField(
        label="Codici Istat dei Comuni",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Uno per riga, capofila compreso.",
    )
    file = CampoFile(
        label="Oppure un file", required=False, estensioni=("csv", "txt"), massimo_mb=1, help_text="CSV con la colonna istat_code."
    )

    field_order = ["ambito", "slug", "regione", "capofila", "comuni", "file"]

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.oggi, self.elenco = oggi, {}

    def clean_capofila(self):
        try:
            return leggi_codice_istat(self.cleaned_data["capofila"])
        except ErroreFormato as errore:
            raise ValidationError(str(errore)) from errore

    def clean(self):
        dati = super().clean()
        codici = self._codici(dati)
        if codici and dati.get("slug") and dati.get("capofila"):
            try:
                self.elenco = operazioni.verifica_ambito(slug=dati["slug"], capofila=dati["capofila"], codici_istat=codici)
            except ErroreAtteso as errore:
                self.add_error("slug" if "indirizzo" in errore.frase else "capofila", errore.frase)
        return dati

    def _codici(self, dati):
        """I codici dal file, se c’è, altrimenti dal testo; gli errori vanno al campo da cui vengono."""
        campo = "file" if dati.get("file") else "comuni"
        try:
            if campo == "file":
                return leggi_file(decodifica(dati["file"].read()), self.oggi)
            return leggi_testo(dati.get("comuni", ""), self.oggi)
        except ErroreAtteso as errore:
            self.add_error(campo, errore.frase.splitlines())
            return []

    def proposta(self):
        """Gli argomenti di `gestione.apri_ambito`."""
        dati = {campo: self.cleaned_data[campo] for campo in ("slug", "regione", "capofila")}
        return {
            **dati,
            "nome": self.cleaned_data["ambito"],
            "codici_istat": list(self.elenco),
            "coordinatore": self.coordinatore(),
        }


class SospensioneForm(Modulo):
    """Perché si chiude o si riapre un accesso."""

    motivo = forms.CharField(label="Motivo", max_length=300, help_text="Resta nel registro della piattaforma.")
