"""I moduli del catalogo dei servizi e dell’offerta."""

from django import forms

from ambito.moduli import CampoCatalogo, CampoEuro, ModuloModello
from servizi import selezioni as catalogo
from servizi.models import AreaUtenza, Fondo, Servizio, UnitaOfferta


class ServizioForm(ModuloModello):
    """Un tipo di servizio del catalogo."""

    area = CampoCatalogo(queryset=None, label="Area di utenza", empty_label="Scegli")
    intervento = CampoCatalogo(
        queryset=None, label="Obiettivo di servizio (Fondo nazionale)", required=False, empty_label="Nessuno"
    )
    leps = CampoCatalogo(queryset=None, label="Livello essenziale", required=False, empty_label="Nessuno")

    class Meta:
        model = Servizio
        fields = ["codice", "nome", "sigla", "area", "natura", "intervento", "leps", "regime", "norma"]
        help_texts = {"codice": "Breve, senza spazi: non si cambia più quando il servizio ha dati."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = catalogo.aree()
        self.fields["intervento"].queryset = catalogo.interventi()
        self.fields["leps"].queryset = catalogo.livelli_essenziali()


class AreaForm(ModuloModello):
    """Un’area di utenza dell’Ambito, oltre a quelle Istat."""

    class Meta:
        model = AreaUtenza
        fields = ["codice", "nome"]
        help_texts = {"codice": "Breve, senza spazi: nei dati e nei fogli si scrive quello."}


class FondoForm(ModuloModello):
    """Un fondo: da dove viene, come si usa, dove si rendiconta."""

    paniere = CampoCatalogo(
        queryset=None, label="Fondo che lo comprende", required=False, empty_label="Nessuno",
        help_text="Per i fondi che ne raccolgono altri, come un fondo unico d’Ambito.",
    )  # fmt: skip

    class Meta:
        model = Fondo
        fields = ["codice", "nome", "livello", "norma", "ciclo", "beneficiario", "vincoli", "piattaforma", "paniere"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paniere"].queryset = catalogo.fondi().exclude(pk=self.instance.pk)


class UnitaForm(ModuloModello):
    """Una struttura o un servizio che opera nell’Ambito."""

    servizio = CampoCatalogo(queryset=None, label="Che servizio è", empty_label="Scegli")
    serviti = forms.ModelMultipleChoiceField(
        queryset=None, label="Comuni serviti oltre a quello della sede", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = UnitaOfferta
        fields = [
            "servizio", "denominazione", "gestore", "natura_gestore", "codice_afam", "comune", "indirizzo", "telefono", "email",
            "apertura", "dal", "al", "posti_autorizzati", "posti_accreditati", "posti_contratto", "retta_min", "retta_max",
            "retta_unita", "fonte", "tutto_ambito", "serviti",
        ]  # fmt: skip
        field_classes = {"retta_min": CampoEuro, "retta_max": CampoEuro}
        help_texts = {
            "comune": "Una struttura ne ha uno; un servizio senza struttura può non averlo.",
            "codice_afam": "Serve per il Fondo sociale regionale.",
            "email": "Quella dell’ufficio, non di una persona.",
            "al": "Si compila quando chiude: l’unità resta nell’elenco.",
        }

    def __init__(self, *args, comuni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["servizio"].queryset = catalogo.servizi()
        self.fields["comune"].queryset = self.fields["serviti"].queryset = comuni
        self.fields["comune"].empty_label = "Nessuna sede"
        if self.instance.pk:
            self.initial["serviti"] = [c.comune_id for c in self.instance.coperture.all()]

    def clean(self):
        dati = super().clean()
        if dati.get("retta_min") and dati.get("retta_max") and dati["retta_max"] < dati["retta_min"]:
            self.add_error("retta_max", "La retta massima è più bassa della minima.")
        if (dati.get("retta_min") or dati.get("retta_max")) and not dati.get("retta_unita"):
            self.add_error("retta_unita", "Di’ se la retta è al mese, al giorno o all’ora.")
        if dati.get("dal") and dati.get("al") and dati["al"] < dati["dal"]:
            self.add_error("al", "Chiude prima di aprire.")
        return dati
