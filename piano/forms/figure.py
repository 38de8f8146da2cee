from django import forms

from ambito.moduli import CampoFile, ModuloModello
from piano.models import Figura


class ParoleFiguraForm(ModuloModello):
    """Le parole di una figura: didascalia, descrizione, fonte."""

    class Meta:
        model = Figura
        fields = ["titolo", "descrizione", "fonte"]
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}
        labels = {"titolo": "Didascalia", "descrizione": "Che cosa mostra", "fonte": "Fonte"}
        help_texts = {
            "titolo": "Si legge sotto la figura e nell’elenco delle figure del PDF.",
            "descrizione": "Per chi non vede l’immagine: la cosa più importante che se ne ricava.",
            "fonte": "Da dove viene, se non l’ha fatta l’Ufficio di Piano: «Istat, 2024».",
        }


class FiguraForm(ParoleFiguraForm):
    """Una figura nuova."""

    file = CampoFile(label="Immagine", estensioni=("png", "jpg", "jpeg"), massimo_mb=10)
    field_order = ["file", "titolo", "descrizione", "fonte"]
