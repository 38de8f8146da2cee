import io
import json
import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.fogli import FileNonLeggibile, leggi_foglio, scrivi_csv, scrivi_xlsx
from ambito.nucleo.fogli_figlio import testo_della_cella as cella_in_testo
from ambito.nucleo.formati_italiani import leggi_importo

FOGLI = Path(__file__).parent.parent / "dati" / "nucleo" / "fogli"
ATTESI = {voce["file"]: voce for voce in json.loads((FOGLI / "attesi.json").read_text(encoding="utf-8"))}
CON_LE_RIGHE_ATTESE = [
    nome
    for nome in ATTESI
    if nome[:2] in ("01", "02", "03", "06", "08", "09", "10", "11", "13", "15", "16", "18", "19", "20", "21")
]


def leggi(nome, **opzioni):
    return leggi_foglio(nome, (FOGLI / nome).read_bytes(), **opzioni)


@pytest.mark.parametrize("nome", CON_LE_RIGHE_ATTESE)
def test_file_difficili_tutte_le_righe(nome):
    foglio = leggi(nome)
    assert len(foglio.righe) == ATTESI[nome]["righe_dati"]
    assert all(len(riga) == len(foglio.intestazioni) for _, riga in foglio.righe)
    assert foglio.intestazioni[0] == foglio.intestazioni[0].strip("\ufeff \n")
    if "colonne" in ATTESI[nome]:
        assert len(foglio.intestazioni) == ATTESI[nome]["colonne"]


def test_intestazione_a_meta_foglio_e_altri_fogli():
    foglio = leggi("05_merate_spese_intestazioni_unite.xlsx", riga_intestazioni=5)
    assert foglio.righe[0][0] == 6
    assert foglio.avvisi == ["Letto il foglio «Spese 2024»; non letti: «Appunti»."]
    with pytest.raises(FileNonLeggibile, match="«Nessuno» non c’è o è vuoto"):
        leggi("05_merate_spese_intestazioni_unite.xlsx", foglio="Nessuno")


def test_numeri_di_un_xls_si_rileggono_come_importi():
    attesi = ATTESI["19_cinque_per_mille_lodi.xls"]["totali"]
    foglio = leggi("19_cinque_per_mille_lodi.xls")
    importi = foglio.intestazioni.index("IMPORTO")
    assert sum(leggi_importo(riga[importi]) for _, riga in foglio.righe) == Decimal(str(attesi["importo_totale"]))


def test_una_tabella_html_con_il_nome_di_xls_si_legge():
    assert leggi("17_fnps_html.xls").righe[0] == (2, ["Bergamo", "€ 2.242.066,00"])
    with pytest.raises(FileNonLeggibile, match="non è un foglio di calcolo, anche se ne ha il nome"):
        leggi_foglio("spesa.xls", b"<html><body><p>Accesso negato</p></body></html>")


def test_doppia_codifica_riparata_e_avvisata():
    foglio = leggi("21_istat_doppia_codifica.csv")
    assert "codificate due volte" in foglio.avvisi[0]
    assert any("Unità" in nome for nome in foglio.intestazioni)


@pytest.mark.parametrize(
    ("valore", "testo"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0,3"),
        (1.234, "1,234"),
        (1e15, "1000000000000000"),
        (True, "VERO"),
        (None, ""),
        (date(2025, 3, 5), "2025-03-05"),
        (float("inf"), "#NUM!"),
        ("098031", "098031"),
    ],
)
def test_ogni_cella_e_testo_come_lo_vede_una_persona(valore, testo):
    assert cella_in_testo(valore) == testo


@pytest.mark.parametrize(
    ("contenuto", "righe"),
    [
        (b"a;b\n1,5;2\n", [(2, ["1,5", "2"])]),
        (b"sep=,\na,b\n1,2\n", [(3, ["1", "2"])]),
        ("a\tb\n1\t\n\n3\t4\n".encode("utf-16"), [(2, ["1", ""]), (4, ["3", "4"])]),
        ("città\nperché\n".encode("cp1252"), [(2, ["perché"])]),
        (b'a;b\n"x\ny;z";2', [(2, ["x\ny;z", "2"])]),
    ],
)
def test_csv_di_ogni_genere(contenuto, righe):
    assert leggi_foglio("prova", contenuto).righe == righe


