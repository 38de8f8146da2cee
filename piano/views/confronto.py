"""Due momenti del piano a confronto: che cosa cambia, di quanto, per mano di chi."""

from django.shortcuts import redirect
from django.urls import reverse

from piano import operazioni, selezioni
from piano.documenti.confronto import Coppia
from piano.forms import ConfrontoVersioniForm
from piano.forms.versioni import ADESSO
from piano.views.base import VistaPiano


class Confronto(VistaPiano):
    """Il confronto fra le due versioni chieste nell’indirizzo (o la bozza di adesso). Il POST ne chiede il PDF."""

    permesso_scrittura = "legge_piano"
    titolo = "Confronta due versioni"
    template_name = "piano/confronto.html"

    def parti(self):
        return [("Versioni", self.url("versioni"))]

    def modulo(self, chiesti):
        """Il modulo con le scelte; senza scelte nell’indirizzo, dalla versione in vigore all’aggiornamento, o gli ultimi due."""
        versioni = list(selezioni.versioni(self.piano))
        momenti = ([ADESSO] if self.piano.modificabile else []) + [str(v.numero) for v in versioni]
        if len(momenti) < 2:
            return None
        ultimi = {"da": str(self.piano.adottata.numero) if self.piano.si_aggiorna else momenti[1], "a": momenti[0]}
        dati = chiesti if ultimi.keys() & chiesti.keys() else ultimi
        return ConfrontoVersioniForm(dati, versioni=versioni, bozza=self.piano.modificabile)

    def coppia(self, form):
        """Le due versioni scelte, o `None` se le scelte non sono valide."""
        if form is None or not form.is_valid() or len(set(momenti := form.momenti())) < 2:
            return None
        return Coppia(self.piano, *(numero and selezioni.versione(self.piano, numero) for numero in momenti))

    def get_context_data(self, **kwargs):
        form = self.modulo(self.request.GET)
        coppia = self.coppia(form)
        contesto = {**super().get_context_data(**kwargs), "form": form, "stessa": form and form.is_valid() and not coppia}
        return {**contesto, **coppia.racconto(self.oggi), "confronto": True} if coppia else contesto

    def post(self, request, *args, **kwargs):
        coppia = self.coppia(self.modulo(request.POST))
        if coppia is None:
            self.avverti("Scegli due versioni diverse.")
            return redirect(self.url("confronto"))
        lavoro = operazioni.richiedi_confronto(coppia, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
