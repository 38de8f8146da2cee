"""I moduli dei bandi."""

from django import forms

from ambito.moduli import CampoCatalogo, CampoEuro, Modulo, ModuloModello
from servizi import selezioni as catalogo
from servizi.models import Bando


class BandoForm(ModuloModello):
    """La scheda di un bando."""

    area = CampoCatalogo(queryset=None, label="Area di utenza", required=False, empty_label="Più aree")
    fondo = CampoCatalogo(queryset=None, label="Fondo", required=False, empty_label="Nessuno in particolare")
    indirizzo = forms.URLField(label="Pagina del bando", required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = Bando
        fields = [
            "titolo",
            "ente",
            "livello",
            "area",
            "fondo",
            "indirizzo",
            "apre_il",
            "scade_il",
            "importo",
            "cofinanziamento",
            "partner",
            "cup",
        ]
        field_classes = {"importo": CampoEuro, "cofinanziamento": CampoEuro}
        help_texts = {"partner": "Gli enti che partecipano con l’Ambito.", "importo": "Serve prima di presentare la domanda."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = catalogo.aree()
        self.fields["fondo"].queryset = catalogo.fondi()
        self.fields["cofinanziamento"].required = False

    def clean_cofinanziamento(self):
        return self.cleaned_data["cofinanziamento"] or 0


class EsitoForm(Modulo):
    """Che cosa si è ottenuto, e quando va rendicontato."""

    ottenuto = CampoEuro(label="Importo ottenuto")
    rendicontare_entro = forms.DateField(label="Da rendicontare entro", required=False)
    cup = forms.CharField(label="CUP", max_length=15, required=False)


class MotivoForm(Modulo):
    """Perché una domanda si lascia o non è andata."""

    motivo = forms.CharField(label="Motivo", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
