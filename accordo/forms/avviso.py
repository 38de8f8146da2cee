from django import forms

from accordo.models import AvvisoAdesione
from ambito.moduli import ModuloModello


class AvvisoForm(ModuloModello):
    """Date e regole di un avviso."""

    class Meta:
        model = AvvisoAdesione
        fields = ["apre", "chiude", "oltre_termine", "atto", "testo"]
        widgets = {"oltre_termine": forms.RadioSelect, "testo": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "chiude": "Compreso: fino a mezzanotte l’invio è in tempo.",
            "atto": "Per esempio «Determinazione n. 14 del 10 febbraio 2025».",
            "testo": "Compare in cima al modulo: che cosa si chiede e a chi rivolgersi.",
        }

    def clean(self):
        dati = super().clean()
        if dati.get("apre") and dati.get("chiude") and dati["chiude"] < dati["apre"]:
            self.add_error("chiude", "L’ultimo giorno utile viene prima dell’apertura.")
        return dati


class NuovoAvvisoForm(AvvisoForm):
    """Apertura di un avviso: in più, il triennio (che poi non cambia)."""

    triennio_inizio = forms.IntegerField(
        label="Primo anno del triennio",
        min_value=2000,
        max_value=2098,
        help_text="Con 2025 l’avviso vale per il triennio 2025-2027.",
    )

    class Meta(AvvisoForm.Meta):
        fields = ["triennio_inizio", *AvvisoForm.Meta.fields]
