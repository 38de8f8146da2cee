"""Le righe della scheda di un obiettivo: azioni, indicatori, risorse, soggetti, personale."""

from django import forms
from django.forms.models import inlineformset_factory

from ambito.moduli import CampoEuro, CampoNumero, ModuloModello
from piano.forms.campi import RIGHE_MASSIME, NelTriennio, RigheFormSet
from piano.models import Azione, Indicatore, Obiettivo, PersonaleObiettivo, RisorsaObiettivo, SoggettoObiettivo
from servizi.selezioni import fondi


class AzioneForm(NelTriennio, ModuloModello):
    class Meta:
        model = Azione
        fields = ["titolo", "responsabile", "inizio", "fine"]
        labels = {"titolo": "Azione", "responsabile": "Chi la fa"}


class IndicatoreForm(ModuloModello):
    """Un indicatore con i traguardi degli anni che precedono l’ultimo: dell’ultimo dice il valore atteso alla fine."""

    incaricato = forms.ModelChoiceField(queryset=None, required=False, label="Chi lo legge")

    class Meta:
        model = Indicatore
        fields = ["nome", "tipo", "unita", "verso", "base", "atteso", "frequenza", "fonte", "incaricato", "responsabile"]
        labels = {"nome": "Indicatore"}
        field_classes = {"base": CampoNumero, "atteso": CampoNumero}

    def __init__(self, *args, piano, persone, scelte_incaricato, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["incaricato"].queryset = persone
        # Le persone si leggono una volta per la scheda, non una per riga.
        self.fields["incaricato"].choices = scelte_incaricato
        self.anni = piano.anni[:-1]
        scritti = {t.anno: t.valore for t in self.instance.traguardi.all()} if self.instance.pk else {}
        for anno in self.anni:
            campo = CampoNumero(label=f"Atteso a fine {anno}", required=False)
            campo.initial = scritti.get(anno)
            self.fields[f"traguardo_{anno}"] = campo
        self.order_fields(["nome", "tipo", "unita", "verso", "base", *(f"traguardo_{a}" for a in self.anni), "atteso"])

    def traguardi(self):
        """I valori attesi anno per anno; `None` = non detto."""
        return {anno: self.cleaned_data[f"traguardo_{anno}"] for anno in self.anni}


class SoggettoForm(ModuloModello):
    class Meta:
        model = SoggettoObiettivo
        fields = ["nome", "ruolo"]
        labels = {"nome": "Ente", "ruolo": "Che parte ha"}

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)


class PersonaleForm(ModuloModello):
    class Meta:
        model = PersonaleObiettivo
        fields = ["figura", "ore_settimanali", "tempo_pieno", "ente"]
        field_classes = {"ore_settimanali": CampoNumero, "tempo_pieno": CampoNumero}

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)

    def clean(self):
        dati = super().clean()
        for campo in ("ore_settimanali", "tempo_pieno"):
            if (dati.get(campo) or 0) < 0:
                self.add_error(campo, "Scrivi un numero maggiore di zero.")
        if dati.get("figura") and not (dati.get("ore_settimanali") or dati.get("tempo_pieno")) and not self.errors:
            self.add_error("ore_settimanali", "Di’ quanto: le ore la settimana o gli equivalenti a tempo pieno.")
        return dati


class RisorsaForm(ModuloModello):
    anno = forms.TypedChoiceField(coerce=int, label="Anno")
    fondo = forms.ModelChoiceField(queryset=None, label="Fondo")

    class Meta:
        model = RisorsaObiettivo
        fields = ["fondo", "anno", "importo"]
        field_classes = {"importo": CampoEuro}

    def __init__(self, *args, piano, scelte_fondo, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anno"].choices = [("", "Scegli")] + [(anno, str(anno)) for anno in piano.anni]
        # Le voci si leggono una volta per la scheda, non una per riga.
        self.fields["fondo"].queryset = fondi()
        self.fields["fondo"].choices = scelte_fondo


class RisorseFormSet(RigheFormSet):
    def clean(self):
        """Un anno e un fondo compaiono una volta sola: due righe uguali sono una svista, non una somma."""
        super().clean()
        viste = set()
        for form in self.forms:
            dati = getattr(form, "cleaned_data", {})
            chiave = (dati.get("anno"), dati.get("fondo"))
            if None in chiave or dati.get("DELETE"):
                continue
            if chiave in viste:
                form.add_error("fondo", f"Il {chiave[0]} con «{chiave[1]}» c’è già in un’altra riga: correggi quella.")
            viste.add(chiave)


def _righe(modello, form, base=RigheFormSet):
    return inlineformset_factory(
        Obiettivo,
        modello,
        form=form,
        formset=base,
        extra=1,
        max_num=RIGHE_MASSIME,
        absolute_max=RIGHE_MASSIME + 20,
        validate_max=True,
    )


AzioniFormSet = _righe(Azione, AzioneForm)
IndicatoriFormSet = _righe(Indicatore, IndicatoreForm)
RisorseInLinea = _righe(RisorsaObiettivo, RisorsaForm, RisorseFormSet)
SoggettiFormSet = _righe(SoggettoObiettivo, SoggettoForm)
PersonaleFormSet = _righe(PersonaleObiettivo, PersonaleForm)
