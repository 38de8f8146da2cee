from ambito import conservazione
from ambito.views.base import SOLO_GET, VistaAmbito


class QuantoSiConserva(VistaAmbito):
    """Per quanto si tiene ciò che sta nel portale, e perché."""

    permesso = "entra"
    titolo = "Quanto si conserva"
    template_name = "ambito/conservazione.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        righe = conservazione.righe()
        return {
            **super().get_context_data(**kwargs),
            "restano": [riga for riga in righe if not riga.regola.scarta],
            "si_tolgono": [riga for riga in righe if riga.regola.scarta],
            "ultimo": conservazione.ultimo_scarto(),
        }
