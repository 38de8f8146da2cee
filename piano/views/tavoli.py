"""I tavoli: elenco, scheda, chi ne fa parte."""

from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_GET
from piano import operazioni
from piano.forms import MembroForm, TavoloForm
from piano.models import MembroTavolo, Tavolo
from piano.operazioni import tavoli as scritture
from piano.selezioni import incontri, proposte
from piano.views.base import ModuloPiano, VistaPiano


class Tavoli(VistaPiano):
    """I tavoli del piano, prima la Conferenza."""

    titolo = "Tavoli"
    template_name = "piano/tavoli.html"

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        tavoli = list(incontri.tavoli_con_conteggi(self.piano))
        return {**contesto, "tavoli": tavoli, "tiene_tavoli": self.poteri.puo("redige_piano")}


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
        return {**contesto, "tavolo": self.tavolo, "url_indietro": self.indietro()}

    def indietro(self):
        return self.url("tavoli")

    def post(self, request, *args, **kwargs):
        form = TavoloForm(request.POST, instance=self.tavolo)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            tavolo = operazioni.salva_tavolo(form.save(commit=False), utente=request.user, adesso=self.adesso)
        except ErroreAtteso as errore:
            form.add_error(getattr(errore, "campo", None), errore.frase)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.riferisci("Tavolo salvato.")
        return redirect(self.url("tavolo", tavolo.pk))


class DelTavolo(VistaPiano):
    """Pagina di `self.tavolo`."""

    def prepara(self):
        super().prepara()
        self.tavolo = self.trova(incontri.tavolo(self.piano, self.kwargs["pk"]), "Tavolo")
        self.titolo = self.titolo or self.tavolo.nome

    def parti(self):
        qui = [] if self.titolo == self.tavolo.nome else [(self.tavolo.nome, self.qui())]
        return [("Tavoli", self.url("tavoli")), *qui]

    def qui(self):
        return self.url("tavolo", self.tavolo.pk)


class SchedaTavolo(DelTavolo):
    """Il tavolo: chi ne fa parte, quando si riunisce, che cosa ha proposto."""

    template_name = "piano/tavolo.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        membri = list(incontri.membri(self.tavolo))
        return {
            **super().get_context_data(**kwargs),
            "tavolo": self.tavolo,
            "tiene_tavoli": self.poteri.puo("redige_piano"),
            "membri": [{"membro": m, "finito": bool(m.al and m.al < self.oggi)} for m in membri],
            "incontri": list(incontri.incontri(self.tavolo)),
            "proposte": list(proposte.del_tavolo(self.tavolo)),
            "url_nuova_proposta": f"{self.url('nuova_proposta')}?tavolo={self.tavolo.pk}",
        }


class ModificaTavolo(DelTavolo, NuovoTavolo):
    """Cambia un tavolo, o lo toglie."""

    permesso = NuovoTavolo.permesso
    titolo = "Modifica il tavolo"

    def indietro(self):
        return self.qui()

    def post(self, request, *args, **kwargs):
        if "togli" not in request.POST:
            return super().post(request, *args, **kwargs)
        togli = partial(operazioni.togli_tavolo, self.tavolo, utente=request.user, adesso=self.adesso)
        tolto = self.prova(togli, riuscita="Tavolo tolto.")
        return redirect(self.url("tavoli") if tolto else self.qui())


class NuovoMembro(DelTavolo, ModuloPiano):
    """Aggiunge chi siede al tavolo."""

    permesso = ModuloPiano.permesso
    titolo = "Nuovo membro"
    riuscita = "Membro salvato."

    def membro(self):
        return MembroTavolo(tavolo=self.tavolo, dal=self.oggi)

    def modulo(self, dati=None, file=None):
        return MembroForm(dati, instance=self.membro(), oggi=self.oggi)

    def scrivi(self, form):
        return scritture.salva_membro(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return f"{self.qui()}#membri"


class ModificaMembro(NuovoMembro):
    """Cambia un membro, o lo toglie se non è in nessun foglio delle presenze."""

    titolo = "Modifica il membro"
    template_name = "piano/modifica_membro.html"

    def membro(self):
        membri = incontri.membri(self.tavolo).select_related("tavolo", "ente", "comune")
        return self.trova(membri.filter(pk=self.kwargs["membro"]).first(), "Membro")

    def post(self, request, *args, **kwargs):
        if "togli" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.prova(partial(scritture.togli_membro, self.membro(), **self.chi), riuscita="Membro tolto.")
        return redirect(self.torna(None))
