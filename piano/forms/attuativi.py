from django import forms
from django.forms.models import inlineformset_factory

from ambito.moduli import CampoEuro, Modulo, ModuloModello
from piano.forms.campi import RIGHE_MASSIME, RigheFormSet
from piano.forms.sezioni import NUMERO_MASSIMO
from piano.models import RisorsaAttuativo, Variazione, VoceAttuativo
from piano.selezioni import in_vigore
from servizi.selezioni import fondi

PER_OBIETTIVO = [v for v in Variazione if v != Variazione.AGGIUNTO]


class NuovoAttuativoForm(Modulo):
    """Sceglie l’anno di un attuativo che ancora non c’è."""

    anno = forms.TypedChoiceField(coerce=int, label="Anno")

    def __init__(self, *args, anni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anno"].choices = [("", "Scegli l’anno")] + [(anno, str(anno)) for anno in anni]


class InBreveForm(Modulo):
    """Le righe che aprono l’attuativo."""

    sintesi = forms.CharField(
        label="In breve",
        max_length=3000,
        required=False,
        help_text="Che cosa succede quest’anno, che cosa cambia rispetto al piano e perché: lo legge chi non aprirà le schede.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class SchedaAnnoForm(ModuloModello):
    """La scheda dell’anno di un obiettivo del piano, o di un’attività aggiunta."""

    area = forms.ModelChoiceField(queryset=None, label="Area di programmazione", empty_label="Scegli l’area")
    partenza = forms.IntegerField(min_value=0, max_value=NUMERO_MASSIMO, widget=forms.HiddenInput)

    class Meta:
        model = VoceAttuativo
        fields = ["titolo", "area", "variazione", "attivita", "responsabile", "utenti_previsti", "motivo"]
        widgets = {"attivita": forms.Textarea(attrs={"rows": 5}), "motivo": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "utenti_previsti": "Un numero, mai nomi. Si lascia vuoto se non si può dire.",
            "motivo": "Serve se l’attività cambia, si sospende o si aggiunge rispetto al piano.",
        }

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["partenza"] = self.instance.revisione
        if self.instance.obiettivo_id:
            del self.fields["titolo"], self.fields["area"]
            self.fields["variazione"].choices = [(v.value, v.label) for v in PER_OBIETTIVO]
        else:
            del self.fields["variazione"]
            self.fields["titolo"].required = True
            self.fields["area"].queryset = in_vigore.aree(piano)

    def clean(self):
        dati = super().clean()
        variazione = dati.get("variazione", Variazione.AGGIUNTO)
        if variazione != Variazione.CONFERMATO and not dati.get("motivo", "").strip() and "motivo" not in self.errors:
            self.add_error("motivo", "Scrivi perché: è ciò che i Sindaci vogliono sapere.")
        return dati


class RisorsaAttuativoForm(ModuloModello):
    fondo = forms.ModelChoiceField(queryset=None, label="Fondo")

    class Meta:
        model = RisorsaAttuativo
        fields = ["fondo", "importo"]
        field_classes = {"importo": CampoEuro}

    def __init__(self, *args, scelte_fondo, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fondo"].queryset = fondi()
        self.fields["fondo"].choices = scelte_fondo


class RisorseFormSet(RigheFormSet):
    def clean(self):
        """Un fondo compare una volta sola."""
        super().clean()
        visti = set()
        for form in self.forms:
            dati = getattr(form, "cleaned_data", {})
            fondo = dati.get("fondo")
            if fondo is None or dati.get("DELETE"):
                continue
            if fondo in visti:
                form.add_error("fondo", f"«{fondo}» c’è già in un’altra riga: correggi quella.")
            visti.add(fondo)


RisorseInLinea = inlineformset_factory(
    VoceAttuativo, RisorsaAttuativo, form=RisorsaAttuativoForm, formset=RisorseFormSet,
    extra=2, max_num=RIGHE_MASSIME, absolute_max=RIGHE_MASSIME + 20, validate_max=True,
)  # fmt: skip


class SchedaVoce:
    """La scheda dell’anno intera: il modulo e le risorse, validati insieme."""

    def __init__(self, piano, voce, dati=None):
        scelte = [("", "Scegli il fondo")] + [(f.pk, f.nome) for f in fondi()]
        self.form = SchedaAnnoForm(dati, instance=voce, piano=piano)
        self.risorse = RisorseInLinea(dati, instance=voce, prefix="risorse", form_kwargs={"scelte_fondo": scelte})

    def is_valid(self):
        """Vero se ogni parte è valida; le guarda tutte, così gli errori si vedono insieme."""
        esiti = [self.form.is_valid(), self.risorse.is_valid()]
        return all(esiti)

    def righe(self):
        """Le risorse nuove o cambiate, non ancora salvate, e quelle da togliere: `(righe, tolte)`."""
        return self.risorse.save(commit=False), self.risorse.deleted_objects
