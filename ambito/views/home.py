from datetime import date

from ambito.registri import TOCCA_A_TE
from ambito.views.base import VistaAmbito


class Home(VistaAmbito):
    """«Tocca a te»: che cosa aspetta questa persona, in ordine di scadenza."""

    permesso = "entra"
    template_name = "ambito/home.html"

    def get_context_data(self, **kwargs):
        compiti = [c for fornitore in TOCCA_A_TE for c in fornitore(self.poteri, self.oggi)]
        compiti.sort(key=lambda c: c.scadenza or date.max)
        return {**super().get_context_data(**kwargs), "compiti": compiti, "incarichi": self.poteri.incarichi}