@pytest.mark.parametrize(
    ("contenuto", "frase"),
    [
        (b"", "vuoto"),
        (b" \n \n", "vuoto"),
        (b"a;b\x00c", "non è un testo"),
        (b'a;"b\n1;2', "virgolette non tornano"),
        (b"%PDF-1.7 x", "non è un foglio"),
        (b"\xff\xfea", "codifica"),
        (b"a;b\n\x81\x8d;\xff", "codifica"),
        (b"a\n" + b"1\n" * 60_001, "troppo grande"),
        (b";" * 300 + b"x", "troppo grande"),
        (b"x" * ((15 << 20) + 1), "al massimo 15 MB"),
        (b"PK\x03\x04rovinato", "rovinato"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rovinato", "rovinato"),
    ],
)
def test_file_che_non_si_leggono(contenuto, frase):
    with pytest.raises(FileNonLeggibile, match=frase):
        leggi_foglio("prova", contenuto)


def _xlsx(righe):
    libro = openpyxl.Workbook()
    for riga in righe:
        libro.active.append(riga)
    uscita = io.BytesIO()
    libro.save(uscita)
    return uscita.getvalue()


TESTA = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
DTD = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def _con_foglio(xml, altri=None):
    uscita = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_xlsx([["a"], [1]]))) as base, zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as nuovo:
        for parte in base.infolist():
            e_il_foglio = parte.filename == "xl/worksheets/sheet1.xml" and xml is not None
            nuovo.writestr(parte.filename, xml if e_il_foglio else base.read(parte))
        for nome, contenuto in (altri or {}).items():
            nuovo.writestr(nome, contenuto)
    return uscita.getvalue()


def _dati(corpo, testa=TESTA):
    return testa + b"<sheetData>" + corpo + b"</sheetData></worksheet>"


def _ripeti(riga, volte):
    return b"".join(riga % (n, n) for n in range(1, volte + 1))


@pytest.mark.parametrize(
    ("contenuto", "frase"),
    [
        pytest.param(
            lambda: _con_foglio(_dati(_ripeti(b'<row r="%d"><c r="A%d"><v>1</v></c></row>', 60_001))), "troppe righe", id="righe"
        ),
        pytest.param(lambda: _con_foglio(_dati(b"<row/>" * 60_001)), "troppe righe", id="righe senza numero"),
        pytest.param(lambda: _con_foglio(_dati(b'<x:row r="1048576"/>')), "troppe righe", id="riga lontana"),
        pytest.param(
            lambda: _con_foglio(_dati(b'<row r="9"><c r="XFD9"><v>1</v></c></row>')), "troppe colonne", id="colonna lontana"
        ),
        pytest.param(
            lambda: _con_foglio(_dati(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * (125 << 20) + b"</t></is></c></row>")),
            "troppo grande da aperto",
            id="cella enorme",
        ),
        pytest.param(lambda: _con_foglio(_dati(b"", DTD)), "definizioni non ammesse", id="entità"),
        pytest.param(lambda: _con_foglio(None, {"xl/vbaProject.bin": b"x"}), "macro", id="macro"),
        pytest.param(lambda: _con_foglio("<a/>".encode("utf-16")), "codifica interna", id="utf-16"),
        pytest.param(lambda: _con_foglio(None, {f"x{n}": b"" for n in range(301)}), "struttura", id="parti"),
        pytest.param(lambda: _con_foglio(b"<worksheet><sheetData><row>"), "rovinato|non contiene righe", id="xml troncato"),
    ],
)
def test_xlsx_dannosi_rifiutati_in_fretta(contenuto, frase):
    contenuto = contenuto()
    inizio = time.perf_counter()
    with pytest.raises(FileNonLeggibile, match=frase):
        leggi_foglio("prova", contenuto)
    assert time.perf_counter() - inizio < 10


def test_dimensioni_bugiarde_non_perdono_righe():
    righe = _ripeti(b'<row r="%d"><c r="A%d"><v>7</v></c></row>', 100)
    xml = TESTA + b'<dimension ref="A1:B2"/><sheetData>' + righe + b"</sheetData></worksheet>"
    assert len(leggi_foglio("prova", _con_foglio(xml)).righe) == 99


