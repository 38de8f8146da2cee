"""I moduli delle risorse."""

from django import forms

from ambito.moduli import CampoCatalogo, CampoEuro, Modulo, ModuloModello
from servizi import selezioni as catalogo
from servizi.models import AssegnazioneFondo


class AssegnazioneForm(ModuloModello):
    """Una somma assegnata all’Ambito."""

    fondo = CampoCatalogo(queryset=None, label="Fondo", empty_label="Scegli")
    deliberazione = forms.ModelChoiceField(
        queryset=None, label="Deliberazione che ne decide l’uso", required=False, empty_label="Nessuna",
        help_text="La deliberazione, se c’è.",
    )  # fmt: skip

    class Meta:
        model = AssegnazioneFondo
        fields = [
            "fondo", "annualita", "atto", "atto_del", "importo", "vincolata", "vincolo", "cup", "spendere_entro", "deliberazione",
        ]  # fmt: skip
        field_classes = {"importo": CampoEuro, "vincolata": CampoEuro}
        help_texts = {
            "annualita": "L’anno del fondo, che può non essere quello in cui arriva.",
            "atto": "Per esempio «DGR XII/4793 del 28 luglio 2025».",
            "vincolo": "Per esempio «almeno metà per i minori», o gli obiettivi a cui è legata.",
        }

    def __init__(self, *args, deliberazioni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fondo"].queryset = catalogo.fondi()
        self.fields["deliberazione"].queryset = deliberazioni
        self.fields["vincolata"].required = False

    def clean_vincolata(self):
        return self.cleaned_data["vincolata"] or 0


class IncassoForm(Modulo):
    """Una somma entrata in cassa."""

    giorno = forms.DateField(label="Incassato il")
    importo = CampoEuro(label="Importo", min_value=None, help_text="Con il meno davanti se è una restituzione.")
    causale = forms.CharField(label="Reversale o causale", max_length=120, required=False)


class UtilizzoForm(Modulo):
    """Impegnato e pagato dall’inizio fino a un giorno."""

    al = forms.DateField(label="Fino al")
    impegnato = CampoEuro(label="Impegnato dall’inizio")
    pagato = CampoEuro(label="Pagato dall’inizio")
