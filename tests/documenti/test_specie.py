"""Ogni specie di documento: due controllori indipendenti, ripetibile in un altro processo, codice e pagine ovunque, stemma."""

import io
import subprocess

import page
import pikepdf
import pytest

from ambito.nucleo import figlio
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.registri import DOCUMENTI
from ambito.verifica import codice_nel_file
from tests.documenti.conftest import CODICE

pytestmark = pytest.mark.django_db
SPECIE = [
    "accordo", "adesione", "adesione-da-firmare", "attuativo", "attuativo-differenze", "bilancio", "confronto", "convocazione",
    "delega", "esito-consultazione", "estratto", "griglia", "lettere", "lettere-avviso", "monitoraggio", "opuscolo",
    "osservazioni", "piano", "quota-comune", "rapporto-comune", "rapporto-confronto", "rapporto-fondo", "rapporto-quote",
    "rapporto-schemi", "relata", "relazione-finale", "rendicontazione", "riparto", "scheda-obiettivo", "sottoscrizioni",
    "verbale",
]  # fmt: skip
# L’altro controllore segnala come sbagliato un flusso che finisce con il byte 0x0d e i metadati non compressi, che PDF/A-3 ammette.
FALSI_ALLARMI = {"STREAM-LENGTH", "METADATA-FILTER"}
PROFILI = [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1]


@pytest.fixture(scope="module")
def pdf(esemplari):
    return {tipo: esemplare.pdf() for tipo, esemplare in esemplari.items()}


def rilievi(byte, profilo):
    """Le regole violate secondo l’altro controllore; un esito senza controlli non vale."""
    rapporto = page.validate_pdf_bytes(byte, profile=profilo)
    assert rapporto.rules.total > 90, rapporto
    return {f.rule_id for f in rapporto.failures if not any(falso in f.rule_id for falso in FALSI_ALLARMI)}


def parole_di(byte, numero):
    comando = ["pdftotext", "-f", str(numero), "-l", str(numero), "-layout", "-", "-"]
    return subprocess.run(comando, input=byte, capture_output=True, check=True).stdout.decode()


def test_nessuna_specie_resta_senza_prova(esemplari):
    assert set(esemplari) == set(SPECIE) == set(DOCUMENTI)


@pytest.mark.parametrize("tipo", SPECIE)
def test_il_nostro_controllore(pdf, esemplari, tipo):
    allegati = {a["nome"]: a["testo"].encode() for a in esemplari[tipo].preparato.allegati}
    assert verifica_pdf(pdf[tipo], allegati=allegati) == []


def test_nel_piano_un_disegno_resta_un_disegno_e_una_fotografia_un_jpeg(pdf):
    with pikepdf.open(io.BytesIO(pdf["piano"])) as piano:
        filtri = {str(o.Filter) for o in piano.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"}
    assert {"/DCTDecode", "/FlateDecode"} <= filtri


@pytest.mark.parametrize("profilo", PROFILI, ids=lambda p: p.value)
@pytest.mark.parametrize("tipo", SPECIE)
def test_l_altro_controllore(pdf, tipo, profilo):
    assert rilievi(pdf[tipo], profilo) == set()


def test_l_altro_controllore_non_e_cieco(pdf):
    """Tolti i marcatori, i due profili protestano."""
    with pikepdf.open(io.BytesIO(pdf["verbale"])) as guasto:
        del guasto.Root.StructTreeRoot
        del guasto.Root.MarkInfo
        uscita = io.BytesIO()
        guasto.save(uscita)
    assert all(rilievi(uscita.getvalue(), profilo) for profilo in PROFILI)


@pytest.mark.parametrize("tipo", SPECIE)
def test_gli_stessi_dati_danno_gli_stessi_byte_in_un_altro_processo(pdf, esemplari, tipo, monkeypatch):
    """Un altro processo, con un altro seme, un altro fuso e un’altra cartella temporanea."""
    altrove = figlio._ambiente() | {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LANG": "C"}
    monkeypatch.setattr(figlio, "_ambiente", lambda: altrove)
    assert esemplari[tipo].pdf() == pdf[tipo]


@pytest.mark.parametrize("tipo", SPECIE)
def test_ogni_pagina_porta_codice_e_numero_e_il_file_si_riconosce(pdf, esemplari, tipo):
    byte = pdf[tipo]
    quante = len(pikepdf.open(io.BytesIO(byte)).pages)
    for numero in range(1, quante + 1):
        parole = parole_di(byte, numero)
        assert f"pagina {numero} di {quante}" in parole and CODICE in parole
    assert codice_nel_file(byte) == CODICE
    assert "Ambito di lodi" in parole_di(byte, 1) and esemplari[tipo].preparato.titolo.split()[0] in parole_di(byte, 1)


@pytest.mark.parametrize("tipo", SPECIE)
def test_lo_stemma_e_in_testa_con_la_sua_descrizione(pdf, tipo):
    with pikepdf.open(io.BytesIO(pdf[tipo])) as documento:
        assert len(documento.pages[0].get_images()) == 1
