"""Il diario: una riga per richiesta, con numeri e mai nomi; il codice che torna a chi ha chiesto e nella pagina d’errore."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ambito.models import Utente
from ambito.nucleo.diario import RigaJson, RigaLeggibile, Traccia, aperta, codice_di, coperto, senza_valori
from ambito.progetto import celery


@pytest.fixture
def righe(monkeypatch):
    """Le righe che il diario scrive, già lette come JSON."""
    scritte = []

    class Raccoglie(logging.Handler):
        def emit(self, record):
            scritte.append(json.loads(RigaJson().format(record)))

    portale, raccoglie = logging.getLogger("portale"), Raccoglie()
    monkeypatch.setattr(portale, "level", logging.DEBUG)
    monkeypatch.setattr(portale, "disabled", False)
    logging.getLogger("portale.richieste").manager._clear_cache()
    portale.addHandler(raccoglie)
    yield scritte
    portale.removeHandler(raccoglie)
    portale.manager._clear_cache()


def test_una_richiesta_dice_rotta_ambito_persona_e_mai_il_nome(lodi, righe):
    sindaco = lodi.utenti["sindaco"]
    Utente.objects.filter(pk=sindaco.pk).update(nome="Rosalba", cognome="Quartapelle")
    with CaptureQueriesContext(connection) as fatte:
        risposta = lodi.client("sindaco").get("/lodi/comuni/")
        quante = len(fatte)
    riga = next(r for r in righe if r.get("rotta") == "ambito:comuni")
    assert (riga["metodo"], riga["esito"], riga["ambito"], riga["utente"]) == ("GET", 200, "lodi", sindaco.pk)
    assert riga["richiesta"] == risposta["X-Request-ID"]
    # Quelle catturate comprendono l’ingresso del navigatore di prova: il diario conta le sole della richiesta.
    assert 0 < riga["interrogazioni"] <= quante and riga["secondi"] > 0
    assert sindaco.email not in json.dumps(righe) and "Rosalba" not in json.dumps(righe)


def test_contare_le_interrogazioni_non_ne_fa(lodi, settings):
    def costo():
        cliente = lodi.client("sindaco")
        with CaptureQueriesContext(connection) as fatte:
            assert cliente.get("/lodi/comuni/").status_code == 200
        return len(fatte)

    col_diario = costo()
    settings.MIDDLEWARE = [nome for nome in settings.MIDDLEWARE if not nome.endswith(".Diario")]
    assert costo() == col_diario


def test_il_codice_del_proxy_vale_se_e_un_codice(client, db):
    assert client.get("/accedi/", headers={"X-Request-ID": "abc-12345678"})["X-Request-ID"] == "abc-12345678"
    for falso in ("corto", "con spazi e altro", "x" * 65, "<script>alert(1)</script>"):
        assert client.get("/accedi/", headers={"X-Request-ID": falso})["X-Request-ID"] != falso
    assert len({codice_di("") for _ in range(100)}) == 100


def test_le_pagine_d_errore_dicono_il_codice(lodi, monkeypatch):
    risposta = Client().get("/una/pagina/che/non/c/e/")
    assert risposta.status_code == 404 and risposta["X-Request-ID"] in risposta.content.decode()
    monkeypatch.setattr("ambito.views.comuni.Comuni.get_context_data", lambda *a, **k: 1 / 0)
    cliente = lodi.client("sindaco")
    cliente.raise_request_exception = False
    risposta = cliente.get("/lodi/comuni/")
    assert risposta.status_code == 500 and risposta["X-Request-ID"] in risposta.content.decode()


def test_chi_non_e_entrato_non_ha_persona_e_la_chiave_di_un_invito_non_si_scrive(client, db, righe):
    client.get("/invito/chiave-segreta-da-non-scrivere/")
    riga = next(r for r in righe if r.get("rotta") == "invito")
    assert "utente" not in riga and "chiave-segreta" not in json.dumps(righe)


def test_un_errore_dice_che_cosa_senza_i_valori():
    try:
        raise ValueError("posta di anna.bianchi@lodi.example, RSSMRA80A01F205X, /invito/abc123/\nDETAIL: (nome)=(Anna)")
    except ValueError:
        registrata = logging.LogRecord(
            "x", logging.ERROR, "f", 1, "Guasto di %s", ("anna@lodi.example",), __import__("sys").exc_info()
        )
    with aperta(Traccia("codice-01", ambito="lodi")):
        scritta, letta = RigaJson().format(registrata), RigaLeggibile().format(registrata)
    dati = json.loads(scritta)
    assert (dati["errore"], dati["richiesta"], dati["ambito"]) == ("ValueError", "codice-01", "lodi")
    assert dati["perche"] == "posta di [posta], [codice fiscale], /invito/[chiave]/"
    assert dati["che"] == "Guasto di [posta]" and "test_diario.py" in dati["passi"][-1]
    assert "Anna" not in scritta and "Anna" not in letta and "test_diario.py" in letta


def test_di_un_interrogazione_si_conserva_solo_il_testo():
    assert senza_valori("select *\n from t where a = 'Anna''s' and b = 123") == "select * from t where a = '…' and b = 0"
    assert coperto("niente da coprire") == "niente da coprire"
    assert coperto(r"IntegrityError('doppia\nDETAIL:  Key (nome)=(Anna)')") == r"IntegrityError('doppia\n[dettaglio]"


def test_un_interrogazione_lenta_si_annota(db, righe, settings):
    settings.INTERROGAZIONE_LENTA = settings.INTERROGAZIONE_LENTA * 0
    Utente.objects.create(email="a@x.example")
    Client().get("/salute/")
    trovate = [r for r in righe if r["chi"] == "portale.lente"]
    assert {r["rotta"] for r in trovate} == {"salute"} and "select 0" in {r["sql"] for r in trovate}


def test_un_compito_dice_ambito_e_lavoro(db, righe):
    celery._apri_traccia(task_id="0123456789abcdef", kwargs={"ambito_id": 7, "lavoro_id": 12})
    with connection.cursor() as cursore:
        cursore.execute("select 1")
    celery._chiudi_traccia(task_id="0123456789abcdef", task=type("T", (), {"name": "ambito.esegui_lavoro"}), state="SUCCESS")
    riga = righe[-1]
    assert (riga["ambito"], riga["lavoro"], riga["compito"], riga["esito"]) == ("7", 12, "ambito.esegui_lavoro", "SUCCESS")
    assert riga["interrogazioni"] == 1 and riga["livello"] == "INFO" and celery.aperti == {}
    celery._chiudi_traccia(task_id="mai-aperto", task=None, state="FAILURE")
