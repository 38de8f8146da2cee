"""Persone e incarichi da un foglio: si carica, si guarda che cosa succederà a ogni riga, si conferma."""

from django.http import Http404
from django.urls import reverse

from ambito import inviti
from ambito.esporta import FORMATI, da_righe
from ambito.forms import FoglioPersoneForm
from ambito.models import Caricamento
from ambito.permessi import RUOLI
from ambito.tracciati import PERSONE
from ambito.tracciati.persone import COLONNE, posti_scoperti, voci_ammesse
from ambito.views.base import SOLO_GET, VistaAmbito
from ambito.views.foglio import ConFoglio
from ambito.views.persone import CONFERISCE

ULTIMI = 5


class FoglioPersone(ConFoglio, VistaAmbito):
    """Il foglio da riempire, quello da caricare, gli ultimi caricati."""

    permesso = CONFERISCE
    titolo = "Persone e incarichi da foglio"
    template_name = "ambito/foglio_persone.html"
    tracciato, modulo_foglio = PERSONE, FoglioPersoneForm

    def genitori(self):
        return [("Persone", reverse("ambito:persone", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "formati": [(f.upper(), reverse("ambito:modello_persone", args=[self.ambito.slug, f])) for f in FORMATI],
            "validita": inviti.VALIDITA.days,
            "ruoli": RUOLI.values(),
            "caricamenti": Caricamento.objects.filter(tracciato=PERSONE.nome).select_related("caricato_da").defer("byte")[:ULTIMI],
        }

    def post(self, request, *args, **kwargs):
        return self.carica_foglio()


class ModelloPersone(VistaAmbito):
    """Il foglio da riempire: vuoto, o con `?posti=scoperti` una riga per ogni posto che oggi nessuno ha."""

    permesso = CONFERISCE
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        if formato not in FORMATI:
            raise Http404("Formato")
        righe = posti_scoperti(self.oggi, self.adesso) if request.GET.get("posti") == "scoperti" else []
        return da_righe("persone", [c.etichetta for c in COLONNE], righe, formato, voci_ammesse(self.oggi))
