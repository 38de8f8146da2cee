from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms import AvvisoForm, NuovoAvvisoForm
from accordo.models import AvvisoAdesione
from accordo.stati import ETICHETTE, TONI
from accordo.views.base import VistaAccordo, VistaAvviso
from ambito import flusso
from ambito.selezioni import appartenenze
from piano.selezioni import piano_corrente


class Panoramica(VistaAccordo):
    """Gli avvisi dell’Ambito, con quanti Comuni hanno inviato; chi è di un Comune vede il suo."""

    titolo = "Adesioni"
    template_name = "accordo/panoramica.html"

    def genitori(self):
        return []

    def get_context_data(self, **kwargs):
        tutti = self.poteri.puo("legge_adesioni")
        return {
            **super().get_context_data(**kwargs),
            "avvisi": [self.scheda(avviso) for avviso in selezioni.avvisi()],
            "vede_tutti": tutti,
            "comuni": appartenenze(self.oggi).count() if tutti else 0,
            "puo_aprire": self.poteri.puo("istruisce_adesioni"),
        }

    def scheda(self, avviso):
        return {
            "avviso": avviso,
            "url": self.url("adesioni", avviso.triennio),
            "scaduto": avviso.oltre(self.oggi),
            "miei": self.i_miei(avviso),
        }

    def i_miei(self, avviso):
        comuni = self.poteri.comuni_con("legge_comune")
        righe = selezioni.quadro(avviso, self.oggi).filter(comune__in=comuni) if comuni else []
        return [
            {
                "nome": r.comune.nome,
                "etichetta": ETICHETTE[r.adesione_stato],
                "tono": TONI[r.adesione_stato],
                "url": self.url("adesione", avviso.triennio, r.comune.codice_istat),
            }
            for r in righe
        ]


class VaiAlQuadro(VistaAvviso):
    """Dall’indirizzo del triennio al quadro delle adesioni."""

    def get(self, request, *args, **kwargs):
        return redirect(self.url("adesioni", self.avviso.triennio))


class _ConModulo:
    """Un modulo che scrive un avviso: non valido, o rifiutato, si ripresenta com’era con 422."""

    permesso = "istruisce_adesioni"
    template_name = "accordo/avviso.html"

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.modulo()))

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        avviso = form.is_valid() and self.prova(lambda: self.scrivi(form.cleaned_data), riuscita=self.riuscita)
        if not avviso:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect(self.url("adesioni", avviso.triennio))


class NuovoAvviso(_ConModulo, VistaAccordo):
    """Apre l’avviso di un triennio."""

    titolo = "Apri un avviso"
    riuscita = "Avviso aperto: i Comuni lo trovano in «Tocca a te»."

    def modulo(self, dati=None):
        piano = piano_corrente()
        inizio = piano.triennio_inizio if piano else self.oggi.year
        return NuovoAvvisoForm(dati, initial={"triennio_inizio": inizio, "apre": self.oggi}, instance=AvvisoAdesione())

    def scrivi(self, dati):
        return operazioni.apri_avviso(poteri=self.poteri, adesso=self.adesso, **dati)


class ModificaAvviso(_ConModulo, VistaAvviso):
    """Cambia date e regole, chiude o riapre."""

    riuscita = "Avviso aggiornato."

    def prepara(self):
        super().prepara()
        self.titolo = "Modifica l’avviso"

    def modulo(self, dati=None):
        return AvvisoForm(dati, instance=self.avviso)

    def scrivi(self, dati):
        return operazioni.modifica_avviso(self.avviso, poteri=self.poteri, adesso=self.adesso, **dati)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "url_stato": self.url("stato_avviso", self.avviso.triennio)}


class StatoDellAvviso(VistaAvviso):
    """Chiude o riapre l’avviso."""

    permesso = "istruisce_adesioni"
    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        passo = "chiudi" if self.avviso.e_aperto else "riapri"
        fatta = {"chiudi": "Avviso chiuso: nessuno può più inviare.", "riapri": "Avviso riaperto."}[passo]
        self.prova(lambda: flusso.esegui(self.avviso, passo, poteri=self.poteri, adesso=self.adesso), riuscita=fatta)
        return redirect(self.url("adesioni", self.avviso.triennio))
