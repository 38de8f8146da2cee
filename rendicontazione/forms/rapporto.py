from django import forms

from ambito.moduli import Modulo

TIPI = [
    ("comune", "Rendiconto di un Comune"),
    ("fondo", "Rendiconto di un fondo"),
    ("quote", "Prospetto delle quote"),
    ("schemi", "Allegato FNPS e traccia per il SIOSS"),
    ("confronto", "Confronto fra anni"),
]


class ScegliRapportoForm(Modulo):
    """Quale rapporto aprire, e su che cosa: i campi degli altri tipi si lasciano come sono."""

    tipo = forms.ChoiceField(label="Rapporto", choices=TIPI)
    comune = forms.ChoiceField(label="Comune", required=False, help_text="Per il rendiconto di un Comune.")
    fondo = forms.ChoiceField(label="Fondo", required=False, help_text="Per il rendiconto di un fondo.")
    dal = forms.TypedChoiceField(
        label="Dall’anno", required=False, coerce=int, empty_value=None, help_text="Per il confronto fra anni: al più quattro."
    )

    def __init__(self, *argomenti, comuni, fondi, anni, **opzioni):
        super().__init__(*argomenti, **opzioni)
        self.fields["comune"].choices = [("", "Scegli"), *comuni]
        self.fields["fondo"].choices = [("", "Scegli"), *[(f.codice, f.etichetta) for f in fondi]]
        self.fields["dal"].choices = [("", "Il più lontano"), *[(anno, str(anno)) for anno in anni]]

    def clean(self):
        dati = super().clean()
        tipo = dati.get("tipo")
        if tipo in ("comune", "fondo") and not dati.get(tipo) and tipo not in self.errors:
            self.add_error(tipo, "Scegli quale: questo rapporto ne riguarda uno.")
        return dati
