"""Ciò che le pagine dell’Assemblea hanno in comune: trovare la seduta, dire dove si è, azioni che sono solo POST."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.assemblea import selezioni
from ambito.assemblea.forms import MotivoForm
from ambito.assemblea.parole import giorno
from ambito.assemblea.stati import CONVOCA
from ambito.views.base import SOLO_POST, VistaAmbito


class VistaAssemblea(VistaAmbito):
    """Pagina dell’Assemblea: la legge chi può leggere le sedute."""

    permesso = "legge_sedute"

    def indirizzo(self, rotta, *argomenti):
        return reverse(f"assemblea:{rotta}", args=[self.ambito.slug, *argomenti])

    def vai(self, rotta, *argomenti):
        return redirect(self.indirizzo(rotta, *argomenti))

    # La seduta di cui si parla; finché non è trovata (o se non c’è) il percorso si ferma all’Assemblea.
    seduta = None

    def genitori(self):
        voci = [(self.ambito.organo.breve, self.indirizzo("sedute"))]
        if self.seduta is not None:
            voci.append((f"Seduta del {giorno(self.seduta.prima_convocazione)}", self.indirizzo("seduta", self.seduta.pk)))
        return voci

    def rimostra(self, stato=422, **contesto):
        """La stessa pagina con ciò che la persona ha scritto e le frasi che dicono che cosa non va."""
        return self.render_to_response(self.get_context_data(**contesto), status=stato)


class VistaSeduta(VistaAssemblea):
    """Pagina di una seduta: 404 se non c’è o non si può vedere (una bozza la vede solo chi convoca)."""

    def prepara(self):
        self.seduta = self.trova(selezioni.seduta(self.kwargs["pk"], self.poteri), "Seduta")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "seduta": self.seduta, "convoca": self.poteri.puo(CONVOCA)}


class ConMotivo:
    """Azione che vuole un motivo: `esegui(motivo, poteri, adesso)`, frase della `riuscita`, dove si `torna`. Precede la pagina."""

    permesso = CONVOCA
    http_method_names = SOLO_POST
    riuscita = ""

    def post(self, request, *args, **kwargs):
        form = MotivoForm(request.POST, auto_id="annulla_%s")
        if not form.is_valid():
            return self.rimostra(motivo=form)
        self.prova(lambda: self.esegui(**form.cleaned_data, poteri=self.poteri, adesso=self.adesso), riuscita=self.riuscita)
        return self.torna()
