"""I fogli scaricati, aperti da LibreOffice dove c’è: gli stessi centesimi, e nessuna formula prende vita."""

import io
import shutil
import subprocess
from decimal import Decimal

import openpyxl
import pytest

from rendicontazione.models import VoceSpesa
from tests.rendicontazione.fabbriche import aggiungi, apri, invia, spesa_di
from tests.rendicontazione.test_rapporti import INDIRIZZI

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.lento,
    pytest.mark.skipif(not SOFFICE, reason="LibreOffice non c’è: non si può provare che cosa ne fa"),
]
# Ciò che un foglio di calcolo eseguirebbe, e ciò che ci somiglia soltanto.
MALIGNE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    '=HYPERLINK("https://example.org";"premi")',
    "=cmd|' /C calc'!A0",
    " =2*3",
]
LORDE = ["1000.01", "123456789.99", "12345678.90", "175.00", "999999.05", "1234.56", "176.10", "10000000.00"]
# Italiano, punto e virgola, virgolette, UTF-8, numeri riconosciuti: come lo apre chi fa doppio clic in Italia.
CSV_ITALIANO = "CSV:59,34,76,1,,1040,false,true"


def aperto_da_libreoffice(byte, formato, cartella):
    """Le celle che LibreOffice vede in quel file, con il loro tipo, rilette dall’xlsx in cui lo salva."""
    (cartella / f"foglio.{formato}").write_bytes(byte)
    come = [f"--infilter={CSV_ITALIANO}"] if formato == "csv" else []
    comando = [SOFFICE, f"-env:UserInstallation=file://{cartella}/profilo", "--headless", *come, "--convert-to", "xlsx",
               "--outdir", str(cartella / "salvato"), str(cartella / f"foglio.{formato}")]  # fmt: skip
    subprocess.run(comando, check=True, capture_output=True, timeout=120)
    libro = openpyxl.load_workbook(io.BytesIO((cartella / "salvato" / "foglio.xlsx").read_bytes()))
    return list(libro.active.iter_rows())


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_gli_stessi_centesimi_e_nessuna_formula(lodi, tmp_path, formato):
    with lodi.aperto("operatore"):
        apri(lodi)
        for n, (nota, lorda) in enumerate(zip(MALIGNE, LORDE, strict=True)):
            aggiungi(lodi, spesa_di(lodi), intervento=("2.1", "3.1")[n // 4], area=("ANZ", "FM", "DIS", "POV")[n % 4], lorda=lorda,
                     liquidato=Decimal("0.10"), nota=nota)  # fmt: skip
        invia(lodi)
        attese = sorted(VoceSpesa.objects.values_list("spesa_lorda", "spesa_netta"))
    scaricato = lodi.client("coordinatore").get(f"{INDIRIZZI['comune']}?formato={formato}&tavola=righe").content
    intestazioni, *righe = aperto_da_libreoffice(scaricato, formato, tmp_path)
    assert not [cella.value for riga in righe for cella in riga if cella.data_type == "f"]
    dove = {cella.value: n for n, cella in enumerate(intestazioni)}
    voci = [riga for riga in righe if riga[dove["Nota"]].value]
    lette = sorted(tuple(_cifra(riga[dove[nome]]) for nome in ("Lorda", "Netta")) for riga in voci)
    assert lette == attese
    note = {str(riga[dove["Nota"]].value).lstrip("'").strip() for riga in voci}
    assert note == {nota.strip() for nota in MALIGNE}


def _cifra(cella):
    """Un numero vero, non un testo che gli somiglia."""
    assert cella.data_type == "n", cella.value
    return round(Decimal(str(cella.value)), 2)
