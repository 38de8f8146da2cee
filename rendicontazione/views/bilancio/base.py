"""Ciò che hanno in comune le pagine del bilancio: l’anno e la versione nell’indirizzo."""

from django.urls import reverse

from ambito.views.base import SOLO_POST, VistaAmbito
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import LEGGE, TIENE


class VistaBilancio(VistaAmbito):
    """Pagina del bilancio di un anno (`self.anno`), che legge chi vede accordo e riparti."""

    permesso = LEGGE

    def prepara(self):
        self.anno = self.kwargs["anno"]
        self.trova(bilancio.c_e(self.anno, bozze=self.bozze) or None, "Bilancio")

    def url(self, nome, *argomenti):
        """L’indirizzo di una pagina del bilancio di quest’anno."""
        return reverse(f"rendicontazione:{nome}", args=[self.ambito.slug, self.anno, *argomenti])

    def genitori(self):
        voci = [("Bilancio", reverse("rendicontazione:bilanci", args=[self.ambito.slug]))]
        if self.request.resolver_match.url_name != "bilancio":
            voci.append((str(self.anno), self.url("bilancio")))
        return voci

    @property
    def bozze(self):
        """Legge anche le versioni non ancora approvate: chi le scrive, e nessun altro."""
        return self.poteri.puo(TIENE)

    @property
    def chi(self):
        return {"poteri": self.poteri, "adesso": self.adesso}

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "anno": self.anno,
            "tiene": self.bozze,
            "dimostrativo": self.ambito.dimostrativo,
        }


class VistaVersione(VistaBilancio):
    """Pagina di una versione: `self.versione`."""

    def prepara(self):
        super().prepara()
        self.versione = self.trova(bilancio.versione(self.anno, self.kwargs["numero"], bozze=self.bozze), "Versione")

    def url_versione(self, nome="versione_bilancio", *argomenti):
        return self.url(nome, self.versione.numero, *argomenti)

    def genitori(self):
        return [*super().genitori(), *self.sopra()]

    def sopra(self):
        """La pagina della versione, sopra le altre."""
        return [(self.versione.nome, self.url_versione())]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "versione": self.versione, "url_versione": self.url_versione()}


class AzioneBilancio:
    """Precede una vista: un POST solo, senza una pagina sua, di chi tiene il bilancio."""

    permesso = TIENE
    http_method_names = SOLO_POST
