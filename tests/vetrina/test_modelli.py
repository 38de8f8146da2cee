"""I modelli delle pagine come codice: compilano, sono brevi, non contengono stili, script o classi altrui."""

import re

import pytest
from django.template.loader import get_template

from .allestimento import RADICE

MODELLI = RADICE / "templates"
TUTTI = sorted(file.relative_to(MODELLI).as_posix() for file in MODELLI.rglob("*.html"))
WEB = [nome for nome in TUTTI if not nome.startswith(("documenti/", "email/"))]
NOSTRE_CARTELLE = ("componenti/", "parziali/", "forms/", "allauth/", "account/")
PAGINE = [nome for nome in WEB if "/" in nome and not nome.startswith(NOSTRE_CARTELLE)]
FOGLI = ("static/css/portale.css", "static/css/componenti.css", "static/css/schermo.css", "static/vendor/bi.css")
CLASSE = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
DI_BOOTSTRAP = re.compile(
    r"^(row|col|col-.+|btn.*|card.*|d-.+|[mp][trblxyse]?-.+|text-.+|bg-.+|alert.*|badge.*|table.*|form-.+|container.*|fw-.+|gap-.+)$"
)


def sorgente(nome):
    return (MODELLI / nome).read_text("utf-8")


def classi(nome):
    """Le classi scritte per intero (quelle composte da un valore si controllano nel foglio di stile)."""
    semplice = re.sub(r"\{\{.*?\}\}", "§", re.sub(r"\{%.*?%\}", " ", sorgente(nome)))
    for valore in re.findall(r'class="([^"]*)"', semplice):
        yield from (parola for parola in valore.split() if "§" not in parola)


@pytest.mark.parametrize("nome", TUTTI)
def test_il_modello_compila(nome):
    assert get_template(nome).template.name == nome


@pytest.mark.parametrize("nome", TUTTI)
def test_il_modello_e_breve(nome):
    assert len(sorgente(nome).splitlines()) <= 150


@pytest.mark.parametrize("nome", WEB)
def test_niente_stili_ne_script_nella_pagina(nome):
    scritto = sorgente(nome)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", scritto)
    assert all("src=" in attributi for attributi in re.findall(r"<script([^>]*)>", scritto))


@pytest.mark.parametrize("nome", WEB)
def test_htmx_si_scrive_con_data(nome):
    assert not re.search(r"\shx-[a-z]", sorgente(nome))


@pytest.mark.parametrize("nome", WEB)
def test_ogni_classe_esiste_in_un_foglio(nome):
    definite = set(CLASSE.findall("".join((RADICE / foglio).read_text("utf-8") for foglio in FOGLI)))
    assert {classe for classe in classi(nome) if classe not in definite} == set()


@pytest.mark.parametrize("nome", PAGINE)
def test_le_pagine_usano_i_componenti_e_non_bootstrap(nome):
    assert [classe for classe in classi(nome) if DI_BOOTSTRAP.match(classe)] == []


@pytest.mark.parametrize("nome", WEB)
def test_le_icone_esistono(nome):
    disponibili = set(re.findall(r'id="it-([a-z-]+)"', (RADICE / "static/vendor/sprites.svg").read_text("utf-8")))
    usate = re.findall(r'(?:\{% icona |icona=)"([a-z-]+)"', sorgente(nome))
    assert [icona for icona in usate if icona not in disponibili] == []


@pytest.mark.parametrize("nome", PAGINE)
def test_le_frasi_usano_l_apostrofo_tipografico(nome):
    senza_marcatori = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", " ", sorgente(nome), flags=re.S)
    assert re.findall(r"\w+'\w+", senza_marcatori) == []
