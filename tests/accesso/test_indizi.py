"""Nessun indizio su chi esiste: stessa pagina, stesso lavoro; il freno non dipende da Redis; niente rinvii altrove."""

import re
import time
from statistics import median

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client
from django.urls import reverse

from ambito.accesso import freno
from ambito.accesso.adattatore import AdattatoreAccesso
from ambito.accesso.richiesta import MASSIMI_MESSAGGI
from ambito.models import TentativoAccesso
from tests.accesso.codici import codice, dentro
from tests.scena import PASSWORD

IGNOTO = "nessuno@lodi.example"
ALTROVE = ["https://cattivo.example/", "//cattivo.example/", "/\\cattivo.example", "javascript:alert(1)", "http:///cattivo.example"]


def visibile(risposta, email):
    testo = risposta.content.decode().split("<main")[1].replace(email, "")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", testo)


@pytest.fixture
def impronte(monkeypatch):
    """Quante impronte di password si calcolano."""
    conto, vera = [], type(get_hasher()).encode
    monkeypatch.setattr(type(get_hasher()), "encode", lambda *a, **k: conto.append(1) or vera(*a, **k))
    verifica = type(get_hasher()).verify
    monkeypatch.setattr(type(get_hasher()), "verify", lambda *a, **k: conto.append(1) or verifica(*a, **k))
    return conto


@pytest.mark.parametrize("email", ["anna@lodi.example", IGNOTO])
def test_per_chi_c_e_e_per_chi_non_c_e_si_calcola_un_impronta(anna, impronte, entra, email):
    entra(email, "una password sbagliata")
    assert len(impronte) == 1


def test_i_tempi_non_distinguono(anna):
    """Dieci prove per parte, alternate; la mediana non deve scostarsi della metà (l’impronta pesa molto più del resto)."""
    tempi = {anna.email: [], IGNOTO: []}
    for giro in range(10):
        for email in tempi:
            TentativoAccesso.objects.all().delete()
            inizio = time.perf_counter()
            Client().post("/accedi/", {"login": email, "password": f"sbagliata {giro}"})
            tempi[email].append(time.perf_counter() - inizio)
    noto, ignoto = (median(t) for t in tempi.values())
    assert 0.5 < noto / ignoto < 2


def test_la_nuova_password_risponde_uguale_e_scrive_comunque(anna, mailoutbox):
    risposte = [Client().post("/password/nuova/", {"email": email}, follow=True) for email in (anna.email, IGNOTO)]
    assert visibile(risposte[0], anna.email) == visibile(risposte[1], IGNOTO)
    noto, ignoto = mailoutbox
    assert (noto.to, ignoto.to) == ([anna.email], [IGNOTO])
    assert "/password/nuova/" in noto.body and "/password/nuova/" not in ignoto.body
    assert "non c’è nessun accesso" in ignoto.body


def test_il_sospeso_e_come_chi_non_c_e(anna, mailoutbox, entra):
    anna.is_active = False
    anna.save()
    Client().post("/password/nuova/", {"email": anna.email})
    assert "non c’è nessun accesso" in mailoutbox[0].body
    sbagliata, ignoto = entra(anna.email, "sbagliata davvero")[1], entra(IGNOTO, "sbagliata davvero")[1]
    assert visibile(sbagliata, anna.email) == visibile(ignoto, IGNOTO)


@pytest.mark.parametrize("email", ["anna@lodi.example", IGNOTO])
def test_oltre_il_limite_la_pagina_e_la_stessa_ma_il_messaggio_non_parte(anna, mailoutbox, email):
    risposte = [Client().post("/password/nuova/", {"email": email}, follow=True) for _ in range(MASSIMI_MESSAGGI + 2)]
    assert len(mailoutbox) == MASSIMI_MESSAGGI
    assert len({visibile(r, email) for r in risposte}) == 1


