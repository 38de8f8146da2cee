"""L’ordine del giorno: aggiungere, correggere, spostare e togliere punti; riprenderli da una seduta di prima."""

from ambito.assemblea import selezioni
from ambito.assemblea.forms import PuntoForm
from ambito.assemblea.operazioni import ordine_del_giorno
from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import agenda, verbali
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.assemblea.views.base import VistaSeduta
from ambito.assemblea.views.sedute import SchedaSeduta
from ambito.nucleo.formati_italiani import conta
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo


class NuovoPunto(ConModulo, VistaSeduta):
    """Un argomento da iscrivere; a seduta già convocata è un’integrazione, e chi siede riceve un avviso."""

    permesso = CONVOCA
    titolo = "Nuovo punto all’ordine del giorno"
    punto = None

    @property
    def integra(self):
        return self.punto is None and self.seduta.stato != StatoSeduta.BOZZA

    @property
    def sommario(self):
        return "La seduta è già convocata: salvando, chi siede riceve l’avviso del punto in più." if self.integra else ""

    @property
    def invia(self):
        return "Aggiungi e avvisa" if self.integra else "Salva il punto"

    @property
    def riuscita(self):
        return "Punto aggiunto: l’avviso è partito." if self.integra else ""

    def modulo(self, dati=None, file=None):
        regola = selezioni.regola_di(self.seduta)
        materie = (
            [(m, m.replace("_", " ").capitalize()) for m in regola.regola().maggioranze] if regola else [("ordinaria", "Ordinaria")]
        )
        voci = selezioni.proponibili(self.seduta)
        return PuntoForm(dati, instance=self.punto, seduta=self.seduta, proponibili=voci, materie=materie)

    def scrivi(self, form):
        if self.integra:
            return ordine_del_giorno.aggiungi_punto(self.seduta, form.cleaned_data, **self.chi)
        return ordine_del_giorno.scrivi_punto(self.seduta, self.punto, form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.indirizzo("seduta", self.seduta.pk)


class ModificaPunto(NuovoPunto):
    """Correggere un punto prima della convocazione."""

    titolo = "Punto all’ordine del giorno"

    def prepara(self):
        self.punto = self.trova(selezioni.punto(self.kwargs["pk"], self.poteri), "Punto")
        self.seduta = self.punto.seduta


class TogliPunto(ModificaPunto):
    """Toglie il punto prima della convocazione."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: ordine_del_giorno.togli_punto(self.punto, **dati), riuscita="Punto tolto.")
        return self.vai("seduta", self.seduta.pk)


class SpostaPunto(ModificaPunto):
    """Un posto più su o più giù."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        dati = {"in_su": request.POST.get("verso") == "su", "poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: ordine_del_giorno.sposta_punto(self.punto, **dati))
        return self.vai("seduta", self.seduta.pk)


class IscriviVerbale(SchedaSeduta):
    """Mette l’approvazione di un verbale come primo punto."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        verbale = self.trova(verbali.da_approvare().filter(pk=self.kwargs["verbale"]).first(), "Verbale")
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(
            lambda: ordine_del_giorno.iscrivi_verbale(self.seduta, verbale, **dati),
            riuscita="È il primo punto all’ordine del giorno.",
        )
        return self.vai("seduta", self.seduta.pk)


class Riprendi(SchedaSeduta):
    """Copia qui i punti che la seduta di prima non ha concluso."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        da = agenda.seduta_da_riprendere(self.seduta)
        if da is not None:
            quanti = self.prova(lambda: ordine_del_giorno.riprendi(self.seduta, da, poteri=self.poteri, adesso=self.adesso))
            if quanti:
                self.riferisci(f"{conta(quanti, 'punto ripreso', 'punti ripresi')} dal {giorno(da.prima_convocazione)}.")
        return self.vai("seduta", self.seduta.pk)
