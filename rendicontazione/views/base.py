"""Ciò che hanno in comune le pagine della rendicontazione: la campagna e la spesa del Comune nell’indirizzo."""

from django.urls import reverse

from ambito.views.base import VistaAmbito, VistaComune
from rendicontazione import selezioni


class _DiCampagna:
    """Trova `self.campagna` dall’anno e compone gli indirizzi."""

    def prepara(self):
        self.campagna = self.trova(selezioni.campagna(self.kwargs["anno"]), "Campagna")

    def url(self, nome, *argomenti):
        """L’indirizzo di una pagina di questa campagna."""
        return reverse(f"rendicontazione:{nome}", args=[self.ambito.slug, self.campagna.anno, *argomenti])

    def genitori(self):
        return [("Rendicontazione", reverse("rendicontazione:anni", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "campagna": self.campagna, "dimostrativo": self.ambito.dimostrativo}


# Le pagine della campagna fra cui si passa con le linguette.
PAGINE = [
    ("Quadro", "quadro"), ("Righe di spesa", "voci"), ("Controlli", "controlli"), ("Spesa qualificata", "qualificata"),
    ("Rapporti", "rapporti"), ("Griglie", "griglie"),
]  # fmt: skip


class VistaCampagna(_DiCampagna, VistaAmbito):
    """Pagina della campagna per chi vede tutti i Comuni."""

    permesso = "legge_rendiconti"

    def linguette(self):
        """Le pagine della campagna, e quale si sta guardando."""
        qui = self.request.resolver_match.url_name
        return [{"etichetta": e, "url": self.url(nome), "attiva": nome == qui} for e, nome in PAGINE]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "linguette": self.linguette()}

    def genitori(self):
        return [*super().genitori(), (f"Spesa sociale {self.campagna.anno}", self.url("quadro"))]


class VistaSpesa(_DiCampagna, VistaComune):
    """Pagina della spesa di un Comune: `self.rendiconto`. Il diritto è sul Comune."""

    permesso_comune = "legge_comune"

    def prepara(self):
        super().prepara()
        self.rendiconto = self.trova(selezioni.rendiconto(self.campagna, self.comune), "Rendiconto")

    def url_comune(self, nome="comune", *argomenti):
        """L’indirizzo di una pagina della spesa di questo Comune."""
        return self.url(nome, self.comune.codice_istat, *argomenti)

    def genitori(self):
        voci = super().genitori()
        if self.poteri.puo("legge_rendiconti"):
            voci.append((f"Spesa sociale {self.campagna.anno}", self.url("quadro")))
        return voci + self.sopra()

    def sopra(self):
        """La pagina della spesa del Comune, sopra le altre."""
        return [(f"{self.comune.nome} {self.campagna.anno}", self.url_comune())]

    @property
    def chiusa_perche(self):
        """Perché le righe non si cambiano adesso; vuoto se si cambiano."""
        return self.rendiconto.perche_chiuso(self.oggi)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "comune": self.comune,
            "rendiconto": self.rendiconto,
            "chiusa_perche": self.chiusa_perche,
            "url_comune": self.url_comune(),
        }
