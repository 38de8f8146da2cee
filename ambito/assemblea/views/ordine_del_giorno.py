"""L’ordine del giorno: aggiungere, correggere, spostare e togliere punti; riprenderli da una seduta di prima."""

from django.http import Http404

from ambito.assemblea import selezioni
from ambito.assemblea.forms import PuntoForm
from ambito.assemblea.operazioni import ordine_del_giorno
from ambito.assemblea.operazioni.sedute import SedutaNonValida
from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import agenda, verbali
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.assemblea.views.base import SOLO_POST, VistaSeduta
from ambito.assemblea.views.sedute import SchedaSeduta
from ambito.nucleo.formati_italiani import conta


class NuovoPunto(VistaSeduta):
    """Un argomento da iscrivere; a seduta già convocata è un’integrazione, e chi siede riceve un avviso."""

    permesso = CONVOCA
    titolo = "Nuovo punto all’ordine del giorno"
    template_name = "ambito/modulo.html"
    punto = None

    @property
    def integra(self):
        return self.seduta.stato != StatoSeduta.BOZZA

    def modulo(self, dati=None):
        regola = selezioni.regola_di(self.seduta)
        materie = (
            [(m, m.replace("_", " ").capitalize()) for m in regola.regola().maggioranze] if regola else [("ordinaria", "Ordinaria")]
        )
        voci = selezioni.proponibili(self.seduta)
        return PuntoForm(dati, instance=self.punto, seduta=self.seduta, proponibili=voci, materie=materie)

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.modulo()
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "sommario": "La seduta è già convocata: salvando, chi siede riceve l’avviso del punto in più." if self.integra else "",
            "invia": "Aggiungi e avvisa" if self.integra else "Salva il punto",
            "annulla": self.indirizzo("seduta", self.seduta.pk),
        }

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        try:
            self._scrivi(form.cleaned_data)
        except SedutaNonValida as errore:
            form.add_error(errore.campo, errore.frase)
            return self.rimostra(form=form)
        return self.vai("seduta", self.seduta.pk)

    def _scrivi(self, dati):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        if self.integra and self.punto is None:
            ordine_del_giorno.aggiungi_punto(self.seduta, dati, **chi)
            self.riferisci("Punto aggiunto: l’avviso è partito.")
        else:
            ordine_del_giorno.scrivi_punto(self.seduta, self.punto, dati, **chi)


class ModificaPunto(NuovoPunto):
    """Correggere un punto prima della convocazione."""

    titolo = "Punto all’ordine del giorno"

    def prepara(self):
        self.punto = selezioni.punto(self.kwargs["pk"], self.poteri)
        if self.punto is None:
            raise Http404("Punto")
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
        verbale = verbali.da_approvare().filter(pk=self.kwargs["verbale"]).first()
        if verbale is None:
            raise Http404("Verbale")
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
