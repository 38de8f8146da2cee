from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from piano import operazioni, selezioni
from piano.documenti import impagina
from piano.models import VersionePiano
from piano.views.base import VistaPiano


class Versioni(VistaPiano):
    """Le versioni congelate del piano."""

    titolo = "Versioni"
    template_name = "piano/versioni.html"

    def get_context_data(self, **kwargs):
        righe = [{"versione": v, "url": self.url("versione", v.numero)} for v in selezioni.versioni(self.piano)]
        return {**super().get_context_data(**kwargs), "versioni": righe}


class Versione(VistaPiano):
    """Una versione congelata: testo, tabelle, impronta (ricalcolata adesso) e PDF. Il POST chiede il PDF."""

    permesso_scrittura = "legge_piano"
    template_name = "piano/versione.html"

    def prepara(self):
        super().prepara()
        versioni = VersionePiano.objects.filter(piano=self.piano, numero=self.kwargs["numero"])
        self.versione = versioni.select_related("piano__ambito", "autore").first()
        if self.versione is None:
            raise Http404("Versione")
        self.titolo = f"Versione {self.versione.numero}"

    def parti(self):
        return [("Versioni", self.url("versioni"))]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "versione": self.versione,
            "integra": self.versione.e_integra(),
            "documento": selezioni.documento_di(self.versione),
            "opuscolo": selezioni.documento_di(self.versione, "opuscolo"),
            "lavoro": selezioni.lavoro_di(self.versione, self.poteri),
            "dati": impagina(self.versione.dati),
        }

    def post(self, request, *args, **kwargs):
        lavoro = operazioni.richiedi_documento(self.versione, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
