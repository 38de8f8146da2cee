"""Ciò che le pagine dell’accordo hanno in comune."""

from django.http import Http404
from django.urls import reverse

from accordo import selezioni
from ambito.views.base import VistaAmbito, VistaComune


class VistaAccordo(VistaAmbito):
    """Pagina dell’accordo: la vede chi conosce lo stato di tutti, o almeno quello del proprio Comune."""

    permesso = "entra"

    def autorizza(self):
        vede = self.poteri.puo("legge_adesioni") or self.poteri.comuni_con("legge_comune")
        return super().autorizza() and bool(vede)

    def mancante(self):
        permesso, comune = super().mancante()
        return ("legge_adesioni", None) if self.poteri.puo(permesso, comune) else (permesso, comune)

    def url(self, nome, *argomenti):
        return reverse(f"accordo:{nome}", args=[self.ambito.slug, *argomenti])

    def genitori(self):
        return [("Adesioni", self.url("panoramica"))]


class VistaAvviso(VistaAccordo):
    """Pagina di `self.avviso` (il triennio dell’indirizzo)."""

    def prepara(self):
        self.avviso = avviso_o_404(self.kwargs["triennio"])

    def genitori(self):
        return [*super().genitori(), (self.avviso.triennio, self.url("adesioni", self.avviso.triennio))]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "avviso": self.avviso}


class VistaAdesione(VistaComune):
    """Pagina dell’adesione di un Comune: `self.adesione` è quella salvata, o una precompilata e non ancora salvata."""

    permesso_comune = "legge_comune"

    def prepara(self):
        self.avviso = avviso_o_404(self.kwargs["triennio"])
        self.adesione = selezioni.adesione(self.avviso, self.comune)
        if self.adesione is None:
            self.adesione = selezioni.precompilata(self.avviso, self.comune, self.request.user, self.oggi)

    @property
    def compila(self):
        """La persona compila per questo Comune?"""
        return self.poteri.puo("compila_adesione", self.comune.pk)

    @property
    def del_comune(self):
        """La persona è di questo Comune: ne vede anche le bozze."""
        return self.comune.pk in self.poteri.comuni_con("legge_comune")

    @property
    def in_ritardo(self):
        """Se si inviasse oggi per la prima volta sarebbe oltre il termine."""
        return self.adesione.numero is None and self.avviso.oltre(self.oggi)

    def url(self, nome, *altri):
        return reverse(f"accordo:{nome}", args=[self.ambito.slug, self.avviso.triennio, self.comune.codice_istat, *altri])

    def genitori(self):
        casa = reverse("accordo:panoramica", args=[self.ambito.slug])
        quadro = reverse("accordo:adesioni", args=[self.ambito.slug, self.avviso.triennio])
        return [("Adesioni", casa), (self.avviso.triennio, quadro)]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "avviso": self.avviso,
            "adesione": self.adesione,
            "comune": self.comune,
            "residenti": self.appartenenza.residenti,
            "compila": self.compila,
            "url_scheda": self.url("adesione"),
        }


def avviso_o_404(triennio):
    """L’avviso del triennio scritto nell’indirizzo."""
    avviso = selezioni.avviso(triennio)
    if avviso is None:
        raise Http404("Avviso")
    return avviso
