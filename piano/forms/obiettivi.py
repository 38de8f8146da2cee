from django import forms

from ambito.avvisi import persone_con
from ambito.moduli import ModuloModello
from piano.forms.campi import NelTriennio
from piano.forms.righe_obiettivo import AzioniFormSet, IndicatoriFormSet, PersonaleFormSet, RisorseInLinea, SoggettiFormSet
from piano.models import AreaPolicy, Obiettivo
from servizi.selezioni import aree, fondi, livelli_essenziali, servizi


def _scelte(etichetta):
    return forms.ModelMultipleChoiceField(queryset=None, required=False, widget=forms.CheckboxSelectMultiple, label=etichetta)


class ObiettivoForm(NelTriennio, ModuloModello):
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
