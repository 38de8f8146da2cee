from django import forms

from ambito.moduli import Modulo
from ambito.permessi import RUOLI
from ambito.scadenzario import selezioni

A_CHI = [(r, RUOLI[r].nome) for r in selezioni.RUOLI_CHE_TENGONO]


class NuovaScadenzaForm(Modulo):
    """Un adempimento che il catalogo non ha."""

    nome = forms.CharField(label="Che cosa c’è da fare", max_length=200)
    giorno = forms.DateField(label="Entro il", help_text="Un giorno di quest’anno o del prossimo.")
    ogni_anno = forms.BooleanField(label="Torna ogni anno, lo stesso giorno", required=False)
    ruolo = forms.ChoiceField(label="Chi se ne occupa", choices=A_CHI)


class FattaForm(Modulo):
    fatta_il = forms.DateField(label="Quando è stata fatta")
    nota = forms.CharField(
        label="Come", max_length=300, required=False, help_text="Per esempio il numero della ricevuta, o dove sono le carte."
    )


class EsclusaForm(Modulo):
    motivo = forms.CharField(
        label="Perché quest’anno non si applica", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo leggono i colleghi e resta nel registro.",
    )  # fmt: skip


class SpostaForm(Modulo):
    giorno = forms.DateField(label="Il termine di quest’anno è il")
    motivo = forms.CharField(label="Da dove viene la data", max_length=300, help_text="Per esempio la nota del Ministero.")


class AffidaForm(Modulo):
    """Chi se ne occupa: una persona, o chi ha un ruolo."""

    ruolo = forms.ChoiceField(label="Ruolo che se ne occupa", choices=A_CHI)
    persona = forms.ModelChoiceField(
        None,
        label="Una persona precisa",
        required=False,
        empty_label="Nessuna: chi ha il ruolo",
        help_text="Se un giorno non ha più un incarico, torna a chi ha il ruolo; se non c’è nessuno, al coordinatore.",
    )

    def __init__(self, *args, oggi, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persona"].queryset = selezioni.persone(oggi)