def test_il_messaggio_va_all_indirizzo_registrato_non_a_quello_digitato(anna, mailoutbox, rf):
    """Due scritture che la banca dati confonde (una «ı» senza punto) possono essere due caselle diverse."""
    adattatore = AdattatoreAccesso(rf.get("/"))
    adattatore.send_password_reset_mail(anna, "anna@lodı.example", {"password_reset_url": "https://portale.example/x"})
    assert mailoutbox[0].to == [anna.email]


def test_nei_messaggi_c_e_l_indirizzo_pubblico_non_quello_della_richiesta(anna, mailoutbox, settings):
    settings.ALLOWED_HOSTS, settings.INDIRIZZO_PUBBLICO = ["*"], "https://portale.example"
    Client().post("/password/nuova/", {"email": anna.email}, headers={"Host": "cattivo.example"})
    Client().post("/password/nuova/", {"email": IGNOTO}, headers={"Host": "cattivo.example"})
    for messaggio in mailoutbox:
        assert "cattivo" not in messaggio.body + messaggio.subject
        assert "https://portale.example" in messaggio.body


def test_un_nome_di_macchina_estraneo_si_rifiuta(anna, mailoutbox):
    assert Client().post("/password/nuova/", {"email": anna.email}, headers={"Host": "cattivo.example"}).status_code == 400
    assert mailoutbox == []


def test_il_collegamento_per_la_nuova_password_vale_una_volta(anna, mailoutbox, entra):
    Client().post("/password/nuova/", {"email": anna.email})
    percorso = re.search(r"http://[^/]+(/\S+)", mailoutbox[0].body)[1]
    for giro, scelta in enumerate(["tre-parole-senza-legame", "altre-parole-senza-legame"]):
        navigatore = Client()
        pagina = navigatore.get(percorso, follow=True)
        assert ("non vale più" in pagina.content.decode()) is bool(giro)
        navigatore.post(pagina.request["PATH_INFO"], {"password1": scelta, "password2": scelta})
    assert not dentro(entra(anna.email, scelta)[0])
    assert "reimpostata" in mailoutbox[-1].body


@pytest.mark.parametrize("altrove", ALTROVE)
@pytest.mark.parametrize("rotta", ["account_login", "account_conferma", "account_aggiungi_fattore", "mfa_reauthenticate"])
def test_non_si_viene_portati_altrove(con_codici, entra, rotta, altrove):
    navigatore = Client() if rotta == "account_login" else entra(con_codici.email)[0]
    dati = {"login": con_codici.email, "password": PASSWORD, "next": altrove}
    risposte = [navigatore.get(reverse(rotta), {"next": altrove}), navigatore.post(reverse(rotta), dati)]
    for risposta in risposte:
        assert "cattivo" not in risposta.headers.get("Location", "").partition("?")[0]
        assert not risposta.headers.get("Location", "").startswith("javascript")


@pytest.mark.parametrize("altrove", ALTROVE)
def test_neppure_dopo_aver_confermato(con_codici, entra, altrove):
    navigatore, _ = entra(con_codici.email, next=altrove)
    assert navigatore.post("/accesso/codice/", {"code": codice()}).url == "/"
    risposta = navigatore.post("/accesso/conferma/codice/", {"code": codice(passi=1), "next": altrove})
    assert risposta.url == "/"
    assert navigatore.get("/accesso/secondo-fattore/", {"next": altrove}).url == "/"


def test_il_freno_regge_senza_redis_e_senza_cache(anna, entra, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    for _ in range(freno.MASSIMI_PERSONA):
        entra(anna.email, "sbagliata davvero")
    navigatore, risposta = entra(anna.email)
    assert not dentro(navigatore)
    assert freno.TROPPI in risposta.content.decode()


@pytest.mark.parametrize("email", ["anna@lodi.example", IGNOTO])
def test_il_freno_non_dice_chi_esiste(anna, entra, email):
    for _ in range(freno.MASSIMI_PERSONA):
        entra(email, "sbagliata davvero")
    assert freno.TROPPI in entra(email, "sbagliata davvero")[1].content.decode()
