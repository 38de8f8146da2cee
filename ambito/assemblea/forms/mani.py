"""Il quaderno delle mani alzate: tutti a favore, salvo chi si distingue."""

from django import forms

from ambito.assemblea.forms.sedute import SCELTE_DI_VOTO
from ambito.assemblea.stati import Espressione
from ambito.moduli import Modulo
from ambito.nucleo.impronta import impronta


class ManiForm(Modulo):
    """Una scelta per i Comuni che si distinguono e una per tutti gli altri presenti senza scheda.

    Dopo `clean`, `scelte` è seggio → espressione; chi non vota ha «non_votante» e non riceve scheda.
    """

    altri = forms.ChoiceField(
        label="Tutti gli altri presenti senza scheda", required=False, initial=Espressione.FAVOREVOLE,
        choices=[*SCELTE_DI_VOTO, ("", "Non registrare")],
    )  # fmt: skip
    letto = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, seggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.seggi = seggi
        scelte = [("", "Come gli altri"), *SCELTE_DI_VOTO, (Espressione.NON_VOTANTE.value, "Non vota")]
        for seggio in seggi:
            self.fields[f"seggio_{seggio.pk}"] = forms.ChoiceField(label=seggio.nome, required=False, choices=scelte)

    def dei_seggi(self):
        """I soli campi dei Comuni."""
        return [self[f"seggio_{s.pk}"] for s in self.seggi]

    def clean(self):
        dati = super().clean()
        altri = dati.get("altri", "")
        voti = {s.pk: dati.get(f"seggio_{s.pk}") or altri for s in self.seggi}
        self.scelte = {pk: voto for pk, voto in voti.items() if voto}
        if not self.schede and not self.errors:
            self.add_error(None, "Indica almeno un voto.")
        return dati

    @property
    def schede(self):
        """Le sole schede da registrare: chi non vota non ne ha."""
        return {pk: voto for pk, voto in self.scelte.items() if voto != Espressione.NON_VOTANTE}

    @property
    def segno(self):
        """Riconosce queste scelte: si registra solo ciò che è stato riletto."""
        return impronta({str(pk): voto for pk, voto in self.scelte.items()})[:16]

    @property
    def riletto(self):
        return self.cleaned_data["letto"] == self.segno
