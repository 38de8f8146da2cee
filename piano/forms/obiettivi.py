from django import forms
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from ambito.avvisi import persone_con
from ambito.moduli import CampoEuro, ModuloModello
from ambito.nucleo.formati_italiani import formatta_numero
from piano.models import AreaPolicy, Azione, Indicatore, Obiettivo, PersonaleObiettivo, RisorsaObiettivo, SoggettoObiettivo
from servizi.selezioni import aree, fondi, livelli_essenziali, servizi

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


def _scelte(etichetta):
    return forms.ModelMultipleChoiceField(queryset=None, required=False, widget=forms.CheckboxSelectMultiple, label=etichetta)


class ObiettivoForm(_NelTriennio, ModuloModello):
    """La parte discorsiva della scheda. Si salva anche incompleta: ciò che manca lo dice la scheda, e serve per proporre."""

    area = forms.ModelChoiceField(queryset=None, empty_label="Scegli")
    target = _scelte("A chi si rivolge")
    aree_secondarie = _scelte("Altre aree di programmazione che tocca")
    leps = _scelte("Livelli essenziali che sostiene")
    servizi = _scelte("Servizi con cui si realizza")
    peso = forms.IntegerField(
        label="Peso per la premialità", required=False, min_value=1, max_value=100,
        help_text="Da 1 a 100, se la Regione o l’Ambito danno un punteggio a questo obiettivo.",
    )  # fmt: skip
    partenza = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    # Ciò che non serve per proporre il piano: gruppi che restano piegati finché non c’è scritto niente.
    GRUPPI_PIEGATI = {
        "Con che cosa si lega": [
            "aree_secondarie", "trasversale", "leps", "servizi", "integrazione_sociosanitaria", "sovrazonale",
            "coprogettazione_ets",
        ],
        "Strumenti, difficoltà, novità": ["risorse_strumentali", "criticita", "innovazione", "digitalizzazione", "peso"],
    }  # fmt: skip
    LEGAMI = ("target", "aree_secondarie", "leps", "servizi")

    class Meta:
        model = Obiettivo
        fields = [
            "titolo", "area", "descrizione", "bisogno", "continuita", "modalita", "inizio", "fine", "referente",
            "integrazione_sociosanitaria", "trasversale", "sovrazonale", "coprogettazione_ets", "digitalizzazione",
            "risorse_strumentali", "criticita", "innovazione", "peso",
        ]  # fmt: skip
        widgets = {
            **{campo: forms.Textarea(attrs={"rows": 4}) for campo in ("descrizione", "bisogno", "modalita")},
            **{campo: forms.Textarea(attrs={"rows": 3}) for campo in ("risorse_strumentali", "criticita", "innovazione")},
        }
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
        self.fields["aree_secondarie"].queryset = AreaPolicy.objects.filter(piano=piano)
        self.fields["leps"].queryset = livelli_essenziali()
        self.fields["servizi"].queryset = servizi()
        self.fields["partenza"].initial = self.instance.revisione
        if self.instance.pk:
            for nome in self.LEGAMI:
                self.fields[nome].initial = list(getattr(self.instance, nome).values_list("pk", flat=True))
        else:
            self.initial.update(inizio=piano.dal, fine=piano.al)

    @property
    def gruppi_piegati(self):
        """I gruppi facoltativi con i loro campi, e se aprirli: c’è già scritto qualcosa o c’è un errore."""
        for titolo, nomi in self.GRUPPI_PIEGATI.items():
            campi = [self[nome] for nome in nomi]
            yield titolo, campi, any(campo.value() or campo.errors for campo in campi)

    def clean(self):
        dati = super().clean()
        if dati.get("area") in dati.get("aree_secondarie", []):
            self.add_error("aree_secondarie", "L’area principale non si ripete fra le altre.")
        return dati


class AzioneForm(_NelTriennio, ModuloModello):
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


class RigheFormSet(BaseInlineFormSet):
    """Righe della scheda: le vuote si ignorano, «Togli» le cancella."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # Una riga non ancora salvata si lascia vuota: non c’è niente da togliere.
        if form.instance.pk is None:
            form.fields.pop("DELETE", None)
        else:
            form.fields["DELETE"].label = "Togli questa riga"

    @property
    def aperto(self):
        """C’è già qualche riga, o ciò che si è scritto non va: il gruppo non resta piegato."""
        return self.initial_form_count() > 0 or (self.is_bound and self.has_changed())


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


class SchedaObiettivo:
    """La scheda intera: il modulo dell’obiettivo e le sue righe, validati insieme."""

    def __init__(self, piano, obiettivo, dati=None, *, oggi):
        comune = {"data": dati, "instance": obiettivo}
        fondo = [("", "Scegli il fondo")] + [(f.pk, f.nome) for f in fondi()]
        persone = persone_con("redige_piano", oggi)
        chi = [("", "Chiunque dell’Ufficio")] + [(p.pk, p.nome_completo) for p in persone]
        letti = obiettivo.indicatori.prefetch_related("traguardi") if obiettivo.pk else None
        self.form = ObiettivoForm(dati, instance=obiettivo, piano=piano)
        self.azioni = AzioniFormSet(**comune, prefix="azioni", form_kwargs={"piano": piano})
        self.indicatori = IndicatoriFormSet(
            **comune,
            prefix="indicatori",
            queryset=letti,
            form_kwargs={"piano": piano, "persone": persone, "scelte_incaricato": chi},
        )
        self.risorse = RisorseInLinea(**comune, prefix="risorse", form_kwargs={"piano": piano, "scelte_fondo": fondo})
        self.soggetti = SoggettiFormSet(**comune, prefix="soggetti", form_kwargs={"piano": piano})
        self.personale = PersonaleFormSet(**comune, prefix="personale", form_kwargs={"piano": piano})
        self.gruppi = [self.azioni, self.indicatori, self.risorse, self.soggetti, self.personale]

    def is_valid(self):
        """Vero se ogni parte è valida; le guarda tutte, così gli errori si vedono insieme."""
        esiti = [parte.is_valid() for parte in [self.form, *self.gruppi]]
        return all(esiti)

    def righe(self):
        """Le righe nuove o cambiate, non ancora salvate, e quelle da togliere: `(righe, tolte)`."""
        righe = [riga for gruppo in self.gruppi for riga in gruppo.save(commit=False)]
        return righe, [riga for gruppo in self.gruppi for riga in gruppo.deleted_objects]

    def legami(self):
        """Le voci scelte degli elenchi, come le vuole `salva_obiettivo`."""
        scelte = {nome: self.form.cleaned_data[nome] for nome in ObiettivoForm.LEGAMI}
        return {"target": scelte.pop("target"), "legami": scelte}

    def traguardi(self):
        """Di ogni indicatore scritto, i valori attesi anno per anno: `[(indicatore, {anno: valore})]`."""
        tolti = self.indicatori.deleted_forms
        return [(f.instance, f.traguardi()) for f in self.indicatori.forms if f.has_changed() and f not in tolti]
