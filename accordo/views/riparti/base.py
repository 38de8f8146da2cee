"""Ciò che le pagine dei riparti hanno in comune: il riparto e lo scenario dell’indirizzo, e come vi si torna."""

from django.http import Http404
from django.urls import reverse

from accordo.selezioni import riparti
from ambito.views.base import VistaAmbito
from ambito.views.modulo import ConModulo


class VistaRiparti(VistaAmbito):
    """Pagina dei riparti."""

    permesso = "legge_accordo"

    def url(self, nome, *argomenti):
        return reverse(f"accordo:{nome}", args=[self.ambito.slug, *argomenti])

    def genitori(self):
        return [("Accordo", self.url("panoramica")), ("Riparti", self.url("riparti"))]

    @property
    def tiene(self):
        """La persona calcola, deposita e riscuote."""
        return self.poteri.puo("tiene_riparti")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "tiene": self.tiene, "dimostrativo": self.ambito.dimostrativo}


class VistaRiparto(VistaRiparti):
    """Pagina di `self.riparto`."""

    def prepara(self):
        self.riparto = riparti.riparto(self.kwargs["pk"], self.poteri)
        if self.riparto is None:
            raise Http404("Riparto")

    def genitori(self):
        return [*super().genitori(), (str(self.riparto), self.url("riparto", self.riparto.pk))]

    def qui(self, nome="riparto", *argomenti):
        """L’indirizzo di una pagina di questo riparto."""
        return self.url(nome, self.riparto.pk, *argomenti)

    @property
    def scrive(self):
        """La persona può cambiare importi, scenari e dati, adesso."""
        return self.tiene and self.riparto.modificabile

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "riparto": self.riparto, "scrive": self.scrive}


class VistaScenario(VistaRiparto):
    """Pagina di `self.scenario`."""

    def prepara(self):
        super().prepara()
        self.scenario = riparti.scenario(self.riparto, self.kwargs["lettera"], self.poteri)
        if self.scenario is None:
            raise Http404("Scenario")
        self.scenario.riparto = self.riparto

    def allo_scenario(self, nome="scenario"):
        return self.qui(nome, self.scenario.lettera)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "scenario": self.scenario}


class ModuloRiparto(ConModulo, VistaRiparto):
    """Un modulo solo sul riparto, per chi lo tiene; di norma si torna alla sua scheda."""

    permesso = "tiene_riparti"

    def torna(self, esito):
        return self.qui()
