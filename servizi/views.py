from django.urls import reverse

from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco
from servizi import selezioni
from servizi.filtri import AreeFilter, FondiFilter, InterventiFilter
from servizi.models import Verifica
from servizi.risorse import AreeResource, FondiResource, InterventiResource

TONI = {Verifica.SI: "positivo", Verifica.PARTE: "attenzione", Verifica.NO: "neutro"}
PARTI = [("Aree di utenza", "aree"), ("Interventi", "interventi"), ("Fondi", "fondi")]


def linguette(slug, qui):
    """Le parti del catalogo."""
    voci = [("In breve", "catalogo"), *PARTI]
    return [{"etichetta": e, "url": reverse(f"servizi:{nome}", args=[slug]), "attiva": nome == qui} for e, nome in voci]


class Catalogo(VistaAmbito):
    """Che cosa c’è nel catalogo e quanto è stato verificato alla fonte."""

    permesso = "legge_servizi"
    titolo = "Servizi e fondi"
    template_name = "servizi/catalogo.html"

    def get_context_data(self, **kwargs):
        letture = {"aree": selezioni.aree, "interventi": selezioni.interventi, "fondi": selezioni.fondi}
        return {
            **super().get_context_data(**kwargs),
            "linguette": linguette(self.ambito.slug, "catalogo"),
            "parti": [self.parte(etichetta, nome, list(letture[nome]())) for etichetta, nome in PARTI],
        }

    def parte(self, etichetta, nome, voci):
        verificate = sum(v.verificato == Verifica.SI for v in voci)
        return {
            "etichetta": etichetta,
            "url": reverse(f"servizi:{nome}", args=[self.ambito.slug]),
            "voci": voci,
            "verificate": verificate,
        }


class _Elenco(VistaElenco):
    permesso = "legge_servizi"
    template_name = "servizi/elenco.html"
    con_norma = False

    def genitori(self):
        return [("Servizi e fondi", reverse("servizi:catalogo", args=[self.ambito.slug]))]

    def riga(self, voce):
        return {"voce": voce, "tono": TONI[voce.verificato]}

    def get_context_data(self, **kwargs):
        linguette_qui = linguette(self.ambito.slug, self.request.resolver_match.url_name)
        return {
            **super().get_context_data(**kwargs),
            "linguette": linguette_qui,
            "totale": self.righe().count(),
            "con_norma": self.con_norma,
        }


class Aree(_Elenco):
    """A chi si rivolgono gli interventi."""

    titolo = "Aree di utenza"
    filtro = AreeFilter
    risorsa = AreeResource
    nome_file = "aree-di-utenza"

    def righe(self):
        return selezioni.aree()


class Interventi(_Elenco):
    """Che cosa si fa: gli obiettivi di servizio del Fondo nazionale."""

    titolo = "Interventi"
    filtro = InterventiFilter
    risorsa = InterventiResource
    nome_file = "interventi"

    def righe(self):
        return selezioni.interventi()


class Fondi(_Elenco):
    """Da dove vengono le risorse."""

    titolo = "Fondi"
    filtro = FondiFilter
    risorsa = FondiResource
    nome_file = "fondi"
    con_norma = True

    def righe(self):
        return selezioni.fondi()
