"""I moduli dei riparti: ciò che si divide, gli scenari con i loro criteri, i dati dei Comuni."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from accordo.models import CriterioScenario, DatoRiparto, PianoRiparto, Scenario
from accordo.selezioni import riparti
from accordo.stati import Base, Misura, Verso
from ambito.moduli import CampoCatalogo, CampoEuro, CampoFile, Modulo, ModuloModello
from ambito.nucleo.formati_italiani import formatta_esatto
from piano import selezioni as piano
from piano.models import Obiettivo
from servizi import selezioni as catalogo

MASSIMO_CRITERI = 20
# Il correttivo guarda i residenti, che il portale ha già.
RESIDENTI = "residenti"
# Ciò che il modulo di un criterio ha com’è nel modello.
COPIATI = ("misura", "valore", "nome", "verso", "soglia", "moltiplicatore")

NUMERO = re.compile(r"([0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")


class CampoDecimale(forms.CharField):
    """Un numero non negativo scritto all’italiana, con al più `decimali` cifre dopo la virgola: «70», «5,20», «1.250,5»."""

    def __init__(self, *, decimali, massimo, **kwargs):
        self.decimali, self.massimo = decimali, Decimal(massimo)
        super().__init__(max_length=30, **kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value):
        """Un Decimal si mostra senza zeri inutili e con la virgola."""
        return formatta_esatto(value) if isinstance(value, Decimal) else value

    def clean(self, value):
        testo = super().clean(value).replace(" ", "").replace("\u00a0", "")
        if not testo:
            return None
        numero = self._leggi(testo)
        if numero < 0 or numero > self.massimo or -numero.normalize().as_tuple().exponent > self.decimali:
            raise ValidationError(f"Scrivi un numero da 0 a {self.massimo}, con al più {self.decimali} decimali.")
        return numero

    def _leggi(self, testo):
        """Il punto divide le migliaia e la virgola i decimali, come ovunque nel portale: «1.25» non è chiaro e si rifiuta."""
        scritto = NUMERO.fullmatch(testo)
        if scritto is None:
            raise ValidationError("Scrivi un numero con la virgola per i decimali: «70», «5,20», «1.250».")
        return Decimal(f"{scritto[1].replace('.', '')}.{scritto[2] or '0'}")


class RipartoForm(ModuloModello):
    """Che cosa si divide: costo, coperture, ciò a cui è legato, con che cosa si confronta."""

    fondo = CampoCatalogo(queryset=None, label="Fondo collegato", required=False, empty_label="Nessuno")
    obiettivo = forms.ModelChoiceField(queryset=None, label="Obiettivo del piano", required=False, empty_label="Nessuno")
    precedente = forms.ModelChoiceField(
        queryset=None, label="Confronta con", required=False, empty_label="Nessuno",
        help_text="Il riparto deliberato da cui si contano gli aumenti e i cali di ogni Comune.",
    )  # fmt: skip

    class Meta:
        model = PianoRiparto
        fields = [
            "anno", "titolo", "descrizione", "costo", "coperture", "coperture_fonte", "altri_enti", "altri_enti_quali",
            "precedente", "obiettivo", "fondo",
        ]  # fmt: skip
        field_classes = {"costo": CampoEuro, "coperture": CampoEuro, "altri_enti": CampoEuro}
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "titolo": "Per esempio «Servizi sociali associati».",
            "coperture": "Ciò che pagano fondi nazionali e regionali, utenti, altre entrate.",
            "altri_enti": "La parte di ATS, ASST, Provincia o altri.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fondo"].queryset = catalogo.fondi()
        corrente = piano.piano_dell_anno(self.instance.anno) if self.instance.anno else piano.piano_corrente()
        self.fields["obiettivo"].queryset = piano.obiettivi(corrente).in_vigore() if corrente else Obiettivo.objects.none()
        self.fields["precedente"].queryset = riparti.confrontabili(self.instance)
        for nome in ("coperture", "altri_enti"):
            self.fields[nome].required = False

    def clean(self):
        dati = super().clean()
        for nome in ("coperture", "altri_enti"):
            dati[nome] = dati.get(nome) or Decimal("0.00")
        costo = dati.get("costo")
        if costo is not None and costo <= dati["coperture"] + dati["altri_enti"]:
            self.add_error("costo", "Coperture e altri enti pagano già tutto: ai Comuni non resta nulla da dividere.")
        return dati


class ModificaRipartoForm(RipartoForm):
    """Un riparto già salvato: in più, la revisione che la persona aveva davanti."""

    revisione = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NuovoScenarioForm(Modulo):
    """Uno scenario in più: il nome, e da quale si parte."""

    nome = forms.CharField(label="Nome dello scenario", max_length=120, help_text="Per esempio «Solo popolazione».")
    copia = forms.ModelChoiceField(
        queryset=None, label="Parti da", required=False, empty_label="Vuoto, fra tutti i Comuni dell’Ambito",
        help_text="Si copiano criteri, quota fissa e Comuni: poi si cambia ciò che serve.",
    )  # fmt: skip

    def __init__(self, *args, scenari, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["copia"].queryset = scenari


class ScenarioForm(ModuloModello):
    """Nome, motivo e quota fissa di uno scenario."""

    revisione = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Scenario
        fields = ["nome", "quota_fissa", "nota"]
        field_classes = {"quota_fissa": CampoEuro}
        widgets = {"nota": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"quota_fissa": "Uguale per tutti, si toglie per prima. Zero se non c’è."}

    def campi(self):
        """I valori da salvare."""
        return {nome: self.cleaned_data[nome] for nome in self.Meta.fields}


class CriterioForm(Modulo):
    """Una riga di criterio; lasciata com’è vuota non conta."""

    base = forms.CharField(label="Si divide secondo", widget=forms.Select)
    misura = forms.ChoiceField(label="Come", choices=Misura.choices, initial=Misura.PERCENTUALE)
    valore = CampoDecimale(label="Quanto (% o €)", decimali=4, massimo=99_999_999)
    nome = forms.CharField(label="Nome del criterio", max_length=80, required=False)
    guarda = forms.CharField(label="Correttivo secondo", widget=forms.Select, required=False)
    verso = forms.ChoiceField(label="A quali Comuni", choices=Verso.choices, initial=Verso.FINO_A)
    soglia = CampoDecimale(label="Soglia, compresa", decimali=2, massimo=999_999_999, required=False)
    moltiplicatore = CampoDecimale(label="Coefficiente: il loro dato si moltiplica per", decimali=3, massimo=99, required=False)

    def __init__(self, *args, dati, **kwargs):
        super().__init__(*args, **kwargs)
        self.dati = {f"dato:{d.pk}": d for d in dati}
        basi = [(b.value, b.label) for b in Base if b != Base.DATO]
        raccolti = [(k, f"{d.nome} ({d.unita})") for k, d in self.dati.items()]
        self.fields["base"].widget.choices = [("", "Scegli"), *basi, *raccolti]
        self.fields["guarda"].widget.choices = [("", "Nessun correttivo"), (RESIDENTI, "Residenti"), *raccolti]

    def clean_base(self):
        return self._dall_elenco("base")

    def clean_guarda(self):
        return self._dall_elenco("guarda")

    def _dall_elenco(self, campo):
        scelta = self.cleaned_data[campo]
        if scelta not in {valore for valore, _ in self.fields[campo].widget.choices}:
            raise ValidationError("Scegli una voce dall’elenco.")
        return scelta

    @property
    def particolare(self):
        """Ha un nome suo o un correttivo: la pagina li mostra aperti."""
        return any(self[nome].value() or self[nome].errors for nome in ("nome", "guarda", "soglia", "moltiplicatore"))

    def clean(self):
        dati = super().clean()
        if dati.get("misura") == Misura.PERCENTUALE and (dati.get("valore") or 0) > 100:
            self.add_error("valore", "Una percentuale va da 0 a 100.")
        if not self.errors:
            self._controlla_il_correttivo(dati)
        return dati

    def _controlla_il_correttivo(self, dati):
        voci = [dati["guarda"] or None, dati["soglia"], dati["moltiplicatore"]]
        if any(v is not None for v in voci) and None in voci:
            self.add_error("guarda", "Il correttivo vuole tutte le voci: secondo che cosa, la soglia e il coefficiente.")
        elif dati["soglia"] == 0:
            self.add_error("soglia", "Scrivi una soglia maggiore di zero.")

    def riga(self):
        """I valori di `CriterioScenario`."""
        dati = {nome: self.cleaned_data[nome] for nome in COPIATI}
        dato, guarda = (self.dati.get(self.cleaned_data[nome]) for nome in ("base", "guarda"))
        return {**dati, "base": Base.DATO if dato else self.cleaned_data["base"], "dato": dato, "guarda": guarda}


def iniziali(criterio: CriterioScenario):
    """I valori di un criterio salvato come li vuole `CriterioForm`."""
    base = f"dato:{criterio.dato_id}" if criterio.dato_id else criterio.base
    senza_dato = RESIDENTI if criterio.soglia is not None else ""
    guarda = f"dato:{criterio.guarda_id}" if criterio.guarda_id else senza_dato
    return {"base": base, "guarda": guarda, **{nome: getattr(criterio, nome) for nome in COPIATI}}


class _CriteriFormSet(forms.BaseFormSet):
    """Le righe si riscrivono tutte: una riga svuotata è un criterio tolto."""

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Togli questo criterio"

    def righe(self):
        """I valori delle righe compilate e non tolte, nell’ordine."""
        return [f.riga() for f in self.forms if f not in self.deleted_forms and f.has_changed()]


CriteriFormSet = forms.formset_factory(
    CriterioForm, formset=_CriteriFormSet, extra=1, max_num=MASSIMO_CRITERI, validate_max=True, absolute_max=40, can_delete=True
)


class PerimetroForm(Modulo):
    """I Comuni fra cui uno scenario divide."""

    comuni = forms.ModelMultipleChoiceField(
        queryset=None, label="Comuni che partecipano", widget=forms.CheckboxSelectMultiple,
        help_text="Togli la spunta a chi esce, aggiungila a chi entra: le quote degli altri si rifanno.",
    )  # fmt: skip
    revisione = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, comuni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comuni"].queryset = comuni


class DatoForm(ModuloModello):
    """Un dato raccolto: come si chiama, in che cosa si misura, da dove viene e chi lo certifica."""

    class Meta:
        model = DatoRiparto
        fields = ["nome", "unita", "fonte", "certificato_da"]
        help_texts = {
            "nome": "Per esempio «Ore di assistenza domiciliare».",
            "unita": "Per esempio «ore», «utenti», «euro».",
            "fonte": "Il documento da cui viene, con la data.",
            "certificato_da": "Chi ne risponde: un ufficio o un ruolo, non serve il nome.",
        }


class ValoreForm(Modulo):
    """Il valore di un Comune: vuoto vuol dire che manca ancora."""

    valore = CampoDecimale(
        label="Valore", decimali=2, massimo=999_999_999, required=False, help_text="Vuoto se il dato manca ancora."
    )
    zero_certificato = forms.BooleanField(
        label="Zero certificato: il Comune ha davvero zero", required=False,
        help_text="Serve solo se il valore è zero: senza, uno zero si confonde con un dato mancante.",
    )  # fmt: skip


class FoglioDatoForm(Modulo):
    """Il foglio con i valori di tutti i Comuni."""

    file = CampoFile(label="Foglio riempito", estensioni=("xlsx", "csv", "xls", "ods"), massimo_mb=5)
