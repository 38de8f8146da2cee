"""I moduli del bilancio: le righe di una bozza, l’atto che la approva, i movimenti."""

from django import forms

from ambito import selezioni as nucleo
from ambito.moduli import CampoCatalogo, CampoEuro, CampoFile, Modulo
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import Genere
from servizi import selezioni as catalogo


class ImportoForm(Modulo):
    """L’importo di una riga già scritta: dove sta non cambia."""

    importo = CampoEuro(label="Importo stanziato")
    nota = forms.CharField(label="Nota", required=False, max_length=300)
    revisione = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)


class RigaForm(Modulo):
    """Una riga in più nella bozza."""

    obiettivo = forms.ModelChoiceField(queryset=None, label="Obiettivo del piano", empty_label="Scegli")
    fondo = CampoCatalogo(queryset=None, label="Fondo", empty_label="Scegli")
    comune = forms.ModelChoiceField(
        queryset=None, label="Comune", required=False, empty_label="Tutto l’Ambito",
        help_text="Solo se la somma è di un Comune: altrimenti vale per tutto l’Ambito.",
    )  # fmt: skip
    importo = CampoEuro(label="Importo stanziato")
    nota = forms.CharField(label="Nota", required=False, max_length=300)

    def __init__(self, *args, anno, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["obiettivo"].queryset = bilancio.obiettivi_dell_anno(anno)
        self.fields["fondo"].queryset = catalogo.fondi()
        self.fields["comune"].queryset = nucleo.comuni(oggi)


class AttoForm(Modulo):
    """L’atto che approva una versione."""

    atto = forms.CharField(label="Atto che la approva", max_length=160, help_text="Per esempio «Deliberazione n. 4/2026».")
    atto_del = forms.DateField(label="Data dell’atto")


class MovimentoForm(Modulo):
    """Un impegno o una liquidazione."""

    genere = forms.ChoiceField(label="Che cosa", choices=Genere.choices, widget=forms.RadioSelect)
    giorno = forms.DateField(label="Data dell’atto")
    atto = forms.CharField(label="Atto", max_length=160, help_text="Per esempio «Determinazione n. 112».")
    importo = CampoEuro(
        label="Importo", min_value=None, help_text="Con il meno davanti se corregge un movimento di prima: nessuno si cancella."
    )
    causale = forms.CharField(label="Per che cosa", max_length=200, required=False)
    visti = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class FoglioForm(Modulo):
    """Il foglio delle righe da caricare."""

    file = CampoFile(label="Foglio delle righe", estensioni=("xlsx", "csv", "ods", "xls"), massimo_mb=5)
