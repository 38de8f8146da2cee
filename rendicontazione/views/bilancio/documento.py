"""Il bilancio come documento: la pagina con le stesse tabelle del PDF, da cui lo si emette."""

from ambito import selezioni as nucleo
from rendicontazione import rapporti
from rendicontazione.selezioni import bilancio
from rendicontazione.views.bilancio.base import VistaVersione
from rendicontazione.views.rapporti import ConRapporto


class DocumentoBilancio(ConRapporto, VistaVersione):
    """Una versione, tabella per tabella, e ciò che cambia dalla precedente; una bozza la trova solo chi la scrive."""

    def prepara(self):
        super().prepara()
        if self.request.method == "POST":
            self.versione = self.trova(bilancio.ferma(self.versione), "Versione")
        self.rapporto = rapporti.del_bilancio(self.versione)
        self.titolo = "Documento"

    def get_context_data(self, **kwargs):
        emessi = nucleo.documenti_visibili(self.poteri).filter(tipo=self.rapporto.tipo, oggetto_id=self.versione.pk)
        ultimo = emessi.filter(annullato_il__isnull=True).defer("dati").order_by("-versione").first()
        return {**super().get_context_data(**kwargs), "ultimo": ultimo}
