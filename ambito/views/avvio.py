"""La pagina «Avvio»: che cosa serve all’Ambito e al triennio, che cosa è fatto, che cosa viene adesso."""

from ambito import tappe
from ambito.nucleo.formati_italiani import formatta_data
from ambito.views.base import SOLO_GET, VistaAmbito
from ambito.views.persone import CONFERISCE


class Avvio(VistaAmbito):
    """Le tappe dell’avvio dell’Ambito e dei suoi trienni, ricavate dai dati, per chi coordina."""

    permesso = CONFERISCE
    titolo = "Avvio"
    template_name = "ambito/avvio.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        avvii = tappe.avvii(self.poteri, self.oggi)
        prossime = [t for avvio in avvii for t in avvio.mancano(self.oggi)]
        gruppi = [self.gruppo(avvio) for avvio in avvii]
        return {**super().get_context_data(**kwargs), "gruppi": gruppi, "prossima": next(iter(prossime), None)}

    def gruppo(self, avvio):
        contano = avvio.contano(self.oggi)
        return {
            "titolo": avvio.titolo,
            "ancora": avvio.ancora,
            "fatte": sum(t.fatta for t in contano),
            "totale": len(contano),
            "tappe": [(t, *self.stato(t)) for t in avvio.tappe],
        }

    def stato(self, tappa):
        """A che punto è, in parole e col tono di `stato`."""
        if tappa.fatta:
            return "Fatta", "positivo"
        if tappa.piu_avanti(self.oggi):
            return f"Dal {formatta_data(tappa.dal)}", "neutro"
        if tappa.fatti:
            return f"{tappa.fatti} su {tappa.totale}", "attesa"
        return ("Non fatta", "neutro") if tappa.facoltativa else ("Da fare", "attenzione")
