"""La prova del recapito degli avvisi di una seduta: a video, in un foglio, in PDF."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from ambito.assemblea.selezioni import recapiti
from ambito.assemblea.stati import CONVOCA
from ambito.assemblea.views.base import VistaSeduta
from ambito.documenti import richiedi
from ambito.esporta import da_righe
from ambito.selezioni import ultimo_documento
from ambito.views.base import SOLO_POST


class Recapiti(VistaSeduta):
    """Gli avvisi partiti, persona per persona: li vede chi tiene le sedute, perché ci sono gli indirizzi."""

    permesso = CONVOCA
    titolo = "Recapito degli avvisi"
    template_name = "assemblea/recapiti.html"

    def get_context_data(self, **kwargs):
        righe = recapiti.righe(self.seduta)
        return {
            **super().get_context_data(**kwargs),
            "righe": righe,
            "cifre": recapiti.riassunto(righe),
            "senza": recapiti.senza_avviso(righe, self.oggi) if righe else [],
            "documento": ultimo_documento("relata", self.seduta.pk),
        }


class FoglioRecapiti(VistaSeduta):
    """Le stesse righe in un foglio di calcolo."""

    permesso = CONVOCA

    def get(self, request, *args, **kwargs):
        nome = f"recapiti-{timezone.localdate(self.seduta.prima_convocazione):%Y-%m-%d}"
        return da_righe(nome, recapiti.INTESTAZIONI, recapiti.per_foglio(self.seduta), "xlsx")


class EmettiRelata(VistaSeduta):
    """Mette in coda la relata in PDF."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = richiedi("relata", self.seduta, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
