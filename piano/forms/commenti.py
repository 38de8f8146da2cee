from django import forms

from ambito.moduli import Modulo


class CommentoForm(Modulo):
    """Un commento a una sezione; il passaggio e il testo proposto sono facoltativi."""

    testo = forms.CharField(label="Commento", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    passo = forms.CharField(
        label="Passaggio del testo",
        max_length=2000,
        required=False,
        help_text="Copialo com’è: lo ritroveremo nel testo. Vuoto: il commento riguarda tutta la sezione.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proposta = forms.CharField(
        label="Come lo scriveresti",
        max_length=4000,
        required=False,
        help_text="Se l’Ufficio accoglie, queste parole prendono il posto del passaggio.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    prima = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    dopo = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def clean(self):
        dati = super().clean()
        if dati.get("proposta") and not dati.get("passo") and "passo" not in self.errors:
            self.add_error("passo", "Per proporre un testo scrivi anche il passaggio che sostituisce.")
        return dati


class RispostaCommentoForm(Modulo):
    """La risposta a un commento."""

    testo = forms.CharField(label="Risposta", max_length=2000)


class EsitoCommentoForm(Modulo):
    """Che cosa decide chi scrive il piano: accoglie (da sé o a mano) o no, e allora dice perché."""

    esito = forms.ChoiceField(choices=[(v, v) for v in ("accogli", "a_mano", "respingi")])
    motivo = forms.CharField(label="Perché no", max_length=500, required=False)
