from datetime import date, timedelta

from ambito import selezioni
from ambito.nucleo.formati_italiani import formatta_data
from ambito.permessi import RUOLI
from ambito.registri import TOCCA_A_TE
from ambito.views.base import VistaAmbito

URGENTE = timedelta(days=3)
DA_MOSTRARE = 3


class Home(VistaAmbito):
    """«Tocca a te»: che cosa aspetta questa persona, prima ciò che è urgente, poi in ordine di scadenza."""

    permesso = "entra"
    template_name = "ambito/home.html"

    def get_context_data(self, **kwargs):
        compiti = [c for fornitore in TOCCA_A_TE for c in fornitore(self.poteri, self.oggi)]
        compiti.sort(key=lambda c: (not self._urgente(c), c.scadenza or date.max))
        incarichi = [{"titolo": str(i), "frase": RUOLI[i.ruolo].frase} for i in self.poteri.incarichi]
        return {**super().get_context_data(**kwargs), "voci": [self._voce(c) for c in compiti], "incarichi": incarichi,
                "avvisi": selezioni.avvisi_da_leggere(self.request.user, DA_MOSTRARE)}  # fmt: skip

    def _voce(self, compito):
        scade = compito.scadenza
        return {
            "titolo": compito.titolo,
            "url": compito.url,
            "perche": compito.spiegazione,
            "scadenza": self._quando(scade) if scade else "",
            "urgente": self._urgente(compito),
        }

    def _quando(self, scade):
        return f"{'il termine era il' if scade < self.oggi else 'entro il'} {formatta_data(scade, esteso=True)}"

    def _urgente(self, compito):
        return compito.tono == "attenzione" or bool(compito.scadenza and compito.scadenza <= self.oggi + URGENTE)
