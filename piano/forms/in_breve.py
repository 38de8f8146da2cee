from django import forms

from ambito.moduli import Modulo


class ComuneForm(Modulo):
    """Il Comune di cui si guarda dove il piano lo nomina (nell’indirizzo della pagina)."""

    comune = forms.ChoiceField(label="Comune")

    def __init__(self, *args, comuni, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["comune"].choices = [("", "Scegli il Comune"), *((c.codice_istat, c.nome) for c in comuni)]

    def scelto(self, comuni):
        """Il Comune chiesto, o `None` se non se n’è chiesto uno dell’elenco."""
        codice = self.cleaned_data.get("comune") if self.is_valid() else ""
        return next((c for c in comuni if c.codice_istat == codice), None)
