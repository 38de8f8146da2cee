"""Le misure: si sommano fra i processi, un Redis che manca non ferma nessuno, le vede solo chi deve, in sole cifre."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis import Redis

from ambito import lavori, misure, salute
from ambito.models import Lavoro
from tests.scena import crea_scena

ADESSO = timezone.now()


@pytest.fixture
def raccolta(monkeypatch, settings, request):
    """Le misure accese, sotto un nome proprio di questa prova."""
    settings.MISURE = True
    monkeypatch.setattr(misure, "BASE", f"prova:{request.node.name}")
    nuova = misure.Raccolta()
    monkeypatch.setattr(misure, "raccolta", nuova)
    monkeypatch.setattr("ambito.middleware.raccolta", nuova)
    yield nuova
    for chiave in misure.redis().scan_iter(f"{misure.BASE}:*"):
        misure.redis().delete(chiave)


@pytest.fixture
def senza_redis(monkeypatch, raccolta):
    spento = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    acceso = misure.redis()
    monkeypatch.setattr(misure, "redis", lambda: spento)
    yield acceso
    monkeypatch.setattr(misure, "redis", lambda: acceso)


def annota(raccolta, rotta="ambito:home", esito=200, secondi=0.02, **altro):
    raccolta.annota(rotta=rotta, metodo="GET", esito=esito, secondi=secondi, interrogazioni=12, **altro)


def versa(raccolta):
    raccolta.prossima = 0.0
    raccolta.versa_se_e_ora(ADESSO)


def test_le_cifre_di_due_processi_si_sommano(raccolta):
    altra = misure.Raccolta()
    for _ in range(3):
        annota(raccolta)
    annota(altra, secondi=3.0, esito=500, lente=[("select pg_sleep(%s)", 2.5)])
    versa(raccolta)
    versa(altra)
    totali = misure.totali()
    assert totali["ambito:home", "GET", "200", "conta"] == 3 and totali["ambito:home", "GET", "500", "conta"] == 1
    assert totali["ambito:home", "GET", "", "secondi"] == pytest.approx(3.06)
    conti, massimi, lente = misure.ultimo_giorno(ADESSO)
    assert conti["ambito:home", "GET", "", "interrogazioni"] == 48
    assert massimi == {("ambito:home", "GET"): 3.0} and lente == {("ambito:home", "select pg_sleep(%s)"): 2.5}
    assert misure.ultimo_giorno(ADESSO + timedelta(hours=26))[0] == {}


def test_si_versa_ogni_tanto_e_una_volta_sola(raccolta):
    annota(raccolta)
    raccolta.versa_se_e_ora(ADESSO)
    annota(raccolta)
    raccolta.versa_se_e_ora(ADESSO)
    assert misure.totali()["ambito:home", "GET", "200", "conta"] == 1
    versa(raccolta)
    versa(raccolta)
    assert misure.totali()["ambito:home", "GET", "200", "conta"] == 2


def test_un_redis_che_manca_non_ferma_e_non_perde(raccolta, senza_redis, db, monkeypatch):
    raccolta.prossima = 0.0
    assert Client().get("/salute/").status_code == 200
    assert raccolta.conti and raccolta.prossima > 0
    annota(raccolta, secondi=2.0)
    monkeypatch.setattr(misure, "redis", lambda: senza_redis)
    versa(raccolta)
    assert misure.totali()["salute", "GET", "200", "conta"] == 1
    assert misure.ultimo_giorno(ADESSO)[1]["ambito:home", "GET"] == 2.0


# --- vivo, pronto


def test_vivo_e_chi_risponde_anche_senza_banca_dati(client):
    # Senza «db» la prova vieta ogni interrogazione.
    assert client.get("/salute/viva/").json() == {"stato": "ok"}


def test_pronto_dice_che_cosa_manca(client, db, raccolta, monkeypatch):
    risposta = client.get("/salute/pronta/")
    assert risposta.status_code == 503
    assert risposta.json() == {"stato": "manca qualcosa", "banca_dati": True, "migrazioni": True, "redis": True, "worker": False}
    misure.batti(timezone.now())
    assert client.get("/salute/pronta/").status_code == 200
    assert salute.prontezza(timezone.now() + timedelta(minutes=4))["worker"] is False


def test_pronto_senza_redis_non_e_un_errore(client, db, senza_redis):
    parti = client.get("/salute/pronta/").json()
    assert (parti["banca_dati"], parti["redis"], parti["worker"]) == (True, False, False)


# --- /metriche/


RIGA = re.compile(r'[a-z_]+(?:\{[a-z_]+="(?:[^"\\]|\\.)*"(?:,[a-z_]+="(?:[^"\\]|\\.)*")*\})? (?:[0-9.e+-]+|\+Inf)')


def test_le_metriche_ci_sono_solo_per_chi_puo(client, db, raccolta, settings):
    assert client.get("/metriche/").status_code == 404
    settings.METRICHE_GETTONE = "gettone-lungo"
    assert client.get("/metriche/").status_code == 404
    assert client.get("/metriche/", headers={"Authorization": "Bearer sbagliato"}).status_code == 404
    assert client.get("/metriche/", headers={"Authorization": "Bearer gettone-lungo"}).status_code == 200
    settings.METRICHE_GETTONE, settings.METRICHE_DA = "", [ip_network("10.0.0.0/8")]
    assert client.get("/metriche/", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/metriche/", REMOTE_ADDR="11.1.2.3").status_code == 404
    assert client.get("/metriche/", headers={"Authorization": "Bearer "}).status_code == 404


def test_le_metriche_si_leggono_e_tornano(lodi, raccolta):
    for secondi in (0.02, 0.2, 20.0):
        annota(raccolta, secondi=secondi)
    versa(raccolta)
    with lodi.aperto():
        lavoro = lavori.accoda("prova", "a", "Titolo riservato", argomenti={}, utente=None, adesso=ADESSO - timedelta(hours=1))
        Lavoro.objects.filter(pk=lavoro.pk).update(avvio="in_coda")
    testo = salute.esponi(ADESSO)
    assert all(r.startswith(("# HELP ", "# TYPE ")) or RIGA.fullmatch(r) for r in testo.splitlines()), testo
    assert 'portale_richieste_total{rotta="ambito:home",metodo="GET",esito="200"} 3' in testo
    assert 'portale_richiesta_secondi_bucket{rotta="ambito:home",metodo="GET",le="0.05"} 1' in testo
    assert 'portale_richiesta_secondi_bucket{rotta="ambito:home",metodo="GET",le="10.0"} 2' in testo
    assert 'portale_richiesta_secondi_bucket{rotta="ambito:home",metodo="GET",le="+Inf"} 3' in testo
    assert 'portale_lavori{ambito="lodi",stato="in_coda"} 1' in testo
    assert 'portale_lavori_attesa_secondi{ambito="lodi"} 3600' in testo
    assert "portale_collegamenti_banca_dati{" in testo and "riservato" not in testo
    dichiarate = re.findall(r"# TYPE (\w+)", testo)
    assert len(dichiarate) == len(set(dichiarate))


def test_senza_redis_le_metriche_dicono_che_mancano(db, senza_redis):
    assert "portale_misure_leggibili 0" in salute.esponi(ADESSO)


# --- «Andamento»


def test_il_gestore_vede_cifre_e_mai_contenuti(lodi, gestore, raccolta, settings):
    annota(raccolta, secondi=1.2, esito=500, lente=[("select nome from ambito_comune where id = %s", 0.9)])
    versa(raccolta)
    with lodi.aperto():
        lavoro = lavori.accoda("prova", "a", "Titolo riservato", argomenti={}, utente=None, adesso=ADESSO - timedelta(hours=1))
        Lavoro.objects.filter(pk=lavoro.pk).update(avvio="fallito", finito_il=timezone.now(), errore="Errore riservato")
        lavori.accoda("prova", "b", "Altro", argomenti={}, utente=None, adesso=ADESSO - timedelta(hours=1))
    cliente = Client()
    cliente.force_login(gestore)
    pagina = cliente.get("/gestione/andamento/").content.decode()
    assert "lodi: lavori in coda da oltre dieci minuti" in pagina and "1.200 ms" in pagina
    assert "select nome from ambito_comune where id = %s" in pagina and "riservato" not in pagina
    assert lodi.client("coordinatore").get("/gestione/andamento/").status_code == 404


def test_l_andamento_costa_lo_stesso_con_uno_o_molti_ambiti(lodi, gestore, raccolta):
    cliente = Client()
    cliente.force_login(gestore)

    def costo():
        with CaptureQueriesContext(connection) as fatte:
            assert cliente.get("/gestione/andamento/").status_code == 200
        return len(fatte)

    con_uno = costo()
    crea_scena("pavese")
    assert costo() == con_uno <= 7


def test_senza_redis_l_andamento_lo_dice(gestore, senza_redis):
    cliente = Client()
    cliente.force_login(gestore)
    assert "Le misure non si leggono" in cliente.get("/gestione/andamento/").content.decode()


def test_le_attese_non_aprono_la_porta_e_il_contesto_torna_quello_di_prima(lodi, pavese):
    with lodi.aperto():
        prima = Lavoro.objects.count()
        salute.attese(ADESSO, ADESSO)
        assert Lavoro.objects.count() == prima
    with connection.cursor() as cursore:
        cursore.execute("select prosecdef from pg_proc where proname = 'gestione_attese'")
        assert cursore.fetchone() == (False,)
