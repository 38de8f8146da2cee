"""Da quando si legge ciò che l’Ambito pubblica: l’ufficio può scegliere un giorno diverso da quello dell’atto."""

from django import forms
from django.urls import reverse

from ambito import trasparenza
from ambito.moduli import Modulo
from ambito.registri import PUBBLICABILI
from ambito.views.base import VistaAmbito
from ambito.views.modulo import ConModulo


class PubblicazioneForm(Modulo):
    cosa = forms.ChoiceField(label="Che cosa si pubblica")
    dal = forms.DateField(label="Da quale giorno", required=False, help_text="Vuoto: vale la regola di sempre.")
    motivo = forms.CharField(
        label="Perché quel giorno", max_length=300, required=False, help_text="Resta nel registro delle operazioni."
    )

    def __init__(self, dati=None, *, scelte=()):
        super().__init__(dati)
        self.fields["cosa"].choices = [("", "Scegli"), *scelte]


class Pubblicazione(ConModulo, VistaAmbito):
    """Che cosa è pubblico, che cosa non ancora, e il modulo che ne decide il giorno."""

    permesso = trasparenza.CURA
    titolo = "Pubblicazione"
    template_name = "ambito/pubblicazione.html"
    invia = "Salva il giorno"
    riuscita = "Giorno di pubblicazione salvato: le pagine aperte a tutti lo seguono da subito."

    def prepara(self):
        super().prepara()
        self.voci = {f"{p.nome}-{v.oggetto_id}": (p, v) for p in PUBBLICABILI.values() for v in p.voci(self.ambito)}

    def genitori(self):
        return [("Documenti", reverse("ambito:documenti", args=[self.ambito.slug]))]

    def modulo(self, dati=None, file=None):
        return PubblicazioneForm(dati, scelte=[(chiave, voce.titolo) for chiave, (_, voce) in self.voci.items()])

    def scrivi(self, form):
        genere, voce = self.voci[form.cleaned_data["cosa"]]
        dati = {"dal": form.cleaned_data["dal"], "motivo": form.cleaned_data["motivo"]}
        return trasparenza.decidi(genere.nome, voce.oggetto_id, **dati, **self.chi)

    def torna(self, esito):
        return reverse("ambito:pubblicazione", args=[self.ambito.slug])

    def get_context_data(self, **kwargs):
        giorni = {nome: trasparenza.giorni(nome) for nome in PUBBLICABILI}
        righe = [self.riga(genere, voce, giorni[genere.nome].get(voce.oggetto_id)) for genere, voce in self.voci.values()]
        return {**super().get_context_data(**kwargs), "righe": righe}

    def riga(self, genere, voce, dal):
        """Una cosa, in parole: pubblica, non ancora, o non pubblica."""
        pubblica = dal <= self.oggi if dal else genere.da_se
        situazione = "Pubblica" if pubblica else "Non ancora pubblica" if dal else "Non pubblica"
        return {"genere": genere, "voce": voce, "dal": dal, "pubblica": pubblica, "situazione": situazione}
