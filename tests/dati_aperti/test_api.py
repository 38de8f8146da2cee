"""L’API: la sua descrizione è vera, gli errori si capiscono, chi ha già i dati non li riscarica, nessun cookie."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from ambito.dati_aperti import Campo, FiltroNonValido, Frequenza, Insieme, Righe, Tema, Tipo, openapi, paginazione
from ambito.models import PopolazioneComune
from ambito.registri import DATI_APERTI

# Lo schema ufficiale di un documento OpenAPI 3.1 (OpenAPI Initiative, edizione 2022-10-07, licenza Apache 2.0).
UFFICIALE = json.loads((Path(__file__).parent / "openapi-3.1.schema.json").read_text(encoding="utf-8"))
RADICE = "/api/v1/"
COMUNI = f"{RADICE}ambiti/lodi/insiemi/comuni/righe/"
OGGI = date(2025, 6, 10)


@pytest.fixture(scope="module")
def documento():
    return openapi.documento(DATI_APERTI.values())


def esamina(documento, schema, valore):
    """Gli errori di un valore contro uno schema della descrizione."""
    intero = {**schema, "components": documento["components"], "$schema": "https://json-schema.org/draft/2020-12/schema"}
    return [errore.message for errore in Draft202012Validator(intero).iter_errors(valore)]


def voci(documento):
    return [(percorso, voce["get"]) for percorso, voce in documento["paths"].items()]


def test_la_descrizione_e_un_documento_openapi_valido(documento):
    assert [e.message for e in validator_for(UFFICIALE)(UFFICIALE).iter_errors(documento)] == []
    nomi = [voce["operationId"] for _, voce in voci(documento)]
    assert len(nomi) == len(set(nomi)) == 3 + len(DATI_APERTI)
    for nome, schema in documento["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema), nome


def test_ogni_rimando_e_ogni_parametro_dell_indirizzo_ci_sono(documento):
    for rimando in re.findall(r'"\$ref": "#/components/(\w+)/(\w+)"', json.dumps(documento)):
        assert rimando[1] in documento["components"][rimando[0]]
    for percorso, voce in voci(documento):
        citati = {p["$ref"].rpartition("/")[2] for p in voce["parameters"] if "$ref" in p}
        assert set(re.findall(r"{(\w+)}", percorso)) == citati - {"limit", "offset"}


def test_ogni_esempio_rispetta_il_suo_schema(documento):
    corpi = [r["content"] for _, voce in voci(documento) for r in voce["responses"].values() if "content" in r]
    corpi += [r["content"] for r in documento["components"]["responses"].values()]
    for corpo in corpi:
        (contenuto,) = corpo.values()
        assert esamina(documento, contenuto["schema"], contenuto["example"]) == []
    assert len(corpi) == 3 + len(DATI_APERTI) + 2


def test_un_campo_non_si_filtra_se_il_suo_valore_si_nasconde_o_si_calcola():
    """Filtrare per ciò che sta nella banca dati direbbe ciò che la riga nasconde."""
    for insieme in DATI_APERTI.values():
        nomi = [campo.nome for campo in insieme.campi]
        assert len(nomi) == len(set(nomi)) and all(re.fullmatch("[a-z_]+", nome) for nome in nomi)
        assert not {"limit", "offset"} & set(nomi)
        assert [c.nome for c in insieme.filtri if callable(c.da)] == []


@pytest.mark.django_db
def test_le_risposte_vere_rispettano_la_descrizione(documento, lodi):
    navigatore = Client()
    for percorso, voce in voci(documento):
        for ambito in ("lodi", "ignoto"):
            url = f"{RADICE}{percorso.lstrip('/')}".replace("{ambito}", ambito).replace("{insieme}", "comuni")
            risposta = navigatore.get(url)
            stato = "404" if ambito == "ignoto" and "{ambito}" in percorso else "200"
            assert str(risposta.status_code) == stato, url
            descritta = voce["responses"][stato]
            if "$ref" in descritta:
                descritta = documento["components"]["responses"][descritta["$ref"].rpartition("/")[2]]
            ((tipo, contenuto),) = descritta["content"].items()
            assert risposta["Content-Type"] == f"{tipo}; charset=utf-8"
            assert esamina(documento, contenuto["schema"], risposta.json()) == []
    assert navigatore.get(f"{RADICE}openapi.json").json() == json.loads(json.dumps(documento))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "frase"),
    [
        (f"{COMUNI}?limit=0", "«limit» è un numero da 1 a 1000."),
        (f"{COMUNI}?limit=1001", "«limit» è un numero da 1 a 1000."),
        (f"{COMUNI}?limit=tanti", "«limit» è un numero"),
        (f"{COMUNI}?offset=-1", "«offset» è un numero da 0"),
        (f"{COMUNI}?offset=999999999999", "«offset» è un numero da 0"),
        (f"{COMUNI}?residenti=3", "Non si filtra per «residenti». Filtri di questo insieme: codice_istat, provincia."),
        (COMUNI.replace("comuni", "spesa") + "?anno=ieri", "«ieri» non va bene per «anno»: serve un numero intero."),
        (COMUNI.replace("comuni", "spesa") + "?anno=99999999999", "serve un numero intero"),
        (COMUNI.replace("comuni", "servizi") + "?per_tutti_i_comuni=forse", "serve true o false"),
        (f"{RADICE}ambiti/?nome=lodi", "Il parametro «nome» non c’è."),
    ],
)
def test_una_richiesta_sbagliata_si_spiega(lodi, url, frase):
    risposta = Client().get(url)
    assert risposta.status_code == 400 and risposta["Content-Type"] == "application/problem+json; charset=utf-8"
    assert frase in risposta.json()["detail"] and risposta.json()["status"] == 400
    assert risposta["Access-Control-Allow-Origin"] == "*" and "ETag" not in risposta


@pytest.mark.django_db
def test_cio_che_non_c_e_e_cio_che_non_si_fa(lodi):
    for url in (f"{RADICE}boh/", f"{RADICE}ambiti/lodi/insiemi/boh/", f"{RADICE}ambiti/boh/insiemi/"):
        risposta = Client().get(url)
        assert risposta.status_code == 404 and "boh" in url and risposta.json()["title"] == "Non trovato"
    for metodo in ("post", "put", "delete", "patch"):
        risposta = getattr(Client(), metodo)(COMUNI)
        assert (risposta.status_code, risposta["Allow"]) == (405, "GET, HEAD, OPTIONS") and "usa GET" in risposta.json()["detail"]


@pytest.mark.django_db
def test_chi_ha_gia_gli_stessi_byte_riceve_un_304(lodi):
    navigatore = Client()
    for url in (COMUNI, f"{RADICE}openapi.json", "/lodi/trasparenza/dati/comuni.csv", "/lodi/trasparenza/dati/catalogo.ttl"):
        prima = navigatore.get(url)
        assert prima["Cache-Control"] == "public, max-age=300"
        seconda = navigatore.get(url, headers={"If-None-Match": prima["ETag"]})
        assert (seconda.status_code, seconda.content, seconda["ETag"]) == (304, b"", prima["ETag"])
        assert seconda["Access-Control-Allow-Origin"] == "*"
        assert navigatore.head(url)["ETag"] == prima["ETag"]
        stretta = navigatore.get(url, headers={"Accept-Encoding": "gzip"})
        di_nuovo = navigatore.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": stretta["ETag"]})
        assert stretta["ETag"].removeprefix("W/") == prima["ETag"] and di_nuovo.status_code == 304
    prima = navigatore.get(COMUNI)
    PopolazioneComune.objects.filter(comune__codice_istat="098031").update(valore=45001)
    dopo = navigatore.get(COMUNI, headers={"If-None-Match": prima["ETag"]})
    assert dopo.status_code == 200 and dopo["ETag"] != prima["ETag"]


@pytest.mark.django_db
def test_le_pagine_degli_altri_possono_leggere_e_non_restano_cookie(lodi):
    chiesta = Client().options(COMUNI, headers={"Origin": "https://altro.example", "Access-Control-Request-Method": "GET"})
    assert chiesta.status_code == 200 and chiesta["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert chiesta["Access-Control-Allow-Headers"] == "If-None-Match"
    for url in (COMUNI, RADICE, f"{RADICE}ambiti/", "/lodi/trasparenza/dati/", "/lodi/trasparenza/dati/comuni.json"):
        risposta = Client().get(url)
        assert risposta.cookies == {} and "Access-Control-Allow-Credentials" not in risposta
    assert Client().get(f"{COMUNI}?limit=1&offset=1")["Link"] == ", ".join(
        f'<http://127.0.0.1:8000{COMUNI}?limit=1&offset={n}>; rel="{verso}"' for n, verso in ((2, "next"), (0, "prev"))
    )


def insieme_di(righe):
    campi = (Campo("numero", "Un numero", 1, cerca="numero"), Campo("pari", "È pari", True, cerca="pari"))
    return Insieme("prova", "Prova", "Numeri.", lambda oggi: righe, campi, (Tema.SOCIALE,), Frequenza.CONTINUA, ())


@given(quante=st.integers(0, 60), limit=st.integers(1, 70), inizio=st.integers(0, 65))
def test_i_tratti_coprono_ogni_riga_una_volta(quante, limit, inizio):
    righe = Righe(insieme_di([{"numero": n, "pari": n % 2 == 0} for n in range(quante)]), OGGI)
    lette, tratto = [], paginazione.Tratto(limit, inizio)
    while tratto:
        lette += [riga["numero"] for riga in righe.tratto(tratto.offset, tratto.limit)]
        dopo = tratto.attorno(righe.quante(), "/", {"pari": "true"})["next"]
        assert dopo is None or "pari=true" in dopo
        tratto = dopo and paginazione.leggi(dict(parse_qsl(urlsplit(dopo).query)))[0]
    assert lette == list(range(inizio, quante))


@given(st.integers(1, 30), st.integers(0, 200), st.integers(0, 100))
def test_il_tratto_prima_arriva_dove_comincia_questo(limit, offset, totale):
    attorno = paginazione.Tratto(limit, offset).attorno(totale, "/", {})
    assert (attorno["previous"] is None) == (offset == 0)
    if attorno["previous"]:
        assert attorno["previous"].endswith(f"offset={max(offset - limit, 0)}")


def test_un_elenco_si_filtra_sui_valori_che_mostra():
    insieme = insieme_di([{"numero": n, "pari": n % 2 == 0} for n in range(9)])
    assert Righe(insieme, OGGI, {"pari": "false"}).quante() == 4
    with pytest.raises(FiltroNonValido, match="Filtri di questo insieme: numero, pari"):
        Righe(insieme, OGGI, {"boh": "1"})


@pytest.mark.parametrize(
    ("esempio", "valore", "giusto", "sbagliato"),
    [
        ("a", "Nido", "Nido", None),
        (1, -3, "-3", "3,0"),
        (Decimal("1.5"), Decimal("2.50"), "2.5", "2,5"),
        (OGGI, OGGI, "2025-06-10", "10/06/2025"),
        (True, False, "false", "no"),
    ],
)
def test_un_filtro_si_scrive_come_il_suo_campo(esempio, valore, giusto, sbagliato):
    campo = Campo("voce", "Una voce", esempio, cerca="voce")
    insieme = replace(insieme_di([{"voce": valore}, {"voce": None}]), campi=(campo,))
    assert Righe(insieme, OGGI, {"voce": giusto}).tutte() == [{"voce": valore}]
    if sbagliato:
        with pytest.raises(FiltroNonValido, match="non va bene per «voce»: serve"):
            Righe(insieme, OGGI, {"voce": sbagliato})


def test_il_tipo_di_un_campo_e_quello_del_suo_esempio():
    esempi = [(True, Tipo.SI_NO), (1, Tipo.INTERO), (Decimal("1.5"), Tipo.DECIMALE), (OGGI, Tipo.DATA), ("a", Tipo.TESTO)]
    assert [Campo("x", "X", esempio).tipo for esempio, _ in esempi] == [tipo for _, tipo in esempi]
