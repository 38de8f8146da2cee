"""I moduli delle misure annuali."""

from django import forms

from ambito.importazione.letture import pulisci_nota
from ambito.moduli import CampoEuro, CampoFile, CampoIntero, Modulo
from servizi.models import MASSIMO_MOTIVO, MISURE, Rilevazione
from servizi.tracciati.misure import mostra


class RaccoltaForm(Modulo):
    """L’anno di cui si raccolgono le misure e il termine."""

    anno = forms.IntegerField(label="Anno", min_value=2000, max_value=2100)
    chiude = forms.DateField(label="I Comuni scrivono entro il")


class MisureForm(Modulo):
    """Le misure di un servizio in un Comune; accanto a ogni campo il valore dell’anno prima."""

    utenti = CampoIntero(required=False)
    ore = CampoIntero(required=False)
    giornate = CampoIntero(required=False)
    posti = CampoIntero(required=False)
    lista_attesa = CampoIntero(required=False)
    costo = CampoEuro(required=False)
    motivo = forms.CharField(
        label="Perché cambia molto", required=False, max_length=MASSIMO_MOTIVO, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Serve se un valore cresce o cala di oltre il 30 % rispetto all’anno prima. Niente nomi di persone.",
    )  # fmt: skip
    revisione = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args, prima=None, anno=None, **kwargs):
        super().__init__(*args, **kwargs)
        for misura in MISURE:
            campo = self.fields[misura]
            nome = str(Rilevazione._meta.get_field(misura).verbose_name)
            campo.label = nome[:1].upper() + nome[1:]
            if prima and prima[misura] is not None:
                campo.help_text = f"Nel {anno - 1}: {mostra(misura, prima[misura])}."

    def clean_motivo(self):
        return pulisci_nota(self.cleaned_data["motivo"])

    def misure(self):
        """Le sole misure, come dizionario."""
        return {misura: self.cleaned_data[misura] for misura in MISURE}


class FoglioForm(Modulo):
    """Il foglio riempito."""

    file = CampoFile(label="Foglio riempito", estensioni=("xlsx", "csv"), massimo_mb=5)
