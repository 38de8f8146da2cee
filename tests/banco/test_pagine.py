"""Quanta CPU costano le pagine più aperte, in rapporto alla vista più povera che si possa fare: una interrogazione e due righe.

Si contano insieme la CPU di questo processo e quella del processo di PostgreSQL che lo serve: non il tempo d’orologio, che
dipende da chi altro lavora sulla macchina. Le misure si alternano e di ciascuna si tiene la migliore.
"""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from ambito.models import Comune
from tests.scena import crea_scena

GIRI = 12
COMUNI = [(f"098{n:03}", f"Comune {n}", 1000 + n) for n in range(1, 62)]
# La meta è 12 per l’elenco e 15 per la casa (docs/esercizio/misure.md): qui il limite che oggi si tiene, da stringere.
MASSIMI = {"/lodi/comuni/": 40, "/lodi/": 32}


def povera(request):
    """Una interrogazione su un indice, niente modello di pagina."""
    return HttpResponse(Comune.objects.values_list("nome", flat=True).get(codice_istat="098001"))


urlpatterns = [path("povera/", povera)]


def cpu_della_banca_dati():
    """Secondi di CPU spesi finora dal processo di PostgreSQL che serve questa connessione."""
    with connection.cursor() as cursore:
        cursore.execute("select pg_backend_pid()")
        numero = cursore.fetchone()[0]
    return int(Path(f"/proc/{numero}/schedstat").read_text().split()[0]) / 1e9


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
            banca, qui = cpu_della_banca_dati(), time.process_time()
            risposta = self.gestore.get_response(self.richieste.get(indirizzo, **testate))
            speso = time.process_time() - qui
        assert risposta.status_code == codice
        return speso + cpu_della_banca_dati() - banca


@pytest.mark.lento
def test_le_pagine_costano_poche_volte_la_vista_piu_povera(db):
    scena = crea_scena("lodi", COMUNI)
    sessione = scena.client("coordinatore").cookies[settings.SESSION_COOKIE_NAME].value
    portale, nudo = Portale(sessione), Portale(MIDDLEWARE=[], ROOT_URLCONF=__name__)
    misure = {indirizzo: [] for indirizzo in MASSIMI}
    base = []
    for _ in range(GIRI):
        base.append(nudo.costo("/povera/"))
        for indirizzo, tempi in misure.items():
            tempi.append(portale.costo(indirizzo))
    rapporti = {indirizzo: min(tempi) / min(base) for indirizzo, tempi in misure.items()}
    print({"povera ms": round(min(base) * 1000, 2), **{i: round(r, 1) for i, r in rapporti.items()}})
    assert {i: r for i, r in rapporti.items() if r > MASSIMI[i]} == {}
