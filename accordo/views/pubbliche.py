"""L’avviso e chi ha aderito, come li vedono i cittadini (nessuna persona, nessun documento); un ente si fa avanti da sé."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accordo import operazioni, selezioni
from accordo.filtri import AderentiFilter
from accordo.forms import RichiestaEnteForm
from accordo.parole.adesioni import ruolo_di
from accordo.risorse import AderentiResource
from ambito.errori import ErroreAtteso
from ambito.nucleo.periodi import Triennio
from ambito.views.base import VistaTrasparenza
from ambito.views.elenco import ConElenco


class AdesioniPubbliche(ConElenco, VistaTrasparenza):
    """Gli avvisi in corso (chi può aderire, fino a quando, come) e l’elenco di chi ha aderito, per area."""

    template_name = "accordo/pubblica.html"
    titolo = "Adesioni"
    descrizione = "Chi attua insieme il Piano di Zona: gli avvisi aperti, e chi ha già aderito."
    filtro = AderentiFilter
    risorsa = AderentiResource
    nome_file = "adesioni"

    def righe(self):
        return selezioni.aderenti(self.oggi)

    def riga(self, adesione):
        return {
            "chi": adesione.chi,
            "categoria": adesione.categoria,
            "ruolo": ruolo_di(adesione),
            "aree": adesione.aree_scelte or "",
            "triennio": str(Triennio(adesione.inizio)),
        }

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "totale": self.righe().count()}
        if not self.request.htmx:
            contesto["avvisi"] = selezioni.avvisi_pubblici(self.oggi)
        return contesto


class ChiediDiAderire(VistaTrasparenza):
    """Il modulo con cui un ente del terzo settore si fa avanti. Non sta in memoria: porta il gettone di chi scrive."""

    http_method_names = ["get", "post", "head", "options"]
    in_memoria = False
    template_name = "accordo/chiedi_di_aderire.html"
    titolo = "Il mio ente vuole aderire"

    def genitori(self):
        return [("Adesioni", reverse("adesioni_pubbliche", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        avviso = self.trova(selezioni.avviso(self.kwargs["triennio"]), "Avviso")
        if not avviso.riceve_richieste(self.oggi):
            raise Http404("Avviso")
        mandata = "mandata" in self.request.GET
        form = None if mandata else RichiestaEnteForm()
        return {"form": form, "mandata": mandata, "avviso": avviso, **super().get_context_data(**kwargs)}

    def post(self, request, *args, **kwargs):
        form = RichiestaEnteForm(request.POST)
        contesto = self.get_context_data(form=form)
        # A un programma si risponde come a una persona: non deve imparare che cosa l’ha tradito.
        if form.da_un_programma:
            return redirect(f"{request.path}?mandata=1")
        if form.is_valid():
            try:
                rete = request.META.get("REMOTE_ADDR", "")
                operazioni.chiedi_di_aderire(contesto["avviso"], form.save(commit=False), rete=rete, adesso=self.adesso)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
            else:
                return redirect(f"{request.path}?mandata=1")
        return self.render_to_response(contesto, status=422)


class VerificaRichiesta(VistaTrasparenza):
    """Dal collegamento ricevuto per posta: si rilegge la richiesta e la si conferma. Aprirlo soltanto non conferma niente."""

    http_method_names = ["get", "post", "head", "options"]
    in_memoria = False
    template_name = "accordo/verifica_richiesta.html"
    titolo = "Conferma la richiesta"

    def get_context_data(self, **kwargs):
        richiesta = selezioni.da_verificare(self.kwargs["codice"], self.adesso)
        fatta = "fatta" in self.request.GET
        return {**super().get_context_data(**kwargs), "richiesta": richiesta, "fatta": fatta}

    def post(self, request, *args, **kwargs):
        try:
            operazioni.verifica_richiesta(self.kwargs["codice"], adesso=self.adesso)
        except ErroreAtteso:
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect(f"{request.path}?fatta=1")
