"""Ciò che esce dal portale in csv e xlsx: una strada sola, e nessuna cella che un foglio di calcolo possa eseguire."""

import csv
import io

import openpyxl
import pytest
from django.urls import get_resolver
from tablib import Dataset

from ambito import esporta
from ambito.nucleo.fogli import leggi_foglio
from ambito.views.elenco import VistaElenco
from tests.permessi.test_matrice import rotte

FORMULE = [
    "=1+1", '=HYPERLINK("http://male.example";"clic")', "+39 0371", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "  =1+1",
    "=cmd|'/C calc'!A0",
]  # fmt: skip


def elenchi_che_si_scaricano():
    viste = {getattr(voce.callback, "view_class", None) for _, voce in rotte(get_resolver().url_patterns)}
    return sorted((v for v in viste if v and issubclass(v, VistaElenco) and v.risorsa), key=lambda v: v.__name__)


ELENCHI = elenchi_che_si_scaricano()


def test_gli_elenchi_che_si_scaricano_si_trovano():
    assert {"Comuni", "Documenti", "Persone", "RegistroOperazioni"} <= {v.__name__ for v in ELENCHI}


def ostile(vista, monkeypatch):
    """La risorsa dell’elenco, con una formula in ogni cella di ogni colonna."""
    colonne = vista.risorsa().get_export_headers()
    dati = Dataset(*[[formula] * len(colonne) for formula in FORMULE], headers=colonne)
    monkeypatch.setattr(vista.risorsa, "export", lambda *args, **opzioni: dati)
    return vista.risorsa(), colonne


@pytest.mark.parametrize("vista", ELENCHI, ids=lambda v: v.__name__)
def test_in_nessun_elenco_una_formula_resta_tale_e_si_reimporta_com_era(vista, monkeypatch):
    risorsa, colonne = ostile(vista, monkeypatch)
    in_csv = esporta.risposta(risorsa, None, "csv", "prova").content
    for riga in list(csv.reader(io.StringIO(in_csv.decode("utf-8-sig")), delimiter=";"))[1:]:
        assert all(cella.startswith("'") for cella in riga)
    in_xlsx = esporta.risposta(risorsa, None, "xlsx", "prova").content
    libro = openpyxl.load_workbook(io.BytesIO(in_xlsx))
    celle = [cella for riga in libro.active.iter_rows(min_row=2) for cella in riga]
    assert len(celle) == len(FORMULE) * len(colonne) and {cella.data_type for cella in celle} == {"s"}
    libro.close()
    rilette = leggi_foglio("prova.csv", in_csv).righe
    assert [riga[0].strip() for _, riga in rilette] == [formula.strip() for formula in FORMULE]


def test_un_nome_ostile_vero_esce_innocuo(lodi):
    utente = lodi.utenti["udp"]
    utente.nome = "=HYPERLINK(1)"
    utente.save(update_fields=["nome"])
    testo = lodi.client("coordinatore").get("/lodi/persone/?formato=csv").content.decode()
    assert "'=HYPERLINK(1)" in testo and ";=HYPERLINK" not in testo
