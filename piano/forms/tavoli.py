from django import forms

from ambito.moduli import ModuloModello
from piano.models import Tavolo
from servizi.selezioni import aree


class TavoloForm(ModuloModello):
    """Un tavolo del piano."""

    area = forms.ModelChoiceField(queryset=None, required=False, label="Area di utenza", empty_label="Nessuna area in particolare")

    class Meta:
        model = Tavolo
        fields = ["nome", "area", "descrizione", "referente"]
        widgets = {"descrizione": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = aree()

    def clean_nome(self):
        """Due tavoli dello stesso piano non hanno lo stesso nome."""
        nome = self.cleaned_data["nome"]
        omonimi = Tavolo.objects.filter(piano=self.instance.piano, nome__iexact=nome).exclude(pk=self.instance.pk)
        if omonimi.exists():
            raise forms.ValidationError("C’è già un tavolo con questo nome.")
        return nome
