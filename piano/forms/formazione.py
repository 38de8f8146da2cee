from django import forms
from django.forms.models import inlineformset_factory

from ambito.moduli import CampoEuro, CampoNumero, Modulo, ModuloModello
from ambito.selezioni import comuni
from piano.forms.campi import RigheFormSet
from piano.models import IniziativaFormativa, Obiettivo, PartecipazioneFormazione
from servizi.selezioni import fondi

RIGHE_MASSIME = 100


class IniziativaForm(ModuloModello):
    """Un’iniziativa di formazione. I partecipanti si contano per figura e Comune."""

    anno = forms.TypedChoiceField(coerce=int, label="Anno")
    fondo = forms.ModelChoiceField(
        queryset=None, required=False, label="Con quale fondo", empty_label="Nessun fondo in particolare"
    )
    obiettivo = forms.ModelChoiceField(
        queryset=None, required=False, label="Obiettivo che sostiene", empty_label="Nessun obiettivo in particolare"
    )

    class Meta:
        model = IniziativaFormativa
        fields = ["argomento", "anno", "ore", "chi_la_tiene", "inizio", "fine", "fondo", "costo", "obiettivo", "voto", "giudizio"]
        field_classes = {"ore": CampoNumero, "voto": CampoNumero, "costo": CampoEuro}
        widgets = {"giudizio": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "ore": "Quante ore fa ciascun partecipante.",
            "voto": "Il voto medio dei questionari, se ci sono.",
            "giudizio": "Che cosa è servito e che cosa no. Niente nomi di persone.",
        }

    def __init__(self, *args, piano, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["anno"].choices = [("", "Scegli")] + [(anno, str(anno)) for anno in piano.anni]
        self.fields["fondo"].queryset = fondi()
        self.fields["obiettivo"].queryset = Obiettivo.objects.filter(piano=piano).in_vigore()

    def clean_ore(self):
        if self.cleaned_data["ore"] <= 0:
            raise forms.ValidationError("Scrivi un numero maggiore di zero.")
        return self.cleaned_data["ore"]

    def clean_voto(self):
        voto = self.cleaned_data["voto"]
        if voto is not None and not 1 <= voto <= 5:
            raise forms.ValidationError("Il voto va da 1 a 5.")
        return voto

    def clean(self):
        dati = super().clean()
        if dati.get("inizio") and dati.get("fine") and dati["fine"] < dati["inizio"]:
            self.add_error("fine", "La fine viene prima dell’inizio.")
        return dati


class PartecipazioneForm(ModuloModello):
    comune = forms.ModelChoiceField(queryset=None, required=False, label="Di quale Comune")

    class Meta:
        model = PartecipazioneFormazione
        fields = ["figura", "comune", "attese", "venute"]

    def __init__(self, *args, comuni, scelte, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = comuni
        self.fields["comune"].choices = scelte


class PassoFormazioneForm(Modulo):
    """Perché si annulla o si rimette fra le previste."""

    nota = forms.CharField(label="Perché", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


_Righe = inlineformset_factory(
    IniziativaFormativa, PartecipazioneFormazione, form=PartecipazioneForm, formset=RigheFormSet, extra=1, max_num=RIGHE_MASSIME,
    absolute_max=RIGHE_MASSIME + 20, validate_max=True,
)  # fmt: skip


class SchedaIniziativa:
    """L’iniziativa e i suoi partecipanti, validati insieme."""

    def __init__(self, piano, iniziativa, oggi, dati=None):
        luoghi = comuni(oggi)
        # I Comuni si leggono una volta per la scheda, non una per riga.
        scelte = [("", "Altro ente, o più Comuni"), *((c.pk, c.nome) for c in luoghi)]
        self.form = IniziativaForm(dati, instance=iniziativa, piano=piano)
        self.persone = _Righe(data=dati, instance=iniziativa, prefix="persone", form_kwargs={"comuni": luoghi, "scelte": scelte})

    def is_valid(self):
        """Vero se ogni parte è valida; le guarda tutte."""
        return all([self.form.is_valid(), self.persone.is_valid()])

    def righe(self):
        """Le partecipazioni nuove o cambiate e quelle da togliere: `(righe, tolte)`."""
        righe = self.persone.save(commit=False)
        return righe, self.persone.deleted_objects
