from ambito import selezioni
from ambito.filtri import IncarichiFilter
from ambito.permessi import RUOLI
from ambito.risorse import IncarichiResource
from ambito.views.elenco import VistaElenco


class Persone(VistaElenco):
    """Chi ha quale incarico, dove, da quando, in forza di quale atto; con la tavola dei ruoli."""

    permesso = "legge_persone"
    titolo = "Persone e incarichi"
    template_name = "ambito/persone.html"
    filtro = IncarichiFilter
    risorsa = IncarichiResource
    nome_file = "incarichi"

    def righe(self):
        return selezioni.incarichi()

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "ruoli": RUOLI.values(),
            "oggi": self.oggi,
            "regola_accessi": self.poteri.puo("regola_accessi"),
        }
