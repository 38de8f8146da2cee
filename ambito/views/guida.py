"""La guida del portale: la stessa, aperta a tutti e, per chi lavora in un Ambito, con la testata e il menu del suo Ambito."""

from django.urls import reverse

from ambito import guida
from ambito.views.base import VistaAmbito, VistaConservata

TITOLO = "Guida"


class Guida(VistaConservata):
    """Una pagina della guida, senza entrare."""

    template_name = "ambito/guida.html"

    def get_context_data(self, pagina="", **kwargs):
        trovata = self.trova(guida.pagina(pagina), "Guida")
        percorso = [{"etichetta": TITOLO, "url": reverse("guida")}, {"etichetta": trovata.titolo, "url": ""}]
        return {"pagina": trovata, "sommario": guida.sommario(), "percorso": percorso if pagina else []}


class GuidaInAmbito(VistaAmbito):
    """Una pagina della guida, letta dall’Ambito in cui si lavora."""

    permesso = "entra"
    template_name = "ambito/guida.html"

    def prepara(self):
        self.pagina = self.trova(guida.pagina(self.kwargs.get("pagina", "")), "Guida")
        self.titolo = self.pagina.titolo

    def genitori(self):
        return [(TITOLO, reverse("ambito:guida", args=[self.ambito.slug]))] if self.pagina.nome else []

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "pagina": self.pagina, "sommario": guida.sommario()}
