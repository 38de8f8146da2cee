from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from accordo.forms.base import InBozza
from accordo.models import Adesione, AllegatoAdesione, RisorsaOfferta
from accordo.requisiti.adesioni import ATTO_OBBLIGATORIO
from accordo.stati import Firma, TipoAdesione
from ambito.allegati.riconoscimento import MASSIMO, nome_pulito
from ambito.moduli import CampoEuro, CampoFile, CampoNumero, Modulo, ModuloModello

PRIMO_ATTO = date(2000, 1, 1)


class CampoQuantita(CampoNumero):
    """Una quantità: un numero mai negativo."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "min_value": 0})


class RisorsaForm(ModuloModello):
    """Una riga di risorsa offerta; vuota non conta."""

    class Meta:
        model = RisorsaOfferta
        fields = ["tipo", "descrizione", "quantita", "unita", "valore_stimato"]
        field_classes = {"quantita": CampoQuantita, "valore_stimato": CampoEuro}
        labels = {"descrizione": "Che cosa mette a disposizione", "unita": "Unità (ore, posti, euro…)"}


class _RisorseFormSet(forms.BaseFormSet):
    """Le righe si riscrivono tutte: una riga svuotata è una riga tolta."""

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Togli questa risorsa"

    def righe(self):
        """I valori delle righe compilate e non tolte."""
        tenuti = [f for f in self.forms if f.has_changed() and f not in self.deleted_forms]
        return [{nome: f.cleaned_data[nome] for nome in RisorsaForm.Meta.fields} for f in tenuti]


RisorseFormSet = forms.formset_factory(
    RisorsaForm, formset=_RisorseFormSet, extra=1, max_num=30, validate_max=True, absolute_max=60, can_delete=True
)


class AttoForm(InBozza, ModuloModello):
    """Gli estremi dell’atto con cui il Comune ha deciso di aderire."""

    class Meta:
        model = Adesione
        fields = ["atto_organo", "atto_numero", "atto_data"]
        labels = {"atto_organo": "Chi ha deciso", "atto_numero": "Numero dell’atto", "atto_data": "Data dell’atto"}

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.oggi = oggi
        for nome in ATTO_OBBLIGATORIO:
            self.fields[nome].required = self.instance.tipo == TipoAdesione.SOTTOSCRITTORE

    def clean_atto_data(self):
        giorno = self.cleaned_data["atto_data"]
        if giorno and giorno > self.oggi:
            raise ValidationError("La data dell’atto è nel futuro: allega l’atto dopo che è stato adottato.")
        if giorno and giorno < PRIMO_ATTO:
            raise ValidationError("La data dell’atto è troppo lontana: controlla l’anno.")
        return giorno


class FirmaForm(InBozza, ModuloModello):
    """Come è firmata l’adesione di un ente."""

    class Meta:
        model = Adesione
        fields = ["firma"]
        widgets = {"firma": forms.RadioSelect}
        labels = {"firma": "Come è firmata"}

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["firma"].required = True
        self.fields["firma"].choices = Firma.choices


class AllegatoForm(Modulo):
    """Un file da allegare: il contenuto lo controlla chi lo riceve, qui solo nome e peso."""

    tipo_allegato = forms.ChoiceField(label="Che cos’è il file", choices=AllegatoAdesione.Tipo.choices, required=False)
    file = CampoFile(
        label="File da allegare", estensioni=("pdf", "p7m", "png", "jpg", "jpeg"), massimo_mb=MASSIMO // 2**20,
        allow_empty_file=True, max_length=None, required=False,
    )  # fmt: skip

    def __init__(self, *args, di_ente=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not di_ente:
            tipi = self.fields["tipo_allegato"].choices
            self.fields["tipo_allegato"].choices = [voce for voce in tipi if voce[0] != AllegatoAdesione.Tipo.FIRMATA]

    def clean_file(self):
        """Il nome si mostra ripulito; il resto lo dice il contenuto."""
        file = self.cleaned_data["file"]
        if file:
            file.name = nome_pulito(file.name)
        return file

    def clean_tipo_allegato(self):
        return self.cleaned_data["tipo_allegato"] or AllegatoAdesione.Tipo.ATTO
