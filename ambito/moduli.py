"""I moduli del portale: resa dei campi, basi `Modulo` e `ModuloModello`, campi per importi e file.

La resa usa i soli strumenti di Django: un modulo si scrive `{{ form }}` e comprende riepilogo degli errori,
aiuti collegati ai campi e indicazione dei facoltativi.
"""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template.defaultfilters import filesizeformat

from ambito.nucleo.formati_italiani import formatta_importo, formatta_misura, leggi_importo, leggi_intero

MESSAGGIO_NUL = "Ci sono caratteri invisibili non ammessi: cancella il testo e riscrivilo senza incollarlo."
_OBBLIGATORIO = forms.Field.default_error_messages["required"]
_DATE_NATIVE = (
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
)


class SceltaGrande(forms.RadioSelect):
    """Scelta unica a riquadri ampi, da toccare col pollice (il voto in seduta)."""

    grande = True


class CampoItalia(BoundField):
    """Campo legato a un modulo: sa come va reso e quale elemento riceve il fuoco; le date usano il calendario del browser."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        _usa_calendario_nativo(field.widget)

    def build_widget_attrs(self, attrs, widget=None):
        """Toglie il segnaposto e dà la classe dei controlli a ciò che non è una casella o un gruppo di scelte."""
        attrs = super().build_widget_attrs(attrs, widget)
        # Il segnaposto sparisce appena si scrive: ciò che serve sapere sta nell'etichetta e nell'aiuto.
        attrs["placeholder"] = False
        if self.tipo in ("testo", "lungo", "scelta", "file"):
            classi = ["controllo", self.field.widget.attrs.get("class", "")]
            attrs["class"] = " ".join(classe for classe in classi if classe)
        return attrs

    @property
    def tipo(self) -> str:
        """Come si rende: gruppo, casella, scelta, lungo, file o testo."""
        widget = self.field.widget
        for classi, tipo in (
            ((forms.RadioSelect, forms.CheckboxSelectMultiple), "gruppo"),
            (forms.CheckboxInput, "casella"),
            (forms.Select, "scelta"),
            (forms.Textarea, "lungo"),
            (forms.FileInput, "file"),
        ):
            if isinstance(widget, classi):
                return tipo
        return "testo"

    @property
    def grande(self) -> bool:
        """Vero per le scelte a riquadri ampi."""
        return getattr(self.field.widget, "grande", False)

    @property
    def unita(self) -> str:
        """Unità scritta accanto al controllo (€), se il campo ne ha una."""
        return getattr(self.field, "unita", "")

    @property
    def ancora(self) -> str:
        """Identificativo dell'elemento da raggiungere dal riepilogo degli errori: nei gruppi, la prima scelta."""
        return f"{self.auto_id}_0" if self.tipo == "gruppo" else self.id_for_label


class RendererItalia(TemplatesSetting):
    """Resa di moduli e campi con i modelli di `templates/forms/`."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/campo.html"
    bound_field_class = CampoItalia


def _contiene_nul(valore) -> bool:
    valori = valore if isinstance(valore, (list, tuple)) else [valore]
    return any(isinstance(testo, str) and "\x00" in testo for testo in valori)


class _RegoleComuni:
    """Ciò che vale per ogni modulo: messaggi che dicono che cosa fare, niente NUL."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            _dai_un_nome_al_vuoto(campo)
            if campo.required and campo.error_messages.get("required") == _OBBLIGATORIO:
                campo.error_messages["required"] = _chiedi(campo)

    def _clean_fields(self):
        """Come in Django, ma un NUL in un campo si rifiuta con una frase prima di qualunque altra verifica.

        PostgreSQL non accetta il carattere NUL: una scelta multipla su chiavi testuali arriverebbe fino a lui.
        """
        for nome, legato in self._bound_items():
            try:
                if _contiene_nul(legato.data):
                    raise ValidationError(MESSAGGIO_NUL, code="nul")
                self.cleaned_data[nome] = legato.field._clean_bound_field(legato)
                if ripulisci := getattr(self, f"clean_{nome}", None):
                    self.cleaned_data[nome] = ripulisci()
            except ValidationError as errore:
                self.add_error(nome, errore)


