from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito import selezioni as nucleo
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco
from rendicontazione import rapporti, selezioni
from rendicontazione.rapporti import letture
from rendicontazione.risorse import VociResource
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import LEGGE, TIENE


class CifraDelRapporto(VistaElenco):
    """Le righe di spesa dietro una cifra, dal codice stampato accanto: com’è adesso, con la data dell’ultimo invio."""

    permesso = "legge_rendiconti"
    template_name = "rendicontazione/cifra.html"
    risorsa = VociResource

    def autorizza(self):
        try:
            self.cifra = rapporti.Cifra.leggi(self.kwargs["codice"])
        except rapporti.CodiceNonLeggibile as errore:
            raise Http404("Cifra") from errore
        if super().autorizza() or self.cifra.comune is None:
            return super().autorizza()
        return self._del_suo_comune()

    def _del_suo_comune(self):
        """Chi vede soltanto il proprio Comune apre le cifre del suo: le altre per lui non ci sono."""
        appartenenza = self.trova(nucleo.appartenenza(self.cifra.comune, self.oggi), "Comune")
        if self.poteri.puo("legge_comune", appartenenza.comune_id):
            return True
        if self.poteri.ha_da_qualche_parte("legge_comune"):
            raise Http404("Comune")
        return False

    def prepara(self):
        self.titolo, self.nome_file = f"Cifra {self.cifra.codice}", f"cifra-{self.cifra.codice}"

    def righe(self):
        return rapporti.voci(self.cifra).con_prove()

    def get_context_data(self, *, scelte, **kwargs):
        contesto = super().get_context_data(scelte=scelte, **kwargs)
        return {
            **contesto,
            "cifra": self.cifra,
            "di_che_cosa": letture.in_parole(self.cifra),
            "totali": selezioni.totali(scelte),
            "al": rapporti.aggiornata_al(self.cifra),
            "dimostrativo": self.ambito.dimostrativo,
        }


class CifraDelBilancio(VistaAmbito):
    """Le righe dietro una cifra del bilancio: quelle della sua versione, già filtrate."""

    permesso = LEGGE

    def prepara(self):
        try:
            self.cifra = rapporti.CifraBilancio.leggi(self.kwargs["codice"])
        except rapporti.CodiceNonLeggibile as errore:
            raise Http404("Cifra") from errore
        letta = bilancio.versione(self.cifra.anno, self.cifra.numero, bozze=self.poteri.puo(TIENE))
        self.versione = self.trova(letta, "Versione")

    def get(self, request, *args, **kwargs):
        dove = reverse("rendicontazione:versione_bilancio", args=[self.ambito.slug, self.cifra.anno, self.cifra.numero])
        return redirect(f"{dove}?{self.cifra.filtri}" if self.cifra.filtri else dove)
