from accordo import operazioni
from accordo.parole.accordi import testo_del_sollecito
from accordo.selezioni.solleciti_parti import ASPETTANO, parti_da_sollecitare, testi_per_le_parti
from accordo.views.accordi.base import VistaAccordo
from ambito.views import sollecito


class Sollecita(sollecito.Sollecito, VistaAccordo):
    """Ricorda a chi deve ancora approvare o firmare, dopo aver visto chi riceve che cosa; parte fra qualche minuto."""

    permesso = "tiene_accordo"
    titolo = "Ricorda a chi manca"
    colonna = "A che punto è"
    chi_manca, per_chi = "Parte", "per una parte che manca"
    chi_riceve, chi_compila, tutti = "carica atti e firme", "una persona", "Non manca nessuno"

    @property
    def occhiello(self):
        return str(self.accordo)

    def dentro(self):
        return [("Parti, atti e firme", self.url("parti"))]

    def righe(self):
        return parti_da_sollecitare(self.accordo, self.oggi)

    def testo(self):
        return testo_del_sollecito(self.accordo)

    def testi(self):
        return testi_per_le_parti(self.accordo)

    def manda(self, testo, lettere):
        return operazioni.sollecita_le_parti(self.accordo, testo, lettere=lettere, poteri=self.poteri, adesso=self.adesso)

    def fermo_perche(self):
        return "" if self.accordo.stato in ASPETTANO else "Adesso non tocca alle parti."

    def url_quadro(self):
        return self.url("parti")
