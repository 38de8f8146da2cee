"""La guida di chi installa: i comandi, le variabili e i file che nomina ci sono davvero."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from ambito.nucleo.marcato import ancora

RADICE = Path(__file__).resolve().parents[2]
PAGINE = sorted((RADICE / "docs" / "esercizio").glob("*.md"))
# Dove il portale e la sua composizione leggono le variabili.
LETTORI = ["ambito/progetto/settings.py", "ambito/progetto/ambiente.py", "ambito/lavori.py", "docker-compose.yml",
           ".docker/gunicorn.py", ".docker/migra.py"]  # fmt: skip


def pagine():
    return pytest.mark.parametrize("pagina", PAGINE, ids=lambda p: p.stem)


@pagine()
def test_i_comandi_di_gestione_ci_sono(pagina):
    citati = set(re.findall(r"(?:manage\.py|portale manage) ([a-z_]+)", pagina.read_text("utf-8")))
    assert citati - set(get_commands()) == set()


@pagine()
def test_le_variabili_sono_lette_da_qualcuno(pagina):
    misurano = [
        str(f.relative_to(RADICE)) for cartella in ("banco", "percorsi") for f in (RADICE / "tests" / cartella).rglob("*.py")
    ]
    lette = "".join((RADICE / nome).read_text("utf-8") for nome in LETTORI + misurano)
    citate = set(
        re.findall(r"\b(?:PORTALE_[A-Z_]+|OIDC_[A-Z]+|[A-Z_]+_URL(?:_[A-Z]+)?|SECRET_KEY\w*)\b", pagina.read_text("utf-8"))
    )
    assert {nome for nome in citate if not re.search(rf"\b{nome}\b", lette)} == set()


@pagine()
def test_i_file_nominati_e_i_collegamenti_ci_sono(pagina):
    testo = pagina.read_text("utf-8")
    for percorso in re.findall(r"`((?:\.docker|tests|docs|ambito)/[\w./-]+|Dockerfile|CHANGELOG\.md)`", testo):
        assert (RADICE / percorso).exists(), percorso
    for dove, punto in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", testo):
        meta = pagina.parent / dove if dove else pagina
        assert meta.exists(), dove
        if punto:
            assert punto in {ancora(titolo) for titolo in re.findall(r"^#+ (.+)$", meta.read_text("utf-8"), re.M)}, (
                f"{dove}#{punto}"
            )


def test_la_prima_pagina_porta_a_tutte():
    prima = (RADICE / "docs" / "esercizio" / "README.md").read_text("utf-8")
    assert {p.name for p in PAGINE} - {"README.md"} - set(re.findall(r"\]\(([\w-]+\.md)\)", prima)) == set()


def test_i_servizi_nominati_sono_della_composizione():
    composizione = (RADICE / "docker-compose.yml").read_text("utf-8")
    for pagina in PAGINE:
        for nome in re.findall(r"docker compose (?:exec -T|run --rm) ([a-z]+)", pagina.read_text("utf-8")):
            assert f"\n  {nome}:\n" in composizione, f"{pagina.name}: {nome}"
