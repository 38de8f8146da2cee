from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms import AvvisoForm, NuovoAvvisoForm
from accordo.models import AvvisoAdesione
from accordo.views.base import VistaAccordo, VistaAvviso
from ambito import flusso
from piano.selezioni import piano_corrente


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
