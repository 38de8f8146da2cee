"""I moduli della consultazione scritta e della richiesta di convocazione."""

from django import forms

from ambito.assemblea.forms.sedute import SCELTE_DI_VOTO
from ambito.moduli import Modulo, SceltaGrande


class ConsultazioneForm(Modulo):
    """Che cosa si chiede ai Comuni, ed entro quando rispondono."""

    organo = forms.ModelChoiceField(label="Organo", queryset=None, empty_label=None)
    oggetto = forms.CharField(label="Oggetto", max_length=300)
    testo = forms.CharField(
        label="Testo della proposta", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Ciò che i Comuni approvano o respingono. Se lo lasci vuoto vale l’oggetto.",
    )  # fmt: skip
    materia = forms.ChoiceField(label="Materia (decide la maggioranza)")
    scade_il = forms.DateTimeField(label="Si risponde fino a", help_text="Due giorni prima, a chi manca arriva un promemoria.")

    def __init__(self, *args, organi, materie, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organo"].queryset = organi
        self.fields["materia"].choices = materie


class RispostaForm(Modulo):
    """La risposta di un Comune."""

    espressione = forms.ChoiceField(label="La risposta", choices=SCELTE_DI_VOTO, widget=SceltaGrande)
    nota = forms.CharField(label="Osservazioni", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RichiestaForm(Modulo):
    """Su che cosa si chiede di convocare l’organo."""

    organo = forms.ModelChoiceField(label="Organo", queryset=None, empty_label=None)
    comune = forms.ModelChoiceField(label="Comune che chiede", queryset=None, empty_label=None)
    oggetto = forms.CharField(label="Argomento", max_length=300)
    testo = forms.CharField(
        label="Perché, e che cosa si propone", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, organi, comuni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organo"].queryset, self.fields["comune"].queryset = organi, comuni
