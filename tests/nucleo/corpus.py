"""Trecento file da caricare, generati da un seme: troncati, rovinati, bombe, entità, misure bugiarde, nomi ostili, travestimenti.

Ogni voce dice se il file è buono (allora la somma dev’essere quella), se va rifiutato, o se può fare l’una o l’altra cosa ma mai
sbagliare la somma in silenzio.
"""

import io
import random
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ambito.nucleo.fogli_scrittura import scrivi_csv, scrivi_xlsx

FOGLI = Path(__file__).parent.parent / "dati" / "nucleo" / "fogli"
SEME = 20261125
RIGHE = [["Lodi", f"Voce {n}", Decimal(f"{n * 37 % 1000}.{n % 100:02}")] for n in range(1, 201)]
SOMMA = sum((riga[2] for riga in RIGHE), Decimal(0))
INTESTAZIONI = ["Comune", "Voce", "Importo"]
BUONO, RIFIUTATO, PRUDENTE, QUALUNQUE = "buono", "rifiutato", "prudente", "qualunque"
ENTITA = [
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
]
NOMI = [
    "../../etc/passwd.csv", "..\\..\\windows\\spesa.csv", "/etc/cron.d/spesa.csv", "spesa\u202evsc.exe", "spesa\u200b.csv",
    "CON.csv", "NUL", "spesa.csv\r\nSet-Cookie: a=b", "$(reboot).csv", "`id`.csv", "{{7*7}}.csv", "<script>alert(1)</script>.csv",
    "'; drop--.csv", "spesa\u2215.csv", "a" * 300 + ".csv", ".csv", "spesa.csv.exe", "spesa .csv", "spesa\ufeff.csv",
    "é" * 80 + ".csv",
]  # fmt: skip


@dataclass(frozen=True)
class Voce:
    """Un file del corpus: come si chiama, che cosa contiene, che cosa ci si aspetta."""

    etichetta: str
    nome: str
    contenuto: bytes
    atteso: str


def _importi():
    return [[c, v, i] for c, v, i in RIGHE]


def _basi():
    return {
        "csv": scrivi_csv(INTESTAZIONI, _importi()),
        "xlsx": scrivi_xlsx("Spesa", INTESTAZIONI, _importi()),
        "ods": (FOGLI / "18_s10_popolazione.ods").read_bytes(),
        "xls": (FOGLI / "19_cinque_per_mille_lodi.xls").read_bytes(),
    }


def _cambia(xlsx, **parti):
    """Lo stesso archivio con alcune parti cambiate o aggiunte (`None` le toglie)."""
    nuovo = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx)) as vecchio, zipfile.ZipFile(nuovo, "w", zipfile.ZIP_DEFLATED) as scritto:
        for nome in vecchio.namelist():
            if nome not in parti:
                scritto.writestr(nome, vecchio.read(nome))
        for nome, contenuto in parti.items():
            if contenuto is not None:
                scritto.writestr(nome, contenuto)
    return nuovo.getvalue()


def _troncati(basi, dado):
    for tipo, base in basi.items():
        for _ in range(15):
            taglio = dado.randrange(1, len(base))
            # Un csv troncato a fine riga è un csv più corto: nessuno può saperlo.
            yield Voce(f"{tipo} troncato a {taglio}", f"a.{tipo}", base[:taglio], PRUDENTE if tipo == "xlsx" else QUALUNQUE)


def _rovinati(basi, dado):
    for giro in range(140):
        tipo = ("xlsx", "ods", "xls", "csv")[giro % 4]
        guasto = bytearray(basi[tipo])
        posto = dado.randrange(len(guasto))
        guasto[posto] ^= 1 << dado.randrange(8)
        yield Voce(f"{tipo} con un bit cambiato in {posto}", f"a.{tipo}", bytes(guasto), PRUDENTE if tipo == "xlsx" else QUALUNQUE)


def _entita(xlsx):
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archivio:
        for nome in archivio.namelist():
            if not nome.endswith((".xml", ".rels")):
                continue
            testo = archivio.read(nome)
            fine = testo.find(b"?>") + 2 if testo.startswith(b"<?xml") else 0
            for numero, entita in enumerate(ENTITA):
                cambiato = testo[:fine] + entita + testo[fine:]
                yield Voce(f"entità {numero} in {nome}", "a.xlsx", _cambia(xlsx, **{nome: cambiato}), RIFIUTATO)


