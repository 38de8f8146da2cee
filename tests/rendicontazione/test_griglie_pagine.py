"""Le pagine delle griglie: celle, righe dietro, spesa senza posto, fogli che tornano."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from ambito.nucleo.formati_italiani import leggi_importo
from rendicontazione.griglie.elenchi import griglie
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di

RADICE = f"/lodi/rendicontazione/{ANNO}/griglie/"


@pytest.fixture
def raccolta(lodi):
    """Codogno ha inviato tre righe, una di multiutenza; Casalpusterlengo sta ancora compilando."""
    with lodi.aperto("operatore"):
        apri(lodi)
        aggiungi(lodi, spesa_di(lodi), area="FM", intervento="3.1", lorda="333.33", liquidato=Decimal("0.01"))
        aggiungi(lodi, spesa_di(lodi), area="MUL", intervento="1.2", lorda="200.00", liquidato=Decimal("0.01"))
        consegna(lodi, lorda="1000.01")
        aggiungi(lodi, spesa_di(lodi, "Casalpusterlengo"), "operatore.altro", lorda="5000.00")
    return lodi


def pagina(scena, resto="", ruolo="udp"):
    risposta = scena.client(ruolo).get(RADICE + resto)
    assert risposta.status_code == 200
    return risposta.content.decode()


def foglio(scena, codice, misura):
    byte = scena.client("udp").get(f"{RADICE}{codice}/?misura={misura}&formato=csv").content
    return list(csv.reader(io.StringIO(byte.decode("utf-8-sig")), delimiter=";"))


def test_la_matrice_mette_ogni_spesa_nella_sua_cella(raccolta):
    testo = pagina(raccolta, "fnps/?misura=lorda")
    assert "Matrice del Fondo nazionale politiche sociali" in testo
    assert "non verificato" not in testo.lower()
    assert 'data-cella="1000,01" data-nome="2.1 Assistenza domiciliare, Disabilità e non autosufficienza"' in testo
    assert "5.000,00" not in testo  # chi non ha inviato non conta
    dietro = pagina(raccolta, "fnps/2.1/DNA/?misura=lorda")
    assert "Codogno" in dietro and "1.000,01" in dietro and "#v" in dietro
    assert "Nessuna riga dietro" in pagina(raccolta, "fnps/2.1/IAF/")


def test_la_spesa_senza_posto_si_elenca_col_motivo(raccolta):
    testo = pagina(raccolta, "fnps/?misura=lorda")
    senza = testo[testo.index('id="senza-posto"') :]
    assert "1.2 Presa in carico" in senza and "200,00" in senza and "Nessuna colonna corrisponde" in senza
    assert "333,33" not in senza
    assert "1 su 3" in pagina(raccolta)


@pytest.mark.parametrize("codice", sorted(griglie()))
def test_ogni_griglia_scaricata_torna_con_le_righe(raccolta, codice):
    for misura in griglie()[codice].misure:
        righe = foglio(raccolta, codice.lower(), misura.codice)
        ultime = {r[1]: r[-1] for r in righe[1:]}
        celle = sum((leggi_importo(v) for r in righe[1 : 1 + len(griglie()[codice].righe)] for v in r[2:-1]), Decimal(0))
        assert celle == leggi_importo(ultime["Totale della griglia"])
        insieme = leggi_importo(ultime["Totale della griglia"]) + leggi_importo(ultime["Righe senza posto"])
        assert insieme == leggi_importo(ultime["Totale delle righe di spesa"])
        if misura.codice == "lorda":
            assert insieme == Decimal("1533.34")


@pytest.mark.parametrize("codice", sorted(griglie()))
def test_lo_schema_non_verificato_si_dice_ovunque(raccolta, codice):
    griglia = griglie()[codice]
    testo = pagina(raccolta, f"{codice.lower()}/")
    risposta = raccolta.client("udp").get(f"{RADICE}{codice.lower()}/?formato=xlsx")
    valori = [str(c) for riga in load_workbook(io.BytesIO(risposta.content)).active.values for c in riga if c is not None]
    detto = ["Schema non verificato" in testo, any("schema non verificato" in v for v in valori)]
    assert detto == [not griglia.verificata] * 2
    assert ("schema-non-verificato" in risposta["Content-Disposition"]) is not griglia.verificata
    if not griglia.verificata and griglia.nome != griglia.nome_di_lavoro:
        assert griglia.nome not in testo


def test_una_riga_divisa_fra_due_celle_lo_dice(raccolta):
    testo = pagina(raccolta, "lombardia/G/FM/?misura=lorda")
    assert "divisa fra più celle" in testo
    parti = [pagina(raccolta, f"lombardia/{v}/FM/?misura=lorda") for v in "GI"]
    assert ["166,67" in parti[0], "166,66" in parti[1]] == [True, True]


def test_griglie_e_celle_che_non_ci_sono(raccolta):
    navigatore = raccolta.client("udp")
    for resto in ("siuss/", "FNPS/", "fnps/9.9/DNA/", "fnps/2.1/MUL/"):
        assert navigatore.get(RADICE + resto).status_code == 404, resto
    assert "Spesa netta" in pagina(raccolta, "fnps/?misura=inventata")
