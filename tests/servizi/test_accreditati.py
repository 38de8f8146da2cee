"""Il registro pubblico degli accreditamenti: chi c’è, in che situazione, e che cosa non ne esce."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from servizi.operazioni import pratiche
from servizi.selezioni import accreditati
from servizi.selezioni.accreditati import TONI, Situazione
from tests.servizi.fabbriche import chi, crea_pratica, crea_unita

URL = "/lodi/trasparenza/accreditati/"


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("udp"):
        yield lodi


def fra(giorni):
    return timezone.localdate() + timedelta(days=giorni)


def accredita(scena, nome, dal, al, *poi, comune="Codogno", unita=None, **altri):
    """Una struttura accreditata da `dal` ad `al` giorni da oggi; `poi`: i passi che seguono."""
    unita = unita or crea_unita(scena, "CDA", comune, denominazione=nome, gestore="Cooperativa Aurora", telefono="0377 99")
    dati = {"provvedimento": f"Determina di {nome}", "vale_dal": fra(dal), "vale_al": fra(al), "protocollo": "PROT-77", **altri}
    pratica = crea_pratica(scena, unita, "accreditamento", ricevuta_il=fra(dal - 60), **dati)
    for passo in ("completa", "accredita", *poi):
        pratica = pratiche.compi(pratica, passo, nota="Motivo riservato", **chi(scena))
    return unita


def situazioni():
    return {(p.unita.denominazione, p.situazione) for p in accreditati.accreditati(timezone.localdate())}


@pytest.mark.parametrize(
    ("dal", "al", "passi", "attesa"),
    [
        (-10, 91, (), "valido"),
        (-10, 90, (), "in-scadenza"),
        (-10, 0, (), "in-scadenza"),
        (-10, -1, (), "scaduto"),
        (1, 400, (), "futuro"),
        (-10, 400, ("sospendi",), "sospeso"),
        (-10, 400, ("sospendi", "riprendi"), "valido"),
        (-10, -1, ("sospendi",), "scaduto"),
        (-10, 400, ("revoca",), "revocato"),
        (-10, -1, ("revoca",), "revocato"),
    ],
)
def test_la_situazione_e_lo_stato_letto_con_le_date_di_oggi(aperta, dal, al, passi, attesa):
    accredita(aperta, "Centro", dal, al, *passi)
    assert situazioni() == {("Centro", attesa)}


def test_ogni_situazione_ha_il_suo_tono():
    assert set(TONI) == set(Situazione)


def test_una_domanda_o_un_diniego_non_stanno_nel_registro(aperta):
    crea_pratica(aperta, crea_unita(aperta, denominazione="In attesa"), "accreditamento")
    negata = crea_pratica(aperta, crea_unita(aperta, denominazione="Negata"), "accreditamento")
    for passo in ("completa", "nega"):
        negata = pratiche.compi(negata, passo, nota="No", **chi(aperta))
    avvio = crea_pratica(aperta, crea_unita(aperta, denominazione="In esercizio"))
    for passo in ("completa", "trasmetti", "approva", "sospendi"):
        avvio = pratiche.compi(avvio, passo, nota="No", **chi(aperta))
    assert situazioni() == set()


def test_un_provvedimento_nuovo_prende_il_posto_del_vecchio_quando_comincia(aperta):
    unita = accredita(aperta, "Rinnovata", -800, -70)
    accredita(aperta, "", -69, 600, unita=unita)
    altra = accredita(aperta, "Rinnoverà", -800, 20)
    accredita(aperta, "", 21, 900, unita=altra)
    assert situazioni() == {("Rinnovata", "valido"), ("Rinnoverà", "in-scadenza"), ("Rinnoverà", "futuro")}


def test_chi_ha_chiuso_esce_dal_registro(aperta):
    chiusa = crea_unita(aperta, "CDA", "Lodi", denominazione="Chiusa", dal=fra(-900), al=fra(-1))
    accredita(aperta, "", -300, 300, unita=chiusa)
    assert situazioni() == set()


def test_i_cittadini_cercano_e_filtrano(aperta):
    accredita(aperta, "Centro Aperto", -10, 400)
    accredita(aperta, "Centro Scaduto", -400, -5, comune="Lodi")
    risposta = Client().get(URL)
    testo = risposta.content.decode()
    assert all(parola in testo for parola in ("Centro Aperto", "Cooperativa Aurora", "Determina di Centro Aperto", "Valido"))
    assert "2 su 2 accreditamenti" in testo and "Accedi" in testo
    assert risposta["Cache-Control"] == "public, max-age=300" and "HX-Request" in risposta["Vary"]
    for filtri in ({"situazione": "scaduto"}, {"comune": "098031"}, {"q": "scaduto"}):
        scelti = Client().get(URL, filtri).content.decode()
        assert "Centro Scaduto" in scelti and "Centro Aperto" not in scelti
    assert "Nessun accreditamento corrisponde" in Client().get(URL, {"servizio": "ASILO_NIDO"}).content.decode()
    assert Client().get(URL, {"comune": "xx", "situazione": "zz", "pagina": "no"}).status_code == 200
    pezzo = Client().get(URL, {"q": "aperto"}, headers={"hx-request": "true"}).content.decode()
    assert "Centro Aperto" in pezzo and "<html" not in pezzo


def test_dalla_pratica_non_esce_altro_che_il_provvedimento(aperta):
    accredita(aperta, "Centro", -10, 400, "sospendi")
    for filtri in ({}, {"formato": "csv"}):
        testo = Client().get(URL, filtri).content.decode("utf-8-sig")
        assert not any(riservato in testo for riservato in ("Motivo riservato", "PROT-77", "0377 99"))
    righe = list(csv.reader(io.StringIO(testo), delimiter=";"))
    assert righe[0] == [
        "struttura", "ente_gestore", "tipo", "istat_code", "comune", "provvedimento", "vale_dal", "vale_al", "situazione",
    ]  # fmt: skip
    assert righe[1][0] == "Centro" and righe[1][-1] == "Sospeso" and len(righe) == 2
    assert Client().get(URL, {"formato": "xlsx"}).content[:2] == b"PK"


def test_la_pagina_non_esce_dal_suo_ambito_e_non_si_scrive(aperta, pavese):
    accredita(aperta, "Centro di Lodi", -10, 400)
    assert "Ancora nessuna struttura accreditata" in Client().get("/pavese/trasparenza/accreditati/").content.decode()
    assert Client().get("/inesistente/trasparenza/accreditati/").status_code == 404
    assert pavese.client("sindaco").get(URL)["Cache-Control"] == "private, no-store"
    assert Client().post(URL).status_code == 405


def test_ci_si_arriva_dai_servizi_e_dalle_pratiche(aperta):
    assert f'href="{URL}"' in Client().get("/lodi/trasparenza/servizi/").content.decode()
    assert f'href="{URL}"' in aperta.client("udp").get("/lodi/servizi/accreditamenti/").content.decode()


def test_le_interrogazioni_non_crescono_con_le_strutture(aperta):
    def conta():
        with CaptureQueriesContext(connection) as catturate:
            assert Client().get(URL).status_code == 200
        return len(catturate)

    accredita(aperta, "Centro", -10, 400)
    conta()
    poche = conta()
    for n in range(12):
        accredita(aperta, f"Centro {n}", -10, 400)
    assert conta() == poche <= 11
