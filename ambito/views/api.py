"""`/api/v1/`: i dati aperti per i programmi. Si legge soltanto, senza entrare; gli errori sono in JSON, con una frase."""

import hashlib
import json

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.generic.base import View

from ambito.contesto import in_ambito
from ambito.dati_aperti import Righe, descrizione, indirizzi, openapi, paginazione, riga_per_programmi
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.registri import DATI_APERTI
from ambito.views.base import SOLO_GET, VistaConservata
from ambito.views.memoria import MINUTI

TITOLI = {400: "Richiesta non valida", 404: "Non trovato", 405: "Metodo non ammesso"}


def apri(request, risposta, *, etichetta=True):
    """Lascia che la pagina di un altro sito legga la risposta; con `etichetta`, chi ha già gli stessi byte riceve un 304."""
    if etichetta and risposta.status_code == 200:
        impronta = f'"{hashlib.sha256(risposta.content).hexdigest()}"'
        risposta["ETag"] = impronta
        risposta = get_conditional_response(request, etag=impronta, response=risposta)
    risposta["Access-Control-Allow-Origin"] = "*"
    risposta["Access-Control-Expose-Headers"] = "ETag, Link"
    return risposta


def scrivi(dati, stato=200, tipo="application/json"):
    return HttpResponse(json.dumps(dati, ensure_ascii=False), status=stato, content_type=f"{tipo}; charset=utf-8")


def problema(stato, frase):
    """Un errore secondo RFC 9457."""
    dati = {"type": "about:blank", "title": TITOLI[stato], "status": stato, "detail": frase}
    return scrivi(dati, stato, "application/problem+json")


class VistaApi(View):
    """Una voce dell’API: dichiara `dati()`, ciò che risponde."""

    pubblica = True
    libera = True
    http_method_names = SOLO_GET

    def dispatch(self, request, *args, **kwargs):
        self.adesso = timezone.now()
        self.oggi = timezone.localdate(self.adesso)
        risposta = apri(request, self._servi(request, *args, **kwargs))
        if risposta.status_code in {200, 304}:
            patch_cache_control(risposta, public=True, max_age=60 * MINUTI)
        return risposta

    def _servi(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404 as mancante:
            return problema(404, str(mancante))
        except ErroreAtteso as errore:
            return problema(400, errore.frase)

    def get(self, request, *args, **kwargs):
        return scrivi(self.dati())

    def options(self, request, *args, **kwargs):
        risposta = super().options(request, *args, **kwargs)
        risposta["Access-Control-Allow-Methods"] = risposta["Allow"]
        risposta["Access-Control-Allow-Headers"] = "If-None-Match"
        risposta["Access-Control-Max-Age"] = "86400"
        return risposta

    def http_method_not_allowed(self, request, *args, **kwargs):
        risposta = problema(405, "Questi dati si leggono soltanto: usa GET.")
        risposta["Allow"] = ", ".join(self._allowed_methods())
        return risposta

    def parametri(self):
        """I parametri dell’indirizzo; di uno ripetuto vale l’ultimo."""
        return self.request.GET.dict()


class Ignota(VistaApi):
    """Un indirizzo che l’API non ha."""

    def dati(self):
        raise Http404(f"L’API non ha questo indirizzo. Quelli che ci sono: {indirizzi.api('guida')}")


class OpenApi(VistaApi):
    """La descrizione dell’API per i programmi."""

    def dati(self):
        return openapi.documento(DATI_APERTI.values())


class Ambiti(VistaApi):
    """Gli Ambiti che pubblicano dati: tutti."""

    def dati(self):
        tratto, altri = paginazione.leggi(self.parametri())
        if altri:
            raise paginazione.TrattoNonValido(f"Il parametro «{sorted(altri)[0][:60]}» non c’è.")
        tutti = Ambito.objects.veri().select_related("capofila").order_by("slug")
        totale = tutti.count()
        righe = [descrizione.di_ambito(a) for a in tutti[tratto.offset : tratto.offset + tratto.limit]]
        return a_tratti(tratto, totale, indirizzi.api("ambiti"), {}, righe)


def a_tratti(tratto, totale, indirizzo, parametri, righe):
    """La pagina di un elenco."""
    attorno = tratto.attorno(totale, indirizzo, parametri)
    return {"totale": totale, "limit": tratto.limit, "offset": tratto.offset, **attorno, "righe": righe}


class DellAmbito(VistaApi):
    """Una voce di un Ambito: gira dentro l’Ambito, in sola lettura."""

    def _servi(self, request, *args, **kwargs):
        slug = kwargs["ambito"]
        self.ambito = Ambito.objects.veri().select_related("capofila").filter(slug=slug).first()
        if self.ambito is None:
            return problema(404, f"Non c’è nessun Ambito «{slug[:60]}».")
        with in_ambito(self.ambito.pk, sola_lettura=True):
            return super()._servi(request, *args, **kwargs)

    @property
    def insieme(self):
        codice = self.kwargs["insieme"]
        if codice not in DATI_APERTI:
            raise Http404(f"Non c’è nessun insieme «{codice[:60]}».")
        return DATI_APERTI[codice]


class Insiemi(DellAmbito):
    """Gli insiemi di un Ambito."""

    def dati(self):
        return {"insiemi": [descrizione.di_insieme(self.ambito, insieme) for insieme in DATI_APERTI.values()]}


class UnInsieme(DellAmbito):
    """Un insieme e i suoi campi."""

    def dati(self):
        return descrizione.per_intero(self.ambito, self.insieme, self.oggi)


class RigheInsieme(DellAmbito):
    """Le righe di un insieme, a tratti; ogni altro parametro è un filtro."""

    def get(self, request, *args, **kwargs):
        dati = self.dati()
        risposta = scrivi(dati)
        vicini = [f'<{dati[nome]}>; rel="{verso}"' for nome, verso in (("next", "next"), ("previous", "prev")) if dati[nome]]
        if vicini:
            risposta["Link"] = ", ".join(vicini)
        return risposta

    def dati(self):
        insieme = self.insieme
        tratto, filtri = paginazione.leggi(self.parametri())
        righe = Righe(insieme, self.oggi, filtri)
        scelte = [riga_per_programmi(riga) for riga in righe.tratto(tratto.offset, tratto.limit)]
        indirizzo = indirizzi.api("righe", self.ambito.slug, insieme.codice)
        return a_tratti(tratto, righe.quante(), indirizzo, filtri, scelte)


class Guida(VistaConservata):
    """L’API spiegata a chi la deve usare."""

    template_name = "ambito/dati/api.html"

    def get_context_data(self, **kwargs):
        # Un insieme con filtri, perché l’esempio li mostri.
        insieme = next(i for i in DATI_APERTI.values() if i.filtri)
        return {
            **super().get_context_data(**kwargs),
            "insiemi": DATI_APERTI.values(),
            "massimo": paginazione.MASSIMO,
            "di_norma": paginazione.DI_NORMA,
            "esempio": {"insieme": insieme, "filtro": insieme.filtri[0], "riga": self.in_bella(openapi.esempio_riga(insieme))},
            "problema": self.in_bella(json.loads(problema(400, "«limit» è un numero da 1 a 1000.").content)),
            "base": indirizzi.api("guida"),
        }

    @staticmethod
    def in_bella(dati):
        return json.dumps(dati, ensure_ascii=False, indent=2)
