"""La pagina della ricerca, il pezzo sotto la casella, le cose fissate."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from ambito.cerca.pagine import pagine
from ambito.models import Fissato
from ambito.registri import CERCABILI
from servizi.models import Bando
from tests.permessi.rotta import TUTTI
from tests.scena import aggiungi_delegato
from tests.servizi.fabbriche import crea_bando

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def bandi(lodi):
    with lodi.aperto("udp"):
        for numero in range(1, 8):
            crea_bando(lodi, f"Bando zaffiro {numero}")
    return lodi


def parole_di(risposta):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", risposta.content.decode()))


@pytest.mark.django_db
def test_i_risultati_stanno_per_genere_e_di_uno_si_vedono_tutti(bandi):
    navigatore = bandi.client("udp")
    tutta = navigatore.get("/lodi/cerca/", {"q": "zaffiri"})
    assert tutta.status_code == 200 and "7 risultati" in parole_di(tutta)
    assert parole_di(tutta).count("Fissa Bando zaffiro") == 5
    assert "genere=bando" in tutta.content.decode()
    sola = navigatore.get("/lodi/cerca/", {"q": "zaffiri", "genere": "bando"})
    assert parole_di(sola).count("Fissa Bando zaffiro") == 7
    assert "<mark>zaffiro</mark>" in sola.content.decode()


@pytest.mark.django_db
def test_sotto_la_casella_arriva_solo_un_pezzo(bandi):
    pezzo = bandi.client("udp").get("/lodi/cerca/", {"q": "zaff", "sotto": "si"}, **HTMX).content.decode()
    assert "<html" not in pezzo and pezzo.count("<li>") == 8 and "Vedi tutti i risultati" in pezzo
    assert len(pezzo) < 6_000
    intera = bandi.client("udp").get("/lodi/cerca/", {"q": "zaff", "sotto": "si"}).content.decode()
    assert "<html" in intera, "senza htmx è una pagina come le altre"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parametri",
    [
        {"q": ""}, {"q": "   "}, {"q": "?!«»"}, {"q": "'; drop table x --"}, {"q": "a" * 5000}, {"q": "& | ! <-> :*"},
        {"q": "zaffiro", "genere": "inesistente"}, {"q": "zaffiro", "genere": "bando", "pagina": "999"},
        {"q": "zaffiro", "genere": "bando", "pagina": "-1"}, {"q": "zaffiro", "genere": "bando", "pagina": "²"},
        {"q": "di"}, {"q": "qzxwkj"}, {"q": "\ue000\ue001 zaffiro"}, {"q": "<b>zaffiro</b> 日本語 😀"}, {"q": "100%"},
    ],
)  # fmt: skip
def test_qualunque_cosa_si_scriva_la_pagina_risponde(bandi, parametri):
    assert bandi.client("udp").get("/lodi/cerca/", parametri).status_code == 200
    assert bandi.client("ets").get("/lodi/cerca/", parametri | {"sotto": "si"}, **HTMX).status_code == 200


@pytest.mark.django_db
def test_nessun_risultato_dice_che_cosa_provare(lodi):
    pagina = parole_di(lodi.client("operatore").get("/lodi/cerca/", {"q": "qzxwkj"}))
    assert "Nessun risultato" in pagina and "togli una parola" in pagina and "soltanto ciò che puoi aprire" in pagina


@pytest.mark.django_db
def test_la_casella_c_e_in_ogni_pagina_di_chi_e_entrato_e_non_per_chi_non_lo_e(lodi, client):
    assert 'id="cerca-ovunque"' in lodi.client("operatore").get("/lodi/comuni/").content.decode()
    assert 'id="cerca-ovunque"' not in client.get("/lodi/trasparenza/servizi/").content.decode()
    assert 'id="cerca-ovunque"' not in client.get("/").content.decode()


@pytest.mark.django_db
def test_si_fissa_si_ritrova_e_si_toglie(bandi):
    navigatore = bandi.client("udp")
    with bandi.aperto():
        numero = Bando.objects.order_by("pk").first().pk
    dati = {"genere": "bando", "numero": numero, "q": "zaffiro"}
    risposta = navigatore.post("/lodi/cerca/fissa/", dati)
    assert risposta.status_code == 302 and risposta.url == "/lodi/cerca/?q=zaffiro"
    assert "Togli Bando zaffiro 1" in parole_di(navigatore.get("/lodi/cerca/"))
    assert "Bando zaffiro 1" in parole_di(navigatore.get("/lodi/cerca/", {"sotto": "si"}, **HTMX))
    assert "Bando zaffiro" not in parole_di(bandi.client("coordinatore").get("/lodi/cerca/"))
    navigatore.post("/lodi/cerca/fissa/", dati | {"togli": "si"})
    assert "Bando zaffiro" not in parole_di(navigatore.get("/lodi/cerca/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dove", "torna"),
    [
        ("/lodi/servizi/bandi/", "/lodi/servizi/bandi/"),
        ("https://altrove.example/lodi/", "/lodi/cerca/"),
        ("//altrove.example/", "/lodi/cerca/"),
        ("/pavese/", "/lodi/cerca/"),
    ],
)
def test_si_fissa_dalla_sua_pagina_e_vi_si_torna(bandi, dove, torna):
    navigatore = bandi.client("udp")
    with bandi.aperto():
        numero = Bando.objects.order_by("pk").first().pk
    pagina = navigatore.get(f"/lodi/servizi/bandi/{numero}/").text
    assert f'name="dove" value="/lodi/servizi/bandi/{numero}/"' in pagina and 'action="/lodi/cerca/fissa/"' in pagina
    risposta = navigatore.post("/lodi/cerca/fissa/", {"genere": "bando", "numero": numero, "dove": dove})
    assert (risposta.status_code, risposta.url) == (302, torna)
    with bandi.aperto():
        assert Fissato.objects.get().numero == numero


def test_cio_che_si_fissa_dalla_sua_pagina_e_fra_cio_che_si_cerca():
    generi = {c.genere for c in CERCABILI}
    usati = {
        genere or tipo
        for file in Path(settings.TEMPLATES[0]["DIRS"][0]).rglob("*.html")
        for tipo, genere in re.findall(r'storia_di "([\w-]+)" [\w.]+(?: genere="([\w-]+)")?', file.read_text())
    }
    assert len(usati) > 10 and usati - generi == set()


@pytest.mark.django_db
def test_non_si_fissa_cio_che_non_si_puo_aprire(bandi, pavese):
    with bandi.aperto():
        numero = Bando.objects.order_by("pk").first().pk
    dati = {"genere": "bando", "numero": numero}
    for navigatore, dove in ((bandi.client("ets"), "lodi"), (pavese.client("udp"), "pavese")):
        assert navigatore.post(f"/{dove}/cerca/fissa/", dati).status_code == 404
    for altri in ({"numero": "x"}, {"genere": "inesistente"}, {"numero": ""}):
        assert bandi.client("udp").post("/lodi/cerca/fissa/", dati | altri).status_code == 404


@pytest.mark.django_db
def test_cio_che_si_e_fissato_non_si_vede_piu_quando_non_si_puo_aprire(bandi):
    with bandi.aperto("ets"):
        bando = Bando.objects.order_by("pk").first()
        Fissato.objects.create(utente=bandi.utenti["ets"], genere="bando", numero=bando.pk, fissato_il=bando.ambito.creato_il)
    assert "zaffiro" not in parole_di(bandi.client("ets").get("/lodi/cerca/"))


@pytest.mark.django_db
@pytest.mark.parametrize("ruolo", sorted(TUTTI))
def test_ogni_pagina_trovata_per_nome_si_apre(lodi, ruolo):
    aggiungi_delegato(lodi)
    with lodi.aperto():
        tutte = {url for _, url, _ in pagine(lodi.poteri(ruolo))}
    navigatore = lodi.client(ruolo)
    assert {url: codice for url in tutte if (codice := navigatore.get(url).status_code) != 200} == {}
