"""Ciò che le pagine dell’accordo hanno in comune."""

from django.http import Http404
from django.urls import reverse

from accordo import selezioni
from accordo.parole.fascicoli import del_fascicolo
from accordo.selezioni import fascicoli
from accordo.selezioni.indirizzi import indirizzo
from ambito.models import Ente
from ambito.views.base import VistaAmbito, VistaComune, trovato


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
        return [("Accordo", self.url("panoramica"))]


class VistaAvviso(VistaAccordo):
    """Pagina di `self.avviso` (il triennio dell’indirizzo)."""

    def prepara(self):
        self.avviso = avviso_o_404(self.kwargs["triennio"])

    def genitori(self):
        return [*super().genitori(), (f"Adesioni {self.avviso.triennio}", self.url("adesioni", self.avviso.triennio))]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "avviso": self.avviso}


class VistaAdesione(VistaComune):
    """Pagina dell’adesione di un Comune (`<istat>`) o di un ente (`<ente>`): `self.soggetto`, e la sua `self.adesione`.

    L’adesione è quella salvata, o una precompilata e non ancora salvata. Chi non può vedere quella di un ente trova 404.
    """

    permesso_comune = "legge_comune"

    def autorizza(self):
        if "ente" not in self.kwargs:
            esito = super().autorizza()
            self.soggetto, self.nome = self.comune, self.comune.nome
            return esito
        self.comune, self.appartenenza = None, None
        self.soggetto = self.trova(Ente.objects.filter(pk=self.kwargs["ente"]).first(), "Ente")
        if not self._vede_l_ente():
            raise Http404("Ente")
        self.nome = self.soggetto.denominazione
        return True

    def _vede_l_ente(self):
        if self.permesso != "entra":
            return self.poteri.puo(self.permesso)
        if self.permesso_comune == "compila_adesione":
            return self.compila
        return self.compila or self.poteri.puo("legge_ogni_comune")

    def prepara(self):
        self.avviso = avviso_o_404(self.kwargs["triennio"])
        self.adesione = selezioni.adesione(self.avviso, self.soggetto)
        if self.adesione is None:
            self.adesione = selezioni.precompilata(self.avviso, self.soggetto, self.request.user, self.oggi)

    @property
    def compila(self):
        """La persona compila per chi aderisce?"""
        if self.comune is None:
            return self.soggetto.pk in self.poteri.enti
        return self.poteri.puo("compila_adesione", self.comune.pk)

    @property
    def invia(self):
        """La persona invia per chi aderisce? Per un Comune è chi lo impegna e conferma; per un ente, chi compila."""
        if self.comune is None:
            return self.compila
        return self.poteri.puo(selezioni.CONFERMA, self.comune.pk)

    @property
    def si_ritira(self):
        """È stata inviata, e non respinta: chi aderisce può ripensarci."""
        return self.adesione.stato in self.adesione.PASSI["ritira"].da

    @property
    def di_casa(self):
        """La persona è di questo Comune, o di questo ente: ne vede anche le bozze."""
        return self.compila if self.comune is None else self.comune.pk in self.poteri.comuni_con("legge_comune")

    @property
    def in_ritardo(self):
        """Se si inviasse oggi per la prima volta sarebbe oltre il termine."""
        return self.adesione.numero is None and self.avviso.oltre(self.oggi)

    def url(self, nome, *altri):
        return indirizzo(self.ambito.slug, self.avviso, self.soggetto, nome, *altri)

    def fascicolo(self):
        """Lo stato del fascicolo di chi aderisce, con la sua pagina; `None` se non ne ha uno."""
        if self.comune is not None or not fascicoli.ha_fascicolo(self.soggetto):
            return None
        trovato = fascicoli.fascicolo(self.soggetto, self.oggi)
        url = reverse("accordo:fascicolo", args=[self.ambito.slug, self.soggetto.pk])
        return {"stato": trovato, "frase": del_fascicolo(trovato, di_casa=self.compila), "url": url}

    def genitori(self):
        if not (self.poteri.puo("legge_adesioni") or self.poteri.comuni_con("legge_comune")):
            return []
        casa = reverse("accordo:panoramica", args=[self.ambito.slug])
        elenco = reverse("accordo:adesioni" if self.comune else "accordo:enti", args=[self.ambito.slug, self.avviso.triennio])
        return [("Accordo", casa), (f"Adesioni {self.avviso.triennio}", elenco)]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "avviso": self.avviso,
            "adesione": self.adesione,
            "comune": self.comune,
            "nome": self.nome,
            "residenti": self.appartenenza.residenti if self.comune else None,
            "compila": self.compila,
            "invia": self.invia,
            "url_scheda": self.url("adesione"),
            "url_allegati": f"{self.url('adesione')}allegati/",
        }


def avviso_o_404(triennio):
    """L’avviso del triennio scritto nell’indirizzo."""
    return trovato(selezioni.avviso(triennio), "Avviso")
