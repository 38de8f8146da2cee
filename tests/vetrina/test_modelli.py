"""I modelli delle pagine come codice: compilano, sono brevi, non contengono stili, script o classi altrui."""

import re
from functools import cache

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


@cache
def sorgente(nome):
    return (MODELLI / nome).read_text("utf-8")


def classi(nome):
    """Le classi scritte per intero (quelle composte da un valore si controllano nel foglio di stile)."""
    semplice = re.sub(r"\{\{.*?\}\}", "§", re.sub(r"\{%.*?%\}", " ", sorgente(nome)))
    for valore in re.findall(r'class="([^"]*)"', semplice):
        yield from (parola for parola in valore.split() if "§" not in parola)


def difettosi(nomi, difetto):
    """Di ogni modello che ne ha, i difetti."""
    return {nome: trovati for nome in nomi if (trovati := difetto(nome))}


def test_ogni_modello_compila():
    assert difettosi(TUTTI, lambda nome: get_template(nome).template.name != nome) == {}


def test_ogni_modello_e_breve():
    assert difettosi(TUTTI, lambda nome: len(sorgente(nome).splitlines()) > 150) == {}


def test_niente_stili_ne_script_nelle_pagine():
    proibiti = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)[^>]*>")
    assert difettosi(WEB, lambda nome: proibiti.findall(sorgente(nome))) == {}


def test_htmx_si_scrive_con_data():
    assert difettosi(WEB, lambda nome: re.findall(r"\shx-[a-z]", sorgente(nome))) == {}


def test_ogni_classe_esiste_in_un_foglio():
    definite = set(CLASSE.findall("".join((RADICE / foglio).read_text("utf-8") for foglio in FOGLI)))
    assert difettosi(WEB, lambda nome: {classe for classe in classi(nome) if classe not in definite}) == {}


def test_le_pagine_usano_i_componenti_e_non_bootstrap():
    assert difettosi(PAGINE, lambda nome: [classe for classe in classi(nome) if DI_BOOTSTRAP.match(classe)]) == {}


def test_le_icone_esistono():
    disponibili = set(re.findall(r'id="it-([a-z-]+)"', (RADICE / "static/vendor/sprites.svg").read_text("utf-8")))
    usate = re.compile(r'(?:\{% icona |icona=)"([a-z-]+)"')
    assert difettosi(WEB, lambda nome: set(usate.findall(sorgente(nome))) - disponibili) == {}


def test_le_frasi_usano_l_apostrofo_tipografico():
    marcatori = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.S)
    assert difettosi(PAGINE, lambda nome: re.findall(r"\w+'\w+", marcatori.sub(" ", sorgente(nome)))) == {}
