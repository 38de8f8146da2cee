"""I pezzi comuni ai moduli del piano: le date del triennio, le righe in linea."""

from django.forms.models import BaseInlineFormSet

RIGHE_MASSIME = 60


class NelTriennio:
    """Le date del modulo cadono nel triennio del piano e la fine non precede l’inizio."""

    def __init__(self, *args, piano, **kwargs):
        self.piano = piano
        super().__init__(*args, **kwargs)

    def clean(self):
        dati = super().clean()
        for campo in ("inizio", "fine"):
            giorno = dati.get(campo)
            if giorno and not self.piano.contiene(giorno):
                self.add_error(campo, self.piano.frase_fuori(giorno))
        if dati.get("inizio") and dati.get("fine") and dati["fine"] < dati["inizio"]:
            self.add_error("fine", "La fine viene prima dell’inizio.")
        return dati


class RigheFormSet(BaseInlineFormSet):
    """Righe della scheda: le vuote si ignorano, «Togli» le cancella."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        # Una riga non ancora salvata si lascia vuota: non c’è niente da togliere.
        if form.instance.pk is None:
            form.fields.pop("DELETE", None)
        else:
            form.fields["DELETE"].label = "Togli questa riga"

    @property
    def aperto(self):
        """C’è già qualche riga, o ciò che si è scritto non va: il gruppo non resta piegato."""
        return self.initial_form_count() > 0 or (self.is_bound and self.has_changed())
