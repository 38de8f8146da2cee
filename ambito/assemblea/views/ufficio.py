"""L’Ufficio di Piano: chi lo guida, il regolamento, chi vi lavora, chi fa che cosa."""

from ambito.assemblea.forms import AddettoForm, CompitiForm, FineAddettoForm, RegolamentoUfficioForm
from ambito.assemblea.operazioni import ufficio as operazioni
from ambito.assemblea.operazioni.ufficio import TIENE
from ambito.assemblea.selezioni import ufficio
from ambito.assemblea.views.base import VistaAssemblea
from ambito.views.modulo import ConModulo


class Ufficio(VistaAssemblea):
    """La pagina dell’Ufficio, per chi può leggere le sedute."""

    titolo = "Ufficio di Piano"
    template_name = "assemblea/ufficio.html"

    def get_context_data(self, **kwargs):
        addetti, compiti = list(ufficio.addetti(self.oggi)), ufficio.compiti(self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "coordinatori": ufficio.coordinatori(self.oggi),
            "regolamenti": ufficio.regolamenti(),
            "addetti": addetti,
            "ore": sum(addetto.ore for addetto in addetti),
            "compiti": compiti,
            "scoperti": sum(addetto is None for _, addetto in compiti),
            "tiene": self.poteri.puo(TIENE),
        }


class _DiChiTiene(ConModulo, VistaAssemblea):
    """Un modulo di chi guida l’Ufficio."""

    permesso = TIENE

    def genitori(self):
        return [*super().genitori(), ("Ufficio di Piano", self.indirizzo("ufficio"))]

    def torna(self, esito):
        return self.indirizzo("ufficio")


class NuovoRegolamento(_DiChiTiene):
    """Una versione nuova del regolamento."""

    titolo = "Regolamento dell’Ufficio"
    sommario, riuscita = "L’ente capofila lo adotta dopo la deliberazione dell’organo.", "Regolamento annotato."

    def modulo(self, dati=None, file=None):
        return RegolamentoUfficioForm(dati, deliberazioni=ufficio.deliberazioni(), initial={"dal": self.oggi})

    def scrivi(self, form):
        operazioni.adotta_regolamento(**form.cleaned_data, **self.chi)


class NuovoAddetto(_DiChiTiene):
    """Una persona che lavora nell’Ufficio."""

    titolo = "Chi lavora nell’Ufficio"
    sommario, riuscita = "Non dà accesso al portale: per quello si conferisce un incarico, in Persone.", "Addetto aggiunto."

    def modulo(self, dati=None, file=None):
        return AddettoForm(dati, initial={"dal": self.oggi})

    def scrivi(self, form):
        operazioni.aggiungi_addetto(**form.cleaned_data, **self.chi)


class FineAddetto(_DiChiTiene):
    """L’ultimo giorno di un addetto."""

    riuscita = "Fine annotata: controlla chi risponde dei suoi compiti."

    def prepara(self):
        self.addetto = self.trova(ufficio.addetto(self.kwargs["pk"]), "Addetto")
        self.titolo = self.addetto.nome

    def modulo(self, dati=None, file=None):
        return FineAddettoForm(dati, initial={"al": max(self.oggi, self.addetto.dal)})

    def scrivi(self, form):
        operazioni.termina_addetto(self.addetto, **form.cleaned_data, **self.chi)


class CompitiUfficio(_DiChiTiene):
    """Chi risponde di ogni compito."""

    titolo = "Chi fa che cosa"
    sommario, riuscita = "Un responsabile per compito, fra chi lavora nell’Ufficio.", "Compiti affidati."

    def modulo(self, dati=None, file=None):
        iniziali = {compito.value: addetto for compito, addetto in ufficio.compiti(self.oggi)}
        return CompitiForm(dati, addetti=ufficio.addetti(self.oggi), initial=iniziali)

    def scrivi(self, form):
        operazioni.affida_compiti(form.cleaned_data, **self.chi)
