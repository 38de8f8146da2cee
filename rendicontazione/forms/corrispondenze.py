"""Il modulo di una corrispondenza: quale spesa, in quale casella, con che peso."""

from decimal import Decimal

from django import forms

from ambito.moduli import CampoNumero, Modulo
from ambito.riferimenti import leggi_codici
from rendicontazione.models import Asse

OGNUNO = ("", "Qualunque")


class CorrispondenzaForm(Modulo):
    """`casella` tiene insieme l’asse e la voce: si sceglie da un elenco solo, diviso in righe e colonne."""

    intervento = forms.ChoiceField(label="Obiettivo di servizio", required=False)
    area = forms.ChoiceField(label="Area di utenza", required=False)
    casella = forms.ChoiceField(label="Casella", help_text="La riga o la colonna della griglia in cui va quella spesa.")
    peso = CampoNumero(
        label="Peso", min_value=Decimal("0.01"), max_value=Decimal(999), max_digits=5, initial=1,
        help_text="Se la stessa spesa si divide fra più righe, o fra più colonne: con pesi uguali, in parti uguali.",
    )  # fmt: skip

    def __init__(self, *args, griglia, scritta=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["intervento"].choices = _scelte("fnps_matrice", scritta and scritta.intervento)
        self.fields["area"].choices = _scelte("aree_utenza_istat", scritta and scritta.area)
        self.fields["casella"].choices = [
            ("Righe", [(f"{Asse.RIGA}:{v.codice}", v.etichetta) for v in griglia.righe]),
            ("Colonne", [(f"{Asse.COLONNA}:{v.codice}", v.etichetta) for v in griglia.colonne]),
        ]

    def valori(self):
        """I campi della corrispondenza."""
        asse, _, voce = self.cleaned_data["casella"].partition(":")
        return {**{campo: self.cleaned_data[campo] for campo in ("intervento", "area", "peso")}, "asse": asse, "voce": voce}


def iniziali(riga):
    """Una corrispondenza scritta, come la mostra il modulo."""
    casella = f"{riga.asse}:{riga.voce}"
    return {"intervento": riga.intervento, "area": riga.area, "casella": casella, "peso": riga.peso}


def _scelte(elenco, scritto):
    scelte = [OGNUNO, *((r["codice"], f"{r['codice']} {r['nome']}") for r in leggi_codici(elenco))]
    return scelte if not scritto or scritto in dict(scelte) else [*scelte, (scritto, scritto)]
