"""Il catalogo: lo stesso grafo nelle tre scritture, con ciò che DCAT-AP_IT vuole; ogni file che cita si scarica."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from ambito.dati_aperti import rdf
from ambito.dati_aperti.catalogo import titolare
from ambito.models import Comune
from ambito.registri import DATI_APERTI
from servizi.models import UfficioSociale

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
IT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ELENCHI = "http://publications.europa.eu/resource/authority"
FORMATI = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}
# Ciò che il profilo italiano dice obbligatorio, classe per classe.
OBBLIGATORIE = {
    IT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCAT.dataset],
    IT.Dataset: [
        DCTERMS.identifier, DCTERMS.title, DCTERMS.description, DCTERMS.modified, DCAT.theme, DCTERMS.rightsHolder,
        DCTERMS.accrualPeriodicity,
    ],
    IT.Distribution: [DCTERMS["format"], DCAT.accessURL, DCTERMS.license],
    IT.Agent: [DCTERMS.identifier, FOAF.name],
    IT.LicenseDocument: [DCTERMS.type],
}  # fmt: skip


def grafo(testo, formato):
    return Graph().parse(data=testo, format=FORMATI[formato])


@pytest.fixture
def grafi(lodi):
    navigatore, grafi = Client(), {}
    for formato in FORMATI:
        risposta = navigatore.get(f"/lodi/trasparenza/dati/catalogo.{formato}")
        assert risposta.status_code == 200 and risposta["Access-Control-Allow-Origin"] == "*"
        grafi[formato] = grafo(risposta.content.decode(), formato)
    return grafi


def test_le_tre_scritture_sono_lo_stesso_grafo(grafi):
    assert set(grafi["rdf"]) == set(grafi["ttl"]) == set(grafi["jsonld"])
    assert len(grafi["rdf"]) > 300
    assert Client().get("/lodi/trasparenza/dati/catalogo.xml").status_code == 404


def test_c_e_tutto_cio_che_il_profilo_vuole(grafi):
    rete = grafi["rdf"]
    for classe, proprieta in OBBLIGATORIE.items():
        soggetti = set(rete.subjects(RDF.type, classe))
        assert soggetti
        for soggetto in soggetti:
            assert [p for p in proprieta if not list(rete.objects(soggetto, p))] == [], soggetto
    catalogo = next(rete.subjects(RDF.type, IT.Catalog))
    insiemi = set(rete.subjects(RDF.type, IT.Dataset))
    assert set(rete.objects(catalogo, DCAT.dataset)) == insiemi and len(insiemi) == len(DATI_APERTI)
    distribuzioni = set(rete.subjects(RDF.type, IT.Distribution))
    assert set(rete.objects(None, DCAT.distribution)) == distribuzioni and len(distribuzioni) == 3 * len(DATI_APERTI)
    assert {str(v) for v in rete.objects(None, DCTERMS.accrualPeriodicity)} <= {
        f"{ELENCHI}/frequency/{voce}" for voce in ("CONT", "ANNUAL", "IRREG")
    }
    assert {str(v) for v in rete.objects(None, DCAT.theme)} == {f"{ELENCHI}/data-theme/{t}" for t in ("SOCI", "GOVE", "ECON")}
    # Ogni rimando interno arriva a un nodo del catalogo.
    interni = {o for o in rete.objects() if isinstance(o, URIRef) and "#" in o and o.startswith("http://127.0.0.1")}
    assert interni <= set(rete.subjects())


def test_ogni_pagina_e_ogni_file_del_catalogo_risponde(grafi):
    navigatore = Client()
    for proprieta in (DCAT.downloadURL, DCAT.accessURL, DCAT.landingPage, FOAF.homepage):
        for indirizzo in set(grafi["ttl"].objects(None, proprieta)):
            assert navigatore.get(urlsplit(indirizzo).path).status_code == 200, indirizzo


def test_il_titolare_e_il_capofila_e_si_dice_se_il_codice_ipa_non_e_noto(lodi):
    assert (titolare(lodi.ambito).nome, titolare(lodi.ambito).codice) == ("Comune di Lodi", "c_x031")
    assert "Codice IPA c_x031, ricavato" in Client().get("/lodi/trasparenza/dati/").content.decode()
    Comune.objects.filter(codice_istat="098031").update(codice_catastale="")
    assert "Il codice IPA non è noto" in Client().get("/lodi/trasparenza/dati/").content.decode()


def test_il_punto_di_contatto_c_e_quando_c_e_un_indirizzo(lodi, grafi):
    """È l’ufficio del Comune capofila; gli altri Comuni, e chi non ha scritto un indirizzo, non sono di nessun catalogo."""
    assert set(grafi["rdf"].objects(None, DCAT.contactPoint)) == set()
    with lodi.aperto():
        UfficioSociale.objects.create(comune=lodi.comuni["Codogno"], email="codogno@comune.example")
        UfficioSociale.objects.create(comune=lodi.comuni["Lodi"], email="sociali@comune.example", referente="Nadia")
    assert lodi.ambito.capofila == lodi.comuni["Lodi"]
    for formato in FORMATI:
        testo = Client().get(f"/lodi/trasparenza/dati/catalogo.{formato}").content.decode()
        rete = grafo(testo, formato)
        (contatto,) = set(rete.objects(None, DCAT.contactPoint))
        assert len(set(rete.subjects(DCAT.contactPoint, contatto))) == len(DATI_APERTI)
        assert (contatto, RDF.type, VCARD.Organization) in rete and list(rete.objects(contatto, VCARD.fn))
        assert list(rete.objects(contatto, VCARD.hasEmail)) == [URIRef("mailto:sociali@comune.example")]
        assert "codogno@" not in testo and "Nadia" not in testo
    casa = Client().get("/lodi/trasparenza/amministrazione/").content.decode()
    assert 'href="mailto:sociali@comune.example"' in casa and "codogno@" not in casa


def test_un_testo_difficile_resta_se_stesso_in_ogni_scrittura():
    testo = 'Virgolette " e <segni> & \\ barre,\na capo, «è» 𝄞'
    valori = {
        "dct:title": rdf.Testo(testo), "dct:identifier": rdf.Testo("c", ""), "dct:modified": rdf.Giorno(date(2025, 6, 1)),
        "dcat:theme": rdf.Uri("http://x.example/b"),
    }  # fmt: skip
    nodi = [rdf.Nodo("http://x.example/a", ("dcat:Dataset",), tuple(valori.items()))]
    for formato, scrive in rdf.SCRITTORI.items():
        rete = grafo(scrive(nodi).decode(), formato)
        assert list(rete.objects(None, DCTERMS.title)) == [Literal(testo, lang="it")], formato
        assert scrive(nodi) == scrive(nodi) and len(rete) == 5
