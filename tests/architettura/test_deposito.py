"""Il deposito dei sorgenti: niente che valga solo su una macchina, niente in stanze non previste."""

import re
import subprocess

import pytest

from tests.architettura.test_direzione import RADICE

CIMA = {
    "manage.py", "portale", "pyproject.toml", "requirements.lock", "docker-compose.yml", "Dockerfile", "README.md", "LICENSE",
    "publiccode.yml", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "ambito", "piano", "servizi", "accordo", "rendicontazione",
    "templates", "static", "tests", "docs",
}  # fmt: skip
# Scritti a pezzi, perché questo file non accusi sé stesso.
VIETATI = {
    "un percorso di macchina": re.compile(r"/(?:wo" r"rk|ho" r"me/\w+|ro" r"ot|Us" r"ers)/\w"),
    "un lavoro lasciato a metà": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"),
}
SENZA_TESTO = (".woff2", ".ttf", ".png", ".webp", ".jpg", ".xlsx", ".xls", ".ods", ".pdf", ".p7m", ".ico", ".zip")
DI_ALTRI = ("static/vendor/", "tests/vetrina/axe.min.js", "tests/dati/", "LICENSE", "ambito/nucleo/stampa/", "ambito/dati/")


def tracciati():
    uscita = subprocess.run(["git", "ls-files", "-z"], cwd=RADICE, capture_output=True, text=True, check=True).stdout
    return [nome for nome in uscita.split("\0") if nome and (RADICE / nome).exists()]


def test_in_cima_solo_le_stanze_previste():
    assert {nome.split("/")[0] for nome in tracciati()} - CIMA - {
        n.split("/")[0] for n in tracciati() if n.startswith(".")
    } == set()


@pytest.mark.parametrize("che_cosa", list(VIETATI))
def test_nessun_file_contiene(che_cosa):
    trovati = [
        f"{nome}: {trovato[0]}"
        for nome in tracciati()
        if not nome.endswith(SENZA_TESTO) and not nome.startswith(DI_ALTRI)
        if (trovato := VIETATI[che_cosa].search((RADICE / nome).read_text(errors="replace")))
    ]
    assert trovati == []
