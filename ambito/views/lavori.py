from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito import lavori, selezioni
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco


class Lavori(VistaElenco):
    """I lavori in secondo piano: i propri, o quelli di tutti per chi ne ha il diritto."""

    permesso = "entra"
    titolo = "Lavori in corso"
    template_name = "ambito/lavori.html"

    def righe(self):
        return selezioni.lavori_visibili(self.poteri)


class SchedaLavoro(VistaAmbito):
    """L’avanzamento di un lavoro, che si aggiorna da sé; se non è riuscito, si può riprovare."""

    permesso = "entra"
    template_name = "ambito/lavoro.html"

    def prepara(self):
        self.lavoro = selezioni.lavori_visibili(self.poteri).filter(pk=self.kwargs["pk"]).first()
        if self.lavoro is None:
            raise Http404("Lavoro")
        self.titolo = self.lavoro.titolo

    def genitori(self):
        return [("Lavori", reverse("ambito:lavori", args=[self.ambito.slug]))]

    def get_template_names(self):
        return ["ambito/lavoro.html#avanzamento" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "lavoro": self.lavoro}

    def post(self, request, *args, **kwargs):
        lavori.riprova(self.lavoro)
        return redirect(request.path)
