"""Si gira tutto il sito pubblico senza entrare: nulla di riservato compare, e ogni pagina si può tenere in memoria."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from ambito.nucleo.codici import trova_codici_fiscali
from tests.trasparenza.canarini import semina
from tests.trasparenza.mondo import CANARINO, costruisci

pytestmark = pytest.mark.django_db
HREF = re.compile(r'<(?:a|link rel="alternate")\s[^>]*?href="([^"#]*)|<loc>([^<]*)</loc>')
# Portano un modulo con il gettone di chi scrive.
DI_UNA_PERSONA = {
    "account_login", "account_reset_password", "cerca_verifica", "verifica", "scrivi_contributo", "chiedi_di_aderire",
}  # fmt: skip


def gira(navigatore, da):
    """Ogni pagina che si raggiunge seguendo i collegamenti, come `(indirizzo, rotta, risposta)`."""
    visti, coda = set(da), deque(da)
    while coda:
        indirizzo = coda.popleft()
        risposta = navigatore.get(indirizzo)
        yield indirizzo, resolve(urlsplit(indirizzo).path).view_name, risposta
        tipo = risposta.get("Content-Type", "").partition(";")[0]
        if tipo != "text/html" and not tipo.endswith("xml"):
            continue
        for trovati in HREF.findall(risposta.content.decode()):
            parti = urlsplit(urljoin(indirizzo, unescape("".join(trovati))))
            nuovo = parti.path + (f"?{parti.query}" if parti.query else "")
            if parti.scheme in ("", "http") and parti.path and not parti.path.startswith("/static/") and nuovo not in visti:
                visti.add(nuovo)
                coda.append(nuovo)


@pytest.fixture
def mondo(lodi):
    with lodi.aperto("coordinatore"):
        costruisci(lodi)
        lodi.seminati = semina()
    return lodi


def test_nulla_di_riservato_compare_e_ogni_pagina_si_tiene_in_memoria(mondo):
    navigatore, rotte, difetti = Client(), set(), []
    for indirizzo, rotta, risposta in gira(navigatore, ["/", "/sitemap.xml", "/lodi/trasparenza/sitemap.xml", "/robots.txt"]):
        rotte.add(rotta)
        difetti += [f"{indirizzo}: {che_cosa}" for che_cosa in guarda(indirizzo, rotta, risposta, mondo.seminati)]
    assert difetti == [], "\n".join(difetti)
    assert len(mondo.seminati) > 200
    assert rotte >= {
        "trasparenza", "novita_pubbliche", "piano_pubblico", "sezione_pubblica", "obiettivo_pubblico", "pdf_piano_pubblico",
        "seduta_pubblica", "atto_pubblico", "votazione_pubblica", "spesa_pubblica", "accordo_pubblico", "adesioni_pubbliche",
        "consultazione_pubblica", "relazione_finale_pubblica", "pdf_relazione_finale",
        "servizi_pubblici", "accreditati_pubblici", "mappa_pubblica",
    }  # fmt: skip


def guarda(indirizzo, rotta, risposta, seminati):
    """I difetti di una pagina pubblica."""
    testo = b"".join(risposta) if risposta.streaming else risposta.content
    testo = testo.decode(errors="replace")
    if risposta.status_code != 200:
        yield f"risponde {risposta.status_code}"
    for parola in sorted(set(re.findall(rf"{CANARINO}[\w-]*", testo))):
        yield f"mostra {seminati.get(parola[:11], parola)}"
    if trovati := trova_codici_fiscali(testo):
        yield f"codici fiscali {trovati}"
    if "987.654" in testo or "987654" in testo:
        yield "mostra la riga non validata"
    if rotta in DI_UNA_PERSONA:
        return
    if risposta.cookies:
        yield f"mette i cookie {list(risposta.cookies)}"
    if "public" not in risposta.get("Cache-Control", "") or "ETag" not in risposta:
        yield f"non si tiene in memoria: {risposta.get('Cache-Control')}"
