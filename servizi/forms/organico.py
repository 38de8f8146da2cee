"""I moduli del servizio sociale professionale."""

from django import forms

from ambito.moduli import ModuloModello
from servizi.models import Organico, UfficioSociale


class OrganicoForm(ModuloModello):
    """Assistenti sociali di un anno, per Comune, datore e contratto."""

    etp = forms.DecimalField(
        label="Equivalenti a tempo pieno", min_value=0.01, max_digits=6, decimal_places=2, localize=True,
        help_text="Una persona a 18 ore su 36 vale 0,5.",
    )  # fmt: skip

    class Meta:
        model = Organico
        fields = ["anno", "comune", "datore", "contratto", "persone", "etp"]
        help_texts = {"comune": "Vuoto se lavorano per l’intero Ambito."}

    def __init__(self, *args, comuni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comune"].queryset = comuni
        self.fields["comune"].empty_label = "L’intero Ambito"


class UfficioForm(ModuloModello):
    """Dove ci si rivolge in un Comune."""

    class Meta:
        model = UfficioSociale
        fields = ["indirizzo", "telefono", "email", "orari", "referente"]
        help_texts = {
            "email": "Quella del Comune capofila si legge in «Amministrazione trasparente» e nel catalogo dei dati aperti.",
            "referente": "Chi risponde all’Ufficio di Piano; non compare in pubblico.",
        }