def _mancanti(xlsx):
    """Una parte tolta, vuota o spezzata: se si legge lo stesso, la somma è giusta."""
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archivio:
        parti = {nome: archivio.read(nome) for nome in archivio.namelist()}
    for nome, testo in parti.items():
        essenziale = "sheet1" in nome or nome == "xl/workbook.xml"
        for come, contenuto in (("tolta", None), ("vuota", b""), ("spezzata", testo[: len(testo) // 2])):
            atteso = RIFIUTATO if essenziale and come != "spezzata" else PRUDENTE
            yield Voce(f"{nome} {come}", "a.xlsx", _cambia(xlsx, **{nome: contenuto}), atteso)


def _foglio(corpo, misura="A1:C201"):
    spazio = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{spazio}"><dimension ref="{misura}"/><sheetData>{corpo}</sheetData></worksheet>'.encode()


def _dannosi(xlsx):
    parte = "xl/worksheets/sheet1.xml"
    riga = '<row><c t="inlineStr"><is><t>Lodi</t></is></c><c><v>1</v></c></row>'
    yield Voce("tre milioni di righe", "a.xlsx", _cambia(xlsx, **{parte: _foglio(riga * 1_500_000)}), RIFIUTATO)
    lontana = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    yield Voce("cella lontanissima", "a.xlsx", _cambia(xlsx, **{parte: _foglio(lontana)}), RIFIUTATO)
    grossa = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 130_000_000}</t></is></c></row>'
    yield Voce("una cella enorme", "a.xlsx", _cambia(xlsx, **{parte: _foglio(grossa)}), RIFIUTATO)
    yield Voce("macro", "a.xlsm", _cambia(xlsx, **{"xl/vbaProject.bin": b"macro"}), RIFIUTATO)
    yield Voce("mille parti", "a.xlsx", _cambia(xlsx, **{f"xl/media/{n}.png": b"x" for n in range(1000)}), RIFIUTATO)
    yield Voce("zip dentro zip", "a.xlsx", _cambia(xlsx, **{"xl/embeddings/a.zip": xlsx}), BUONO)
    yield Voce("percorso che esce", "a.xlsx", _cambia(xlsx, **{"../../fuori.txt": b"x"}), PRUDENTE)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archivio:
        vero = archivio.read(parte)
    for misura in ("A1:B2", "A1", "ZZ9:A1", "A1:XFD1048576"):
        bugiardo = vero.replace(vero[vero.find(b"<dimension") : vero.find(b"/>", vero.find(b"<dimension")) + 2], b"")
        bugiardo = bugiardo.replace(b"<sheetData>", f'<dimension ref="{misura}"/><sheetData>'.encode())
        yield Voce(f"misura bugiarda {misura}", "a.xlsx", _cambia(xlsx, **{parte: bugiardo}), PRUDENTE if "X" in misura else BUONO)


def _travestiti(basi):
    for inizio in (b"%PDF-1.7\n", b"GIF89a", b"<html><script>1</script>", b"\x7fELF", b"MZ\x90", b"{\\rtf1 ", b"\x89PNG\r\n\x1a\n"):
        yield Voce(f"{inizio[:8]!r} davanti a un xlsx", "a.xlsx", inizio + basi["xlsx"], RIFIUTATO)
        yield Voce(f"{inizio[:8]!r} da solo", "a.csv", inizio, QUALUNQUE)
    yield Voce("svg", "a.csv", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', RIFIUTATO)
    yield Voce("zeri", "a.csv", b"\x00" * 5000, RIFIUTATO)
    yield Voce("vuoto", "a.xlsx", b"", RIFIUTATO)
    yield Voce("virgolette aperte", "a.csv", b'Comune;Importo\n"Lodi;1\n' * 5000, QUALUNQUE)
    yield Voce("csv in un rigo", "a.csv", b"a;" * 200_000, QUALUNQUE)
    yield Voce("html annidato", "a.xls", b"<table>" * 3000 + b"<tr><td>a<td>1" + b"</table>" * 3000, QUALUNQUE)
    yield Voce("html che allarga", "a.xls", b"<table><tr><td colspan=1000000>a</td><td>1</td></tr></table>", QUALUNQUE)


def corpus():
    """Tutte le voci, sempre le stesse."""
    dado, basi = random.Random(SEME), _basi()
    voci = [Voce("csv buono", "a.csv", basi["csv"], BUONO), Voce("xlsx buono", "a.xlsx", basi["xlsx"], BUONO)]
    voci += [Voce(f"nome {nome[:20]!r}", nome, basi["csv"], BUONO) for nome in NOMI]
    voci += [*_troncati(basi, dado), *_rovinati(basi, dado), *_entita(basi["xlsx"]), *_mancanti(basi["xlsx"])]
    return voci + [*_dannosi(basi["xlsx"]), *_travestiti(basi)]
