"""Gli affidamenti: chi gestisce che cosa, con quale mandato, quanto è stato pagato."""

from ambito import selezioni as nucleo
from ambito.assemblea.selezioni import deliberazioni
from ambito.nucleo.statistiche import quota
from ambito.views.elenco import VistaElenco
from servizi.filtri import AffidamentiFilter
from servizi.forms import AffidamentoForm, PagamentoForm
from servizi.models import Affidamento
from servizi.operazioni import affidamenti as operazioni
from servizi.risorse import AffidamentiResource
from servizi.selezioni import affidamenti
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Affidamenti", "affidamenti")


class Affidamenti(VistaElenco, VistaServizi):
    """Tutti gli affidamenti, da quello che finisce più tardi."""

    titolo = "Affidamenti"
    template_name = "servizi/affidamenti.html"
    filtro = AffidamentiFilter
    risorsa = AffidamentiResource
    nome_file = "affidamenti"

    def righe(self):
        return affidamenti.affidamenti()

    def riga(self, affidamento):
        return {
            "affidamento": affidamento,
            "url": self.indirizzo("affidamento", affidamento.pk),
            "segno": affidamenti.situazione(affidamento, self.oggi),
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "totale": self.righe().count()}


class SchedaAffidamento(VistaServizi):
    """Un affidamento: il mandato, l’atto, i pagamenti."""

    stanza = STANZA
    template_name = "servizi/affidamento.html"

    def prepara(self):
        self.affidamento = self.trova(affidamenti.affidamento(self.kwargs["pk"]), "Affidamento")
        self.titolo = self.affidamento.oggetto

    def get_context_data(self, **kwargs):
        a = self.affidamento
        return {
            **super().get_context_data(**kwargs),
            "affidamento": a,
            "segno": affidamenti.situazione(a, self.oggi),
            "resta": a.importo - a.pagato,
            "parte": quota(a.pagato, a.importo),
            "pagamenti": a.pagamenti.all(),
            "eventi": nucleo.storia(a) if self.poteri.puo("legge_registro") else [],
        }


class NuovoAffidamento(ModuloServizi):
    """Un servizio affidato."""

    stanza = STANZA
    titolo = "Nuovo affidamento"
    sommario = "Prima la deliberazione da cui discende, poi a chi, per quanto e fino a quando."
    riuscita = "Affidamento salvato."

    def modulo(self, dati=None, file=None):
        return AffidamentoForm(dati, instance=Affidamento(), deliberazioni=deliberazioni.tutte())

    def scrivi(self, form):
        return operazioni.salva_affidamento(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("affidamento", esito.pk) if esito else self.indirizzo("affidamenti")


class ModificaAffidamento(NuovoAffidamento):
    """Cambia un affidamento, per esempio quando si rinnova."""

    titolo = "Modifica l’affidamento"
    sommario = ""

    def prepara(self):
        self.affidamento = self.trova(affidamenti.affidamento(self.kwargs["pk"]), "Affidamento")

    def genitori(self):
        return [*super().genitori(), (str(self.affidamento), self.torna(None))]

    def modulo(self, dati=None, file=None):
        return AffidamentoForm(dati, instance=self.affidamento, deliberazioni=deliberazioni.tutte())

    def torna(self, esito):
        return self.indirizzo("affidamento", self.affidamento.pk)


class NuovoPagamento(ModificaAffidamento):
    """Una liquidazione."""

    titolo = "Pagamento"
    sommario = "Non si cancella: uno sbaglio si corregge con un importo contrario."
    riuscita = "Pagamento annotato."

    def modulo(self, dati=None, file=None):
        return PagamentoForm(dati, initial={"giorno": self.oggi})

    def scrivi(self, form):
        return operazioni.paga(self.affidamento, **form.cleaned_data, **self.chi)
