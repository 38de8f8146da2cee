from ambito.views import sollecito
from rendicontazione import operazioni
from rendicontazione.parole import testo_del_sollecito
from rendicontazione.selezioni.solleciti import da_sollecitare, testi_del_sollecito
from rendicontazione.views.base import VistaCampagna


class Sollecito(sollecito.Sollecito, VistaCampagna):
    """Sollecita in un gesto i Comuni che non hanno ancora inviato la spesa."""

    permesso = "controlla_rendiconti"
    colonna = "Spesa"

    @property
    def occhiello(self):
        return str(self.campagna)

    def righe(self):
        return da_sollecitare(self.campagna, self.oggi)

    def testo(self):
        return testo_del_sollecito(self.campagna, self.oggi)

    def testi(self):
        return testi_del_sollecito(self.campagna)

    def manda(self, testo, lettere):
        return operazioni.sollecita(self.campagna, testo, lettere=lettere, poteri=self.poteri, adesso=self.adesso)

    def fermo_perche(self):
        in_corso = self.campagna.e_aperta and self.oggi >= self.campagna.apre
        return "" if in_corso else "La raccolta non è in corso."

    def url_quadro(self):
        return self.url("quadro")
