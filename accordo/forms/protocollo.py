from django import forms

from accordo.registri import PROTOCOLLI
from ambito.moduli import Modulo


class ProtocolloForm(Modulo):
    """Numero e data del protocollo, come li dà il protocollo generale dell’ente."""

    numero = forms.CharField(label="Numero di protocollo", max_length=30)
    data = forms.DateField(label="Data di protocollo")


class SceltaProtocolloForm(Modulo):
    """Chi protocolla le adesioni."""

    servizio = forms.ChoiceField(label="Chi protocolla le adesioni", widget=forms.RadioSelect, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        servizi = [(s.nome, s.etichetta) for s in PROTOCOLLI.values()]
        self.fields["servizio"].choices = [("", "L’Ufficio, a mano, col numero del protocollo generale"), *servizi]
