"""Quanta CPU costano le pagine più aperte, in rapporto alla vista più povera che si possa fare: una interrogazione e due righe.

Le misure si alternano e di ciascuna si tiene quella di mezzo: la migliore della vista povera, da sola, balla troppo.
"""

from statistics import median

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import get_resolver, path

from ambito.models import Comune
from tests.banco.cpu import misura
from tests.scena import crea_scena

GIRI = 15
COMUNI = [(f"098{n:03}", f"Comune {n}", 1000 + n) for n in range(1, 62)]
# La meta, raggiunta, è 12 per l’elenco e 15 per la casa (docs/esercizio/misure.md): il resto è per una macchina piena.
MASSIMI = {"/lodi/comuni/": 15, "/lodi/": 18}


def povera(request):
    """Una interrogazione su un indice, niente modello di pagina."""
    return HttpResponse(Comune.objects.values_list("nome", flat=True).get(codice_istat="098001"))


urlpatterns = [path("povera/", povera)]


class Portale:
    """Il portale senza server e senza il `Client` dei test, che copia il contesto di ogni modello e falserebbe la misura."""

    def __init__(self, sessione=None, **impostazioni):
        self.impostazioni = impostazioni
        self.richieste = RequestFactory()
        if sessione:
            self.richieste.cookies[settings.SESSION_COOKIE_NAME] = sessione
        with override_settings(**impostazioni):
            self.gestore = BaseHandler()
            self.gestore.load_middleware()

    def costo(self, indirizzo, codice=200, **testate):
        """Secondi di CPU, qui e nella banca dati, per una richiesta che risponde `codice`."""
        with override_settings(**self.impostazioni):
            # Cambiando le impostazioni Django scorda gli indirizzi e li rilegge tutti: in un portale acceso non succede mai.
            get_resolver().reverse_dict  # noqa: B018
            risposta, speso = misura(lambda: self.gestore.get_response(self.richieste.get(indirizzo, **testate)))
        assert risposta.status_code == codice
        return speso


@pytest.mark.lento
def test_le_pagine_costano_poche_volte_la_vista_piu_povera(db):
    scena = crea_scena("lodi", COMUNI)
    sessione = scena.client("coordinatore").cookies[settings.SESSION_COOKIE_NAME].value
    portale, nudo = Portale(sessione), Portale(MIDDLEWARE=[], ROOT_URLCONF=__name__)
    misure = {indirizzo: [] for indirizzo in MASSIMI}
    base = []
    for _ in range(GIRI):
        base.append(nudo.costo("/povera/"))
        # La prima pagina dopo un cambio d’impostazioni rilegge anche gli indirizzi di ogni stanza: non si conta.
        portale.costo("/lodi/documenti/")
        for indirizzo, tempi in misure.items():
            tempi.append(portale.costo(indirizzo))
    rapporti = {indirizzo: median(tempi) / median(base) for indirizzo, tempi in misure.items()}
    print({"povera ms": round(median(base) * 1000, 2), **{i: round(r, 1) for i, r in rapporti.items()}})
    assert {i: r for i, r in rapporti.items() if r > MASSIMI[i]} == {}