def test_ods_che_moltiplica_le_celle_si_ferma():
    cella = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="9000000"><text:p>x</text:p></table:table-cell>'
    )
    spazi = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    riga = f'<table:table-row table:number-rows-repeated="900000">{cella}</table:table-row>'
    foglio = f'<table:table table:name="F">{riga}</table:table>'
    corpo = f"<office:body><office:spreadsheet>{foglio}</office:spreadsheet></office:body>"
    xml = f"<office:document-content {spazi}>{corpo}</office:document-content>"
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w") as archivio:
        archivio.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archivio.writestr("content.xml", xml)
    with pytest.raises(FileNonLeggibile):
        leggi_foglio("prova", uscita.getvalue())


TESTI = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
NUMERI = st.decimals(-(10**9), 10**9, places=2)


def _attesa(riga):
    return [str(v).replace(".", ",") if isinstance(v, Decimal) else v for v in riga]


@given(st.lists(st.tuples(TESTI.filter(str.strip), NUMERI), min_size=1, max_size=5))
def test_un_csv_esportato_si_rilegge_uguale(righe):
    foglio = leggi_foglio("prova", scrivi_csv(["nome", "importo"], righe))
    assert [riga for _, riga in foglio.righe] == [_attesa(riga) for riga in righe]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(TESTI.filter(lambda t: t.strip() and "_x" not in t), NUMERI), min_size=1, max_size=5))
def test_un_xlsx_esportato_si_rilegge_uguale(righe):
    foglio = leggi_foglio("prova", scrivi_xlsx("Prova", ["nome", "importo"], righe))
    assert [(r[0], leggi_importo(r[1])) for _, r in foglio.righe] == [(nome, importo) for nome, importo in righe]


FORMULE = ["=1+1", "==1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"]


def test_nessuna_formula_esce_viva():
    righe = [[testo] for testo in FORMULE]
    celle = scrivi_csv(["x"], righe).decode("utf-8-sig")
    assert all(f"'{testo.strip()[:2]}" in celle or f"'{testo}" in celle for testo in FORMULE)
    foglio = openpyxl.load_workbook(io.BytesIO(scrivi_xlsx("x", ["x"], righe))).active
    assert [foglio.cell(n + 2, 1).data_type for n in range(len(FORMULE))] == ["s"] * len(FORMULE)
    assert all(foglio.cell(n + 2, 1).value.startswith("'") for n in range(len(FORMULE)))


def test_xlsx_con_numeri_date_e_testi():
    contenuto = scrivi_xlsx(
        "Quote: 2025/26 [bozza]",
        ["Comune", "Quota", "Giorno", "Abitanti", "Sì"],
        [["098031", Decimal("5.10"), date(2025, 3, 5), 45000, True]],
    )
    foglio = openpyxl.load_workbook(io.BytesIO(contenuto)).active
    assert foglio.title == "Quote  2025 26  bozza"
    assert [c.value for c in foglio[2]][:2] == ["098031", 5.1]
    assert foglio["B2"].number_format == "#,##0.00"
    assert leggi_foglio("prova", contenuto).righe == [(2, ["098031", "5,1", "2025-03-05", "45000", "sì"])]


def test_csv_con_ogni_tipo_di_valore():
    contenuto = scrivi_csv(["a", "b", "c", "d", "e"], [[Decimal("-1234.50"), 7, date(2025, 3, 5), None, False]])
    assert contenuto == "\ufeffa;b;c;d;e\r\n-1234,50;7;05/03/2025;;no\r\n".encode()


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_byte_qualunque_solo_l_errore_dichiarato(contenuto):
    if contenuto.startswith((b"PK", b"\xd0\xcf")):
        return
    try:
        leggi_foglio("prova", contenuto)
    except FileNonLeggibile as errore:
        assert str(errore).endswith(".")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 7000), st.integers(0, 255))
def test_un_xlsx_con_un_byte_rovinato_non_rompe_nulla(posto, byte):
    contenuto = bytearray((FOGLI / "05_merate_spese_intestazioni_unite.xlsx").read_bytes())
    contenuto[posto % len(contenuto)] = byte
    try:
        assert leggi_foglio("prova", bytes(contenuto)).righe
    except FileNonLeggibile as errore:
        assert str(errore).endswith(".")
