from django import forms
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from ambito.moduli import CampoEuro, ModuloModello
from ambito.nucleo.formati_italiani import formatta_numero
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, RisorsaObiettivo
from servizi.selezioni import aree, fondi

RIGHE_MASSIME = 60


class CampoNumero(CampoEuro):
    """Un numero scritto all’italiana, con al più due decimali e senza unità."""

    unita = ""

    def __init__(self, **kwargs):
        super().__init__(**{"min_value": None, **kwargs})

    def prepare_value(self, value):
        if hasattr(value, "to_integral_value"):
            return formatta_numero(value, 0 if value == value.to_integral_value() else 2)
        return value


class _NelTriennio:
    """Le date del modulo cadono nel triennio del piano e la fine non precede l’inizio."""

    def __init__(self, *args, piano, **kwargs):
        self.piano = piano
        super().__init__(*args, **kwargs)

    def clean(self):
        dati = super().clean()
        for campo in ("inizio", "fine"):
            giorno = dati.get(campo)
            if giorno and not self.piano.contiene(giorno):
                self.add_error(campo, self.piano.frase_fuori(giorno))
        if dati.get("inizio") and dati.get("fine") and dati["fine"] < dati["inizio"]:
            self.add_error("fine", "La fine viene prima dell’inizio.")
        return dati


class ObiettivoForm(_NelTriennio, ModuloModello):
    """La parte discorsiva della scheda. Si salva anche incompleta: ciò che manca lo dice la scheda, e serve per proporre."""

    area = forms.ModelChoiceField(queryset=None, empty_label="Scegli")
    target = forms.ModelMultipleChoiceField(
        queryset=None, required=False, widget=forms.CheckboxSelectMultiple, label="A chi si rivolge"
    )
    partenza = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    class Meta:
        model = Obiettivo
        fields = [
            "titolo", "area", "descrizione", "bisogno", "continuita", "modalita", "inizio", "fine", "referente",
            "integrazione_sociosanitaria",
        ]  # fmt: skip
        widgets = {campo: forms.Textarea(attrs={"rows": 4}) for campo in ("descrizione", "bisogno", "modalita")}
        help_texts = {
            "descrizione": "Due o tre frasi che capirebbe chi non lavora nei servizi.",
            "bisogno": "A quale problema risponde, e per quante persone: solo dati aggregati.",
            "modalita": "Chi fa che cosa, con quali strumenti.",
            "referente": "Nome e ruolo di chi ne risponde.",
        }

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, piano=piano, **kwargs)
        self.fields["area"].queryset = AreaPolicy.objects.filter(piano=piano)
        self.fields["area"].label = piano.nome_area
        self.fields["target"].queryset = aree()
        self.fields["partenza"].initial = self.instance.revisione
        if self.instance.pk:
            self.fields["target"].initial = list(self.instance.target.values_list("pk", flat=True))
        else:
            self.initial.update(inizio=piano.dal, fine=piano.al)


class AzioneForm(_NelTriennio, ModuloModello):
    class Meta:
        model = Azione
        fields = ["titolo", "responsabile", "inizio", "fine"]
        labels = {"titolo": "Azione", "responsabile": "Chi la fa"}


class IndicatoreForm(ModuloModello):
    class Meta:
        model = Indicatore
        fields = ["nome", "tipo", "unita", "base", "atteso", "fonte"]
        labels = {"nome": "Indicatore"}
        field_classes = {"base": CampoNumero, "atteso": CampoNumero}

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)


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


class RigheFormSet(BaseInlineFormSet):
    """Righe della scheda: le vuote si ignorano, «Togli» le cancella."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # Una riga non ancora salvata si lascia vuota: non c’è niente da togliere.
        if form.instance.pk is None:
            form.fields.pop("DELETE", None)
        else:
            form.fields["DELETE"].label = "Togli questa riga"


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


class SchedaObiettivo:
    """La scheda intera: il modulo dell’obiettivo e le sue righe, validati insieme."""

    def __init__(self, piano, obiettivo, dati=None):
        scelte = [("", "Scegli il fondo")] + [(f.pk, f.nome) for f in fondi()]
        comune = {"data": dati, "instance": obiettivo}
        self.form = ObiettivoForm(dati, instance=obiettivo, piano=piano)
        self.azioni = AzioniFormSet(**comune, prefix="azioni", form_kwargs={"piano": piano})
        self.indicatori = IndicatoriFormSet(**comune, prefix="indicatori", form_kwargs={"piano": piano})
        self.risorse = RisorseInLinea(**comune, prefix="risorse", form_kwargs={"piano": piano, "scelte_fondo": scelte})
        self.gruppi = [self.azioni, self.indicatori, self.risorse]

    def is_valid(self):
        """Vero se ogni parte è valida; le guarda tutte, così gli errori si vedono insieme."""
        esiti = [parte.is_valid() for parte in [self.form, *self.gruppi]]
        return all(esiti)

    def righe(self):
        """Le righe nuove o cambiate, non ancora salvate, e quelle da togliere: `(righe, tolte)`."""
        righe = [riga for gruppo in self.gruppi for riga in gruppo.save(commit=False)]
        return righe, [riga for gruppo in self.gruppi for riga in gruppo.deleted_objects]
