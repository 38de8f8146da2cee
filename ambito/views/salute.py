"""Ciò che il portale dice a chi lo sorveglia: se è vivo, se è pronto, quanto lavora. Nessuna persona, nessun contenuto."""

import ipaddress
from hmac import compare_digest

from django.conf import settings
from django.db import connection, transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.generic.base import View

from ambito.salute import esponi, prontezza
from ambito.salute.esposizione import TIPO


class Salute(View):
    """Controllo di salute per il proxy: la banca dati risponde."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        with connection.cursor() as cursore:
            cursore.execute("select 1")
        return JsonResponse({"stato": "ok"})


# Fuori da ogni transazione: aprirla chiederebbe la banca dati, e chi è vivo lo è anche senza.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SaluteViva(View):
    """Il processo risponde: se non lo fa, va riavviato lui."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        return JsonResponse({"stato": "ok"})


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SalutePronta(View):
    """Tutto ciò che serve a lavorare c’è? 503, e dice che cosa manca, se no."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        parti = prontezza()
        pronta = all(parti.values())
        risposta = JsonResponse({"stato": "ok" if pronta else "manca qualcosa", **parti}, status=200 if pronta else 503)
        add_never_cache_headers(risposta)
        return risposta


class Metriche(View):
    """Le misure per Prometheus, a chi ha il gettone o chiama da un indirizzo ammesso; per gli altri la pagina non c’è."""

    pubblica = True

    def get(self, request, *args, **kwargs):
        if not (self._ha_il_gettone() or self._da_un_indirizzo_ammesso()):
            raise Http404("Metriche")
        risposta = HttpResponse(esponi(), content_type=TIPO)
        add_never_cache_headers(risposta)
        return risposta

    def _ha_il_gettone(self):
        dato = self.request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
        return bool(settings.METRICHE_GETTONE) and compare_digest(dato, settings.METRICHE_GETTONE.encode())

    def _da_un_indirizzo_ammesso(self):
        try:
            chi = ipaddress.ip_address(self.request.META.get("REMOTE_ADDR", ""))
        except ValueError:
            return False
        return any(chi in rete for rete in settings.METRICHE_DA)
