from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from piano import operazioni, selezioni
from piano.forms import TavoloForm
from piano.models import Tavolo
from piano.views.base import VistaPiano


class Tavoli(VistaPiano):
    """I tavoli del piano."""

    titolo = "Tavoli"
    template_name = "piano/tavoli.html"

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "tavoli": list(selezioni.tavoli(self.piano)), "tiene_tavoli": self.poteri.puo("redige_piano")}


class NuovoTavolo(VistaPiano):
    """Apre un tavolo."""

    permesso = "redige_piano"
    titolo = "Nuovo tavolo"
    template_name = "piano/modifica_tavolo.html"

    def prepara(self):
        super().prepara()
        self.tavolo = Tavolo(piano=self.piano)

    def parti(self):
        return [("Tavoli", self.url("tavoli"))]

    def get_context_data(self, **kwargs):
        contesto = {"form": TavoloForm(instance=self.tavolo), **super().get_context_data(**kwargs)}
        return {**contesto, "tavolo": self.tavolo, "url_tavoli": self.url("tavoli")}

    def post(self, request, *args, **kwargs):
        form = TavoloForm(request.POST, instance=self.tavolo)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        salva = partial(operazioni.salva_tavolo, form.save(commit=False), utente=request.user, adesso=self.adesso)
        self.prova(salva, riuscita="Tavolo salvato.")
        return redirect(self.url("tavoli"))


class ModificaTavolo(NuovoTavolo):
    """Cambia un tavolo, o lo toglie."""

    def prepara(self):
        super().prepara()
        self.tavolo = Tavolo.objects.filter(piano=self.piano, pk=self.kwargs["pk"]).first()
        if self.tavolo is None:
            raise Http404("Tavolo")
        self.titolo = self.tavolo.nome

    def post(self, request, *args, **kwargs):
        if "togli" not in request.POST:
            return super().post(request, *args, **kwargs)
        togli = partial(operazioni.togli_tavolo, self.tavolo, utente=request.user, adesso=self.adesso)
        self.prova(togli, riuscita="Tavolo tolto.")
        return redirect(self.url("tavoli"))
