"""Le consultazioni come le vedono tutti: che cosa si chiede, che cosa è stato scritto, che cosa ha risposto l’ufficio."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse

from ambito.errori import ErroreAtteso
from ambito.views.base import VistaTrasparenza
from piano.forms import ContributoForm
from piano.operazioni import consultazioni as scritture
from piano.selezioni import consultazioni

PER_PAGINA = 50


class Consultazioni(VistaTrasparenza):
    """Le consultazioni pubblicate dall’Ambito."""

    template_name = "piano/pubblica/consultazioni.html"
    titolo = "Consultazioni pubbliche"
    descrizione = "Che cosa chiede l’Ufficio di Piano a chi vive e lavora qui: chiunque può scrivere, senza registrarsi."

    def get_context_data(self, **kwargs):
        righe = [{"consultazione": c, "aperta": c.aperta(self.oggi)} for c in consultazioni.pubbliche()]
        return {**super().get_context_data(**kwargs), "righe": righe}


class DellaConsultazione(VistaTrasparenza):
    """Pagina di `self.consultazione`; 404 se non è pubblicata."""

    def dispatch(self, request, *args, **kwargs):
        self.trovata = None
        return super().dispatch(request, *args, **kwargs)

    @property
    def consultazione(self):
        if self.trovata is None:
            self.trovata = self.trova(consultazioni.pubbliche().filter(pk=self.kwargs["pk"]).first(), "Consultazione")
        return self.trovata

    @property
    def titolo(self):
        return str(self.consultazione)

    def genitori(self):
        return [("Consultazioni pubbliche", reverse("consultazioni_pubbliche", args=[self.ambito.slug]))]

    @property
    def url(self):
        return reverse("consultazione_pubblica", args=[self.ambito.slug, self.consultazione.pk])

    def get_context_data(self, **kwargs):
        consultazione = self.consultazione
        return {
            **super().get_context_data(**kwargs),
            "consultazione": consultazione,
            "aperta": consultazione.aperta(self.oggi),
            "futura": consultazione.stato == "pubblicata" and consultazione.apre > self.oggi,
            "url_consultazione": self.url,
        }


class Consultazione(DellaConsultazione):
    """Le domande, i contributi pubblicati con la risposta, come partecipare."""

    template_name = "piano/pubblica/consultazione.html"

    def get_context_data(self, **kwargs):
        righe = consultazioni.contributi_pubblici(self.consultazione)
        pagina = Paginator(righe, PER_PAGINA).get_page(self.request.GET.get("pagina"))
        contributi = consultazioni.citano_cio_che_vale(self.consultazione.piano, list(pagina))
        return {**super().get_context_data(**kwargs), "pagina": pagina, "contributi": contributi}


class Scrivi(DellaConsultazione):
    """Il modulo del contributo. Non sta in memoria: porta il gettone di chi scrive."""

    http_method_names = ["get", "post", "head", "options"]
    in_memoria = False
    template_name = "piano/pubblica/scrivi.html"
    titolo = "Scrivi un contributo"

    def genitori(self):
        return [*super().genitori(), (str(self.consultazione), self.url)]

    def get(self, request, *args, **kwargs):
        if "ricevuto" not in request.GET and not self.consultazione.aperta(self.oggi):
            return redirect(self.url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        ricevuto = "ricevuto" in self.request.GET
        return {"form": None if ricevuto else ContributoForm(), "ricevuto": ricevuto, **super().get_context_data(**kwargs)}

    def post(self, request, *args, **kwargs):
        form = ContributoForm(request.POST)
        # A un programma si risponde come a una persona: non deve imparare che cosa l’ha tradito.
        if form.da_un_programma:
            return redirect(f"{request.path}?ricevuto=1")
        if form.is_valid():
            indirizzo = request.META.get("REMOTE_ADDR", "")
            try:
                scritture.ricevi_contributo(self.consultazione, form.save(commit=False), indirizzo=indirizzo, adesso=self.adesso)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
            else:
                return redirect(f"{request.path}?ricevuto=1")
        return self.render_to_response(self.get_context_data(form=form), status=422)
