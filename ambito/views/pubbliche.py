"""Pagine fuori dagli Ambiti: scelta, verifica di un documento, salute del servizio, pagine di legge."""

from django.conf import settings
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.views.generic.base import View

from ambito.models import Ambito
from ambito.verifica import cerca
from ambito.vetrina import esempi
from ambito.views.base import VistaPubblica


class ScegliAmbito(VistaPubblica):
    """Chi entra vede i suoi Ambiti; se è uno solo ci va diritto."""

    template_name = "ambito/scegli.html"

    def get(self, request, *args, **kwargs):
        ambiti = list(Ambito.objects.visibili_a(request.user).select_related("capofila"))
        if len(ambiti) == 1:
            return redirect("ambito:home", ambito=ambiti[0].slug)
        return self.render_to_response({"ambiti": ambiti})


class CercaVerifica(VistaPubblica):
    """Modulo per il codice di verifica stampato sui documenti."""

    template_name = "ambito/verifica.html"

    def get(self, request, *args, **kwargs):
        if codice := request.GET.get("codice", "").strip():
            return redirect("verifica", codice=codice[:40].replace("/", "-"))
        return self.render_to_response({"codice": "", "esito": None})


class Verifica(VistaPubblica):
    """Dice se un codice corrisponde a un documento emesso, e se ce n’è uno più recente. Non mostra il contenuto."""

    template_name = "ambito/verifica.html"

    def get_context_data(self, **kwargs):
        return {"codice": kwargs["codice"], "esito": cerca(kwargs["codice"])}


class Salute(View):
    """Controllo di salute per il proxy: la banca dati risponde."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        with connection.cursor() as cursore:
            cursore.execute("select 1")
        return JsonResponse({"stato": "ok"})


class Vetrina(VistaPubblica):
    """Tutti i componenti in una pagina, per chi costruisce il portale: in produzione non c’è."""

    template_name = "ambito/vetrina.html"

    def get(self, request, *args, **kwargs):
        if settings.PRODUZIONE:
            raise Http404("Vetrina")
        return self.render_to_response(esempi())


class Accessibilita(VistaPubblica):
    template_name = "ambito/accessibilita.html"


class Privacy(VistaPubblica):
    template_name = "ambito/privacy.html"
