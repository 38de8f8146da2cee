from accordo import operazioni, selezioni
from accordo.parole.adesioni import testo_del_sollecito
from accordo.views.base import VistaAvviso
from ambito.views import sollecito


class Sollecito(sollecito.Sollecito, VistaAvviso):
    """Sollecita in un gesto chi non ha ancora inviato l’adesione."""

    permesso = "istruisce_adesioni"
    colonna = "Adesione"

    @property
    def occhiello(self):
        return f"Adesioni {self.avviso.triennio}"

    def righe(self):
        return selezioni.da_sollecitare(self.avviso, self.oggi)

    def testo(self):
        return testo_del_sollecito(self.avviso, self.oggi)

    def testi(self):
        return selezioni.testi_del_sollecito(self.avviso)

    def manda(self, testo, lettere):
        return operazioni.sollecita(self.avviso, testo, lettere=lettere, poteri=self.poteri, adesso=self.adesso)

    def fermo_perche(self):
        return "" if self.avviso.in_corso(self.oggi) else "L’avviso non è in corso."

    def url_quadro(self):
        return self.url("adesioni", self.avviso.triennio)
