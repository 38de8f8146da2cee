"""I moduli dell’Ufficio di Piano."""

from django import forms

from ambito.assemblea.models.ufficio import CompitoUfficio, Figura
from ambito.moduli import Modulo


class RegolamentoUfficioForm(Modulo):
    """Una versione nuova del regolamento."""

    atto = forms.CharField(
        label="Atto dell’ente capofila", max_length=200, help_text="Per esempio «Delibera di giunta n. 40/2026»."
    )
    deliberazione = forms.ModelChoiceField(
        label="Deliberazione dell’organo che l’ha preceduto", queryset=None, required=False, empty_label="Non è nel registro"
    )
    dal = forms.DateField(label="In vigore dal")

    def __init__(self, *args, deliberazioni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deliberazione"].queryset = deliberazioni


class AddettoForm(Modulo):
    """Chi lavora nell’Ufficio."""

    nome = forms.CharField(label="Nome e cognome", max_length=160)
    figura = forms.ChoiceField(label="Figura", choices=[("", "Scegli…"), *Figura.choices])
    ore = forms.DecimalField(label="Ore alla settimana", min_value=0.5, max_value=48, max_digits=4, decimal_places=1)
    da_ente = forms.CharField(label="Di quale ente è", max_length=160, required=False, help_text="Se è comandato o in convenzione.")
    dal = forms.DateField(label="Dal")


class FineAddettoForm(Modulo):
    """L’ultimo giorno nell’Ufficio."""

    al = forms.DateField(label="Ultimo giorno nell’Ufficio")


class CompitiForm(Modulo):
    """Un responsabile per compito."""

    def __init__(self, *args, addetti, **kwargs):
        super().__init__(*args, **kwargs)
        for compito in CompitoUfficio:
            self.fields[compito.value] = forms.ModelChoiceField(
                label=compito.label, queryset=addetti, required=False, empty_label="Nessuno"
            )
