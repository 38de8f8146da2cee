"""Ciò che esce: le stesse righe in pagina, csv, json e API; niente che non sia pubblico; ogni richiesta nel suo Ambito."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito.assemblea.models import PuntoOdg
from ambito.dati_aperti import Righe, Tipo, indirizzi, per_persone, riga_per_programmi
from ambito.nucleo.fogli import leggi_foglio
from ambito.registri import DATI_APERTI
from piano.models import Obiettivo
from rendicontazione import operazioni
from rendicontazione.models import Campagna, VoceSpesa
from servizi.models import Rilevazione
from tests.dati_aperti.conftest import CANARINO, CONTEGGIO, IMPORTO
from tests.rendicontazione.fabbriche import chi

CODICI = (
    "comuni", "deliberazioni", "voti", "servizi", "accreditamenti", "misure", "obiettivi", "consultazioni", "adesioni",
    "avvisi", "riparti", "spesa",
)  # fmt: skip
# Quante interrogazioni costa un tratto di righe, quante che siano: il contesto, il conto, le righe (degli obiettivi, l’andamento).
COSTO, COSTO_OBIETTIVI = 9, 18
OGNI = pytest.mark.parametrize("codice", CODICI)
PAGINE = ("/lodi/trasparenza/dati/", "/api/v1/", "/api/v1/openapi.json", "/api/v1/ambiti/", "/api/v1/ambiti/lodi/insiemi/")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _aperto(aperto):
    """Ogni prova guarda la stessa scena."""


def dati(codice, ambito="lodi"):
    return f"/{ambito}/trasparenza/dati/{codice}"


def api(codice, ambito="lodi"):
    return f"/api/v1/ambiti/{ambito}/insiemi/{codice}/righe/"


def leggi(url, navigatore=None):
    risposta = (navigatore or Client()).get(url)
    assert risposta.status_code == 200, url
    return risposta


def righe_api(codice, ambito="lodi", limit=3):
    """Tutte le righe, un tratto per volta, seguendo `next`."""
    righe, url = [], f"{api(codice, ambito)}?limit={limit}"
    while url:
        tratto = leggi(url).json()
        righe += tratto["righe"]
        url = tratto["next"] and tratto["next"].removeprefix(indirizzi.intero(""))
    assert len(righe) == tratto["totale"]
    return righe


def nel_foglio(campo, valore):
    """Un valore dell’API come sta nel csv."""
    if valore is None:
        return ""
    if campo.tipo is Tipo.SI_NO:
        return "sì" if valore else "no"
    if campo.tipo is Tipo.DATA:
        return "/".join(reversed(valore.split("-")))
    return valore.replace(".", ",") if campo.tipo is Tipo.DECIMALE else str(valore)


def test_gli_insiemi_sono_questi():
    assert sorted(DATI_APERTI) == sorted(CODICI)
    assert [i["codice"] for i in leggi("/api/v1/ambiti/lodi/insiemi/").json()["insiemi"]] == list(DATI_APERTI)


@OGNI
def test_pagina_csv_json_e_api_danno_le_stesse_righe(codice, aperto):
    insieme, righe = DATI_APERTI[codice], righe_api(codice)
    assert righe and leggi(dati(f"{codice}.json")).json()["dati"] == righe
    foglio = leggi_foglio("dati.csv", leggi(dati(f"{codice}.csv")).content)
    assert foglio.intestazioni == [campo.nome for campo in insieme.campi]
    assert [celle for _, celle in foglio.righe] == [[nel_foglio(c, r[c.nome]) for c in insieme.campi] for r in righe]
    with aperto.aperto():
        lette = Righe(insieme, timezone.localdate()).tutte()
    assert [riga_per_programmi(riga) for riga in lette] == righe
    corpo = leggi(dati(f"{codice}/")).content.decode().partition('id="righe"')[2]
    celle = [unescape(testo) for testo in re.findall(r"<td[^>]*>(.*?)</td>", corpo)]
    assert celle == [per_persone(c, riga[c.nome]) for riga in lette[:10] for c in insieme.campi]


def test_un_testo_che_sembra_una_formula_nel_csv_non_lo_e():
    assert b"'=Nido 1" in leggi(dati("servizi.csv")).content
    assert righe_api("servizi")[0]["denominazione"] == "=Nido 1"
    assert leggi(dati("servizi.xlsx")).content[:2] == b"PK"


def test_niente_che_non_sia_pubblico_ne_persone(aperto):
    """Bozze, raccolte e campagne aperte, votazioni segrete, riservate o in corso, note, nomi, recapiti: niente esce."""
    with aperto.aperto():
        assert Obiettivo.objects.filter(titolo__startswith=CANARINO).count() == 3
        assert PuntoOdg.objects.filter(oggetto__startswith=CANARINO).count() == 3
        assert VoceSpesa.objects.filter(spesa_lorda=IMPORTO).count() == 3
        assert Rilevazione.objects.filter(utenti=CONTEGGIO).count() == 2
    proibiti = [CANARINO, IMPORTO, IMPORTO.replace(".", ","), "76.543", str(CONTEGGIO), "7.531", "@lodi.example", "Bruno Neri"]
    for codice in CODICI:
        for url in (dati(f"{codice}/"), dati(f"{codice}.csv"), dati(f"{codice}.json"), api(codice)):
            testo = leggi(url).content.decode()
            assert [p for p in proibiti if p in testo] == [], url
    for url in (*PAGINE, *(dati(f"catalogo.{formato}") for formato in indirizzi.CATALOGHI)):
        assert [p for p in proibiti if p in leggi(url).content.decode()] == [], url


def test_che_cosa_esce_di_ogni_scena():
    assert [(r["anno"], r["comune"], r["codice_area"], r["spesa_lorda"]) for r in righe_api("spesa")] == [
        (2021, "Codogno", "ANZ", "1000.00"),
        (2021, "Codogno", "DIS", "1000.00"),
    ]
    assert len(righe_api("deliberazioni")) == 2 and len(righe_api("voti")) == 8
    assert {(r["chi"], r["voto"]) for r in righe_api("voti")} >= {("Codogno", "Contrario"), ("Lodi", "Favorevole")}
    assert [r["obiettivo"] for r in righe_api("obiettivi")] == ["Più anziani seguiti a casa"]
    assert [r["chi"] for r in righe_api("adesioni")] == ["Comune di Codogno"]
    assert {r["riparto"] for r in righe_api("riparti")} == {"Spese comuni"} and len(righe_api("riparti")) == 4
    assert [r["atto"] for r in righe_api("avvisi")] == ["Determina 14"]
    assert [(r["consultazione"], r["situazione"], r["contributi_pubblicati"]) for r in righe_api("consultazioni")] == [
        ("Che cosa manca?", "Non ancora aperta", 0),
        ("Che cosa cambieresti?", "Aperta", 1),
        ("Che cosa è cambiato?", "Conclusa", 0),
    ]


def test_sotto_tre_persone_non_si_scrive_e_non_si_filtra():
    righe = {r["codice_servizio"]: r for r in righe_api("misure")}
    pochi, molti = righe["ASILO_NIDO"], righe["SAD"]
    assert len(righe) == 2 and (molti["utenti"], molti["ore"], molti["costo"]) == (40, 3000, "1234.50")
    assert [pochi[nome] for nome in ("utenti", "ore", "giornate", "lista_attesa", "costo")] == [None] * 5
    assert pochi["utenti_sotto_tre"] and pochi["lista_attesa_sotto_tre"] and pochi["posti"] == 30
    assert not molti["utenti_sotto_tre"]
    rifiutata = Client().get(f"{api('misure')}?utenti=2")
    assert rifiutata.status_code == 400 and "Non si filtra per «utenti»" in rifiutata.json()["detail"]


def test_una_campagna_riaperta_sparisce(aperto):
    with aperto.aperto("udp"):
        operazioni.riapri_campagna(Campagna.objects.get(anno=2021), nota="Un errore", **chi(aperto, "udp"))
    assert righe_api("spesa") == []
    assert "Oggi non c’è nessuna riga" in leggi(dati("spesa/")).content.decode()


def test_ogni_richiesta_sta_nel_suo_ambito():
    assert {r["comune"] for r in righe_api("comuni", "pavese")} == {"Siziano", "Belgioioso", "Chignolo Po"}
    for codice in set(CODICI) - {"comuni"}:
        assert righe_api(codice, "pavese") == [], codice
    assert Client().get(dati("comuni/", "nessuno")).status_code == 404


@OGNI
def test_si_filtra_per_valore_e_il_filtro_segue_i_tratti(codice):
    insieme = DATI_APERTI[codice]
    tutte = righe_api(codice)
    for campo in insieme.filtri:
        valore = next((r[campo.nome] for r in reversed(tutte) if r[campo.nome] is not None), None)
        if valore is None:
            continue
        testo = json.dumps(valore) if isinstance(valore, bool) else valore
        risposta = leggi(f"{api(codice)}?{campo.nome}={testo}&limit=1").json()
        attese = [r for r in tutte if r[campo.nome] == valore]
        assert (risposta["totale"], risposta["righe"]) == (len(attese), attese[:1]), campo.nome
        assert (risposta["next"] is None) == (len(attese) == 1)
        if risposta["next"]:
            assert leggi(risposta["next"].removeprefix(indirizzi.intero(""))).json()["righe"] == attese[1:2]


@OGNI
def test_il_costo_non_cresce_con_le_righe(codice):
    navigatore, conti = Client(), []
    for url in (f"{api(codice)}?limit=1", f"{api(codice)}?limit=1000", dati(f"{codice}.json")):
        leggi(url, navigatore)
        with CaptureQueriesContext(connection) as catturate:
            leggi(url, navigatore)
        conti.append(len(catturate))
    assert conti[0] == conti[1] <= (COSTO_OBIETTIVI if codice == "obiettivi" else COSTO)
    assert conti[2] <= conti[1] + 1
