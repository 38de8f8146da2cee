"""Misure che possono solo stringersi: file corti, funzioni corte, modelli di pagina corti."""

import ast
from pathlib import Path
from statistics import median

from tests.architettura.test_direzione import RADICE, relativo, sorgenti

FILE_MASSIMO, FILE_MEDIANO = 400, 80
FUNZIONE_MASSIMA, FUNZIONE_MEDIANA = 50, 8
VISTA_MASSIMA, MODELLO_MASSIMO = 20, 150


def righe(file):
    return len(Path(file).read_text().splitlines())


def funzioni():
    for file in sorgenti():
        for nodo in ast.walk(ast.parse(file.read_text())):
            if isinstance(nodo, ast.FunctionDef):
                yield file, nodo, nodo.end_lineno - nodo.lineno + 1


def test_i_file_sono_corti():
    misure = {relativo(file): righe(file) for file in sorgenti()}
    assert {nome: n for nome, n in misure.items() if n > FILE_MASSIMO} == {}
    assert median(misure.values()) <= FILE_MEDIANO


def test_le_funzioni_sono_corte():
    misure = [(relativo(file), nodo.name, n) for file, nodo, n in funzioni()]
    assert [m for m in misure if m[2] > FUNZIONE_MASSIMA] == []
    assert median(m[2] for m in misure) <= FUNZIONE_MEDIANA


def test_i_metodi_delle_viste_sono_corti():
    lunghi = [(relativo(f), nodo.name, n) for f, nodo, n in funzioni() if "views" in f.parts + (f.stem,) and n > VISTA_MASSIMA]
    assert lunghi == []


def test_i_modelli_di_pagina_sono_corti():
    lunghi = {relativo(f): righe(f) for f in (RADICE / "templates").rglob("*.html") if righe(f) > MODELLO_MASSIMO}
    assert lunghi == {}
