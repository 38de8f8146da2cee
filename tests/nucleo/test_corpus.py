"""Trecento file ostili: nessuna caduta, nessuna somma sbagliata, poca CPU e poca memoria per ciascuno."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.nucleo.corpus import BUONO, PRUDENTE, RIFIUTATO, SOMMA, corpus

pytestmark = pytest.mark.lento
RADICE = Path(__file__).parent.parent.parent
CPU_MASSIMA, MEMORIA_MASSIMA = 5, 300


@pytest.fixture(scope="module")
def letto(tmp_path_factory):
    cartella = tmp_path_factory.mktemp("corpus")
    voci = []
    for numero, voce in enumerate(corpus()):
        (cartella / str(numero)).write_bytes(voce.contenuto)
        voci.append({"etichetta": voce.etichetta, "nome": voce.nome, "atteso": voce.atteso})
    (cartella / "voci.json").write_text(json.dumps(voci), "utf-8")
    comando = [sys.executable, "-m", "tests.nucleo.corpus_figlio", str(cartella)]
    return json.loads(subprocess.run(comando, cwd=RADICE, capture_output=True, check=True, timeout=600).stdout)


def test_sono_almeno_trecento(letto):
    assert len(letto["esiti"]) >= 300


def test_nessuno_fa_cadere_la_lettura(letto):
    assert [e for e in letto["esiti"] if "caduta" in e] == []


def test_chi_va_rifiutato_lo_e_con_una_frase(letto):
    assert [e for e in letto["esiti"] if e["atteso"] == RIFIUTATO and not e.get("rifiuto")] == []


def test_nessuna_somma_sbagliata(letto):
    """I buoni danno la somma giusta; un file rovinato o la dà o è rifiutato."""
    sbagliati = [
        e
        for e in letto["esiti"]
        if (e["atteso"] == BUONO or (e["atteso"] == PRUDENTE and "totali" in e))
        and Decimal(e.get("totali", {}).get("Importo", "-1")) != SOMMA
    ]
    assert sbagliati == []


def test_ciascuno_costa_poco(letto):
    assert [(e["etichetta"], round(e["cpu"], 1)) for e in letto["esiti"] if e["cpu"] > CPU_MASSIMA] == []
    assert letto["memoria_mb"] <= MEMORIA_MASSIMA
