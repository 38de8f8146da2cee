"""Il percorso del piano: le tappe, chi ne risponde, che cosa è in ritardo."""

from functools import partial

from django.shortcuts import redirect

from ambito.nucleo.gantt import Tratto, gantt
from ambito.nucleo.grafici import due_misure
from piano.forms import TappaForm
from piano.models import TappaIter
from piano.operazioni import percorso as scritture
from piano.parole import parole_del_passo
from piano.selezioni import percorso
from piano.views.base import ModuloPiano, VistaPiano


class Percorso(VistaPiano):
    """Le tappe con il ritardo in parole, e il calendario disegnato."""

    titolo = "Percorso"
    template_name = "piano/percorso.html"

    def get_context_data(self, **kwargs):
        passi = percorso.percorso(self.piano, self.oggi)
        righe = [{"tappa": p.tappa, "stato": p.stato, **parole_del_passo(p), "url": self.url("tappa", p.tappa.pk)} for p in passi]
        redige = self.poteri.puo("redige_piano")
        return {
            **super().get_context_data(**kwargs),
            "righe": righe,
            "redige": redige,
            "grafico": righe and self.grafico(righe, redige),
            "fatte": sum(p.stato == "fatta" for p in passi),
            "tardi": [r for r in righe if r["stato"] == "in_ritardo"],
        }

    def grafico(self, righe, redige):
        tratti = [
            Tratto(r["tappa"].nome, r["tappa"].dal, r["tappa"].al, r["tappa"].fatta_il, r["parole"], r["url"] if redige else "")
            for r in righe
        ]
        descrizione = "Una riga per tappa, una colonna per mese; il segno di spunta è il giorno in cui è avvenuta."
        return due_misure(gantt, tratti, self.oggi, f"Percorso del {self.piano}", descrizione)

    def post(self, request, *args, **kwargs):
        """Prepara le tappe di base."""
        prepara = partial(scritture.prepara_percorso, self.piano, poteri=self.poteri, adesso=self.adesso)
        self.prova(prepara, riuscita="Percorso preparato: adatta le date e di’ chi risponde di ogni tappa.")
        return redirect(self.url("percorso"))


class NuovaTappa(ModuloPiano):
    """Aggiunge una tappa."""

    titolo = "Nuova tappa"
    riuscita = "Tappa salvata."

    def tappa(self):
        return TappaIter(piano=self.piano)

    def modulo(self, dati=None, file=None):
        return TappaForm(dati, instance=self.tappa(), oggi=self.oggi)

    def scrivi(self, form):
        return scritture.salva_tappa(form.save(commit=False), **self.chi)

    def parti(self):
        return [("Percorso", self.url("percorso"))]

    def torna(self, esito):
        return self.url("percorso")


class ModificaTappa(NuovaTappa):
    """Cambia una tappa, o la toglie."""

    titolo = "Tappa del percorso"
    template_name = "piano/modifica_tappa.html"

    def tappa(self):
        return self.trova(percorso.tappa(self.piano, self.kwargs["pk"]), "Tappa")

    def post(self, request, *args, **kwargs):
        if "togli" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.prova(partial(scritture.togli_tappa, self.tappa(), **self.chi), riuscita="Tappa tolta.")
        return redirect(self.url("percorso"))
