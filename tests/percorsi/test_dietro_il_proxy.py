"""Dietro il proxy della composizione: le pagine pubbliche escono dalla sua memoria, quelle di una persona mai."""

import http.client

import pytest
from django.conf import settings

from tests.percorsi.dietro import Proxy, programma

pytestmark = pytest.mark.lento
PAGINA, ALTRA = "/lodi/trasparenza/", "/lodi/trasparenza/spesa/"
RICHIESTE, GIRI = 1500, 4
# Una pagina in memoria costa al proxy come un file qualunque: la lettura è la stessa. Il resto è rumore dei tic di CPU.
MASSIMO = 2.0


@pytest.fixture(scope="module")
def proxy(portale, tmp_path_factory):
    if programma() is None:
        pytest.skip("Manca nginx: che cosa tiene in memoria il proxy qui non si prova (apt-get install nginx-light).")
    davanti = Proxy(tmp_path_factory.mktemp("proxy"), portale.porta)
    try:
        davanti.avvia()
        yield davanti
    finally:
        davanti.ferma()


@pytest.fixture
def chiedi(proxy):
    """`chiedi(indirizzo, **testate)`: codice, testate e corpo, su un collegamento che resta aperto."""
    filo = http.client.HTTPConnection("127.0.0.1", proxy.porta, timeout=30)

    def chiesta(indirizzo, **testate):
        filo.request("GET", indirizzo, headers=testate)
        risposta = filo.getresponse()
        return risposta.status, risposta.headers, risposta.read().decode()

    yield chiesta
    filo.close()


def test_la_seconda_volta_il_portale_non_si_disturba(proxy, chiedi):
    prima, seconda = chiedi(PAGINA), chiedi(PAGINA)
    assert prima[0] == seconda[0] == 200 and prima[2] == seconda[2]
    assert proxy.esiti(2) == ["MISS", "HIT"]


def test_la_pagina_di_chi_e_entrato_non_si_tiene_e_non_gli_si_da_quella_di_tutti(proxy, portale, chiedi):
    chiedi(ALTRA)
    cookie = f"{settings.SESSION_COOKIE_NAME}={portale.sessione('coordinatore@lodi.example')['value']}"
    sua, di_tutti = chiedi(ALTRA, Cookie=cookie), chiedi(ALTRA)
    assert "Esci" in sua[2] and "no-store" in sua[1]["Cache-Control"]
    assert "Esci" not in di_tutti[2]
    assert proxy.esiti(3) == ["MISS", "BYPASS", "HIT"]


def test_il_pezzo_di_pagina_di_chi_filtra_non_prende_il_posto_della_pagina(proxy, chiedi):
    indirizzo = "/lodi/trasparenza/servizi/"
    pezzo = chiedi(indirizzo, **{"HX-Request": "true"})
    intera = chiedi(indirizzo)
    assert pezzo[0] == intera[0] == 200 and intera[2].startswith("<!doctype html>")
    assert proxy.esiti(2) == ["BYPASS", "MISS"]


def test_cio_che_e_di_qualcuno_passa_sempre_dal_portale(proxy, chiedi):
    for _ in range(2):
        assert chiedi("/lodi/")[0] == 302 and chiedi("/accedi/")[0] == 200
    assert "HIT" not in proxy.esiti(4)


def test_una_pagina_in_memoria_costa_al_proxy_come_un_file(proxy, chiedi):
    def costo(indirizzo):
        prima = proxy.cpu()
        for _ in range(RICHIESTE):
            assert chiedi(indirizzo)[0] == 200
        return proxy.cpu() - prima

    giri = [(costo(PAGINA), costo("/fermo/file.txt")) for _ in range(GIRI)]
    pagina, fermo = (sum(c) for c in zip(*giri, strict=True))
    quante = RICHIESTE * GIRI
    print({"pagina, richieste per secondo di CPU": round(quante / pagina), "file": round(quante / fermo), "volte": pagina / fermo})
    assert pagina / fermo < MASSIMO
