"""Le risorse vendorizzate: integre, con versioni esatte, leggere quanto promesso."""

import gzip
import hashlib
import json
import re

import pytest

from .allestimento import RADICE

STATIC = RADICE / "static"
VENDOR = STATIC / "vendor"
PRIMO_CARICAMENTO, CON_EDITOR = 150_000, 310_000
# Con brotli, che i navigatori chiedono, anche questa sta in 310.000 (tests/piano/insieme/test_navigatori.py).
CON_INSIEME = 340_000
PAGINA_TIPO = 8_000  # HTML compresso di una pagina ricca
SEMPRE = (
    "css/fonts.css", "css/portale.css", "css/componenti.css", "js/portale.js", "favicon.svg",
    "vendor/bi.css", "vendor/bi.js", "vendor/htmx.min.js", "vendor/sprites.svg",
    "vendor/fonts/titillium-regular.woff2", "vendor/fonts/titillium-600.woff2", "vendor/fonts/titillium-700.woff2",
)  # fmt: skip
EDITOR = ("vendor/editor.js", "js/sezione.js", "js/presenza.js", "vendor/fonts/titillium-italic.woff2")
INSIEME = ("vendor/insieme.js", "js/insieme.js")


def peso(nome):
    """Byte trasferiti: i caratteri woff2 sono già compressi, il resto passa da gzip (brotli pesa meno)."""
    contenuto = (STATIC / nome).read_bytes()
    return len(contenuto) if nome.endswith(".woff2") else len(gzip.compress(contenuto, 9))


def test_le_somme_corrispondono_ai_file():
    dichiarate = dict(riga.split("  ")[::-1] for riga in (VENDOR / "SHA256SUMS").read_text("utf-8").splitlines())
    presenti = {
        f"./{file.relative_to(VENDOR).as_posix()}": hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert presenti == dichiarate


def test_le_versioni_sono_esatte_e_dichiarate():
    pacchetti = json.loads((STATIC / "sorgenti/package.json").read_text("utf-8"))
    for nome, versione in {**pacchetti["dependencies"], **pacchetti["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", versione), f"{nome} {versione}: serve una versione esatta"
    licenze = (VENDOR / "LICENZE.md").read_text("utf-8")
    for nome, versione in pacchetti["dependencies"].items():
        assert f"| {nome} | {versione} |" in licenze


def test_niente_pacchetti_ne_mappe_nel_deposito():
    nomi = {file.name for file in STATIC.rglob("*")}
    assert not nomi & {"node_modules", "package-lock.json", "npm-shrinkwrap.json"}
    assert not [f for f in VENDOR.rglob("*.*") if f.suffix in {".js", ".css"} and b"sourceMappingURL" in f.read_bytes()]


@pytest.mark.parametrize(
    ("file", "massimo"),
    [
        (SEMPRE, PRIMO_CARICAMENTO - PAGINA_TIPO),
        (SEMPRE + EDITOR, CON_EDITOR - PAGINA_TIPO),
        (SEMPRE + EDITOR + INSIEME, CON_INSIEME - PAGINA_TIPO),
    ],
)
def test_il_primo_caricamento_sta_nel_peso_promesso(file, massimo):
    assert sum(map(peso, file)) <= massimo


@pytest.mark.parametrize("foglio", ["css/fonts.css", "css/portale.css", "css/componenti.css", "css/schermo.css", "vendor/bi.css"])
def test_i_fogli_non_chiamano_altri_siti(foglio):
    indirizzi = re.findall(r"url\(\s*[\"']?([^\"')\s]{1,60})", (STATIC / foglio).read_text("utf-8"))
    assert all(indirizzo.startswith(("data:image/svg+xml", "../vendor/fonts/")) for indirizzo in indirizzi), indirizzi
