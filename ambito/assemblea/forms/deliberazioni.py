"""I moduli di una deliberazione dopo il voto."""

from django import forms

from ambito.moduli import Modulo


class PubblicaForm(Modulo):
    """Quando va all’albo, e se è immediatamente eseguibile."""

    prefix = "pubblica"
    dal = forms.DateField(label="All’albo dal", help_text="Primo dei quindici giorni di pubblicazione.")
    immediata = forms.BooleanField(label="L’organo l’ha dichiarata immediatamente eseguibile", required=False)
    motivo = forms.CharField(
        label="Come l’ha dichiarata", max_length=300, required=False,
        help_text="Per esempio «con separata votazione, unanime». Serve solo se è immediatamente eseguibile.",
    )  # fmt: skip


class RevocaForm(Modulo):
    """Con quale deliberazione è revocata."""

    prefix = "revoca"
    con = forms.ModelChoiceField(label="Revocata con", queryset=None, empty_label="Scegli la deliberazione")

    def __init__(self, *args, successive, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["con"].queryset = successive


class SeguitoForm(Modulo):
    """Che cosa va fatto, da chi, entro quando."""

    prefix = "seguito"
    che_cosa = forms.CharField(label="Che cosa va fatto", max_length=300)
    incaricato = forms.ModelChoiceField(label="Chi se ne occupa", queryset=None, empty_label="Scegli la persona")
    entro = forms.DateField(label="Entro il")

    def __init__(self, *args, persone, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["incaricato"].queryset = persone
        self.fields["incaricato"].label_from_instance = lambda persona: persona.nome_completo