def _dai_un_nome_al_vuoto(campo) -> None:
    """La scelta vuota di Django («---------») non dice che cosa vuol dire lasciarla."""
    scelte = campo.choices if type(campo) is forms.TypedChoiceField else None
    if scelte and list(scelte)[0] == BLANK_CHOICE_DASH[0]:
        campo.choices = [("", "Scegli" if campo.required else "Non indicato"), *list(scelte)[1:]]


def _usa_calendario_nativo(widget) -> None:
    for classe, tipo, formato in _DATE_NATIVE:
        if type(widget) is classe:
            widget.input_type, widget.format = tipo, formato


def _chiedi(campo) -> str:
    if isinstance(campo, forms.FileField):
        return "Scegli un file."
    if isinstance(campo, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return "Scegli almeno una voce."
    if isinstance(campo, (forms.ChoiceField, forms.ModelChoiceField)):
        return "Scegli una voce."
    if isinstance(campo, forms.BooleanField):
        return "Per proseguire spunta questa casella."
    return "Compila questo campo."


class Modulo(_RegoleComuni, forms.Form):
    """Base di ogni modulo del portale."""


class ModuloModello(_RegoleComuni, forms.ModelForm):
    """Base di ogni modulo legato a un modello."""


class CampoEuro(forms.DecimalField):
    """Importo in euro scritto all'italiana («1.234,56»); torna un Decimal con due decimali."""

    widget = forms.TextInput
    unita = "€"

    def __init__(self, *, min_value=Decimal(0), max_digits=14, decimal_places=2, **kwargs):
        super().__init__(min_value=min_value, max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def widget_attrs(self, widget):
        """Tastiera numerica sul telefono; l'autocompletamento del browser non c'entra con gli importi."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value):
        """Il testo scritto → Decimal; l'errore ripete la frase del lettore di importi."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return leggi_importo(str(value))
        except ValueError as errore:
            raise ValidationError(str(errore), code="invalid") from errore

    def prepare_value(self, value):
        """Un Decimal si mostra all'italiana; ciò che la persona ha scritto resta com'era."""
        return formatta_importo(value) if isinstance(value, (Decimal, int)) else value


class CampoNumero(CampoEuro):
    """Un numero scritto all’italiana, con al più due decimali e senza unità: «1.200», «12,5»."""

    unita = ""

    def __init__(self, **kwargs):
        super().__init__(**{"min_value": None, **kwargs})

    def prepare_value(self, value):
        return formatta_misura(value) if isinstance(value, Decimal) else value


class CampoCatalogo(forms.ModelChoiceField):
    """Scelta da un elenco del catalogo, con il codice davanti al nome."""

    def label_from_instance(self, obj):
        return obj.etichetta


class CampoIntero(forms.CharField):
    """Intero non negativo, anche con il punto delle migliaia."""

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value):
        testo = super().clean(value)
        if testo in self.empty_values:
            return None
        try:
            return leggi_intero(testo, 0, 9_999_999)
        except ValueError as errore:
            raise forms.ValidationError(str(errore), code="invalid") from errore


class CampoFile(forms.FileField):
    """File da caricare: dice prima quali formati e quanto spazio, e lo ripete se non va."""

    def __init__(self, *, estensioni=("pdf",), massimo_mb=10, **kwargs):
        self.estensioni = tuple(estensione.lower() for estensione in estensioni)
        self.massimo = massimo_mb * 1024 * 1024
        formati = ", ".join(estensione.upper() for estensione in self.estensioni)
        kwargs.setdefault("help_text", f"Formati ammessi: {formati}. Al massimo {massimo_mb} MB.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        """Il selettore del browser propone solo i formati ammessi."""
        return {"accept": ",".join(f".{estensione}" for estensione in self.estensioni)}

    def clean(self, data, initial=None):
        """Controlla formato e dimensione; il contenuto lo verifica chi lo legge."""
        file = super().clean(data, initial)
        if file and file is not initial:
            if file.name.rpartition(".")[2].lower() not in self.estensioni:
                attesi = " o ".join(estensione.upper() for estensione in self.estensioni)
                raise ValidationError(f"«{file.name}» non è fra i formati ammessi: serve un file {attesi}.", code="formato")
            if file.size > self.massimo:
                raise ValidationError(
                    f"«{file.name}» pesa {filesizeformat(file.size)}: il massimo è {filesizeformat(self.massimo)}.", code="peso"
                )
        return file
