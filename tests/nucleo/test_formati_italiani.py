from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.formati_italiani import (
    ErroreFormato,
    formatta_data,
    formatta_esatto,
    formatta_importo,
    formatta_misura,
    formatta_numero,
    leggi_codice_istat,
    leggi_data,
    leggi_importo,
    leggi_intero,
)

LETTORI = [leggi_importo, leggi_intero, leggi_data, leggi_codice_istat]
QUASI_NUMERI = st.text("0123456789.,'’ -+()€E%−٣x\u00a0\t/", max_size=25)


@pytest.mark.parametrize(
    ("testo", "valore"),
    [
        ("1.234,56", "1234.56"),
        ("€ 1.234,56", "1234.56"),
        ("1.234,56 €", "1234.56"),
        ("-€ 5,00", "-5.00"),
        ("EUR 5", "5.00"),
        ("1234,5", "1234.50"),
        ("1 234,56", "1234.56"),
        ("1\u00a0234,56", "1234.56"),
        ("1'234,56", "1234.56"),
        ("(1.234,56)", "-1234.56"),
        ("-1.234,56", "-1234.56"),
        ("1.234,56-", "-1234.56"),
        ("−1.234,56", "-1234.56"),
        ("1,234.56", "1234.56"),
        ("1,234,567.5", "1234567.50"),
        ("1.234", "1234.00"),
        ("1234.56", "1234.56"),
        ("0.50", "0.50"),
        ("0,00", "0.00"),
        ("-0", "0.00"),
        ("14.217.542,10", "14217542.10"),
        ("25.296.642,37", "25296642.37"),
        ("999.999.999.999,99", "999999999999.99"),
    ],
)
def test_leggi_importo(testo, valore):
    assert str(leggi_importo(testo)) == valore


@pytest.mark.parametrize(
    ("testo", "frase"),
    [
        ("12.34", "non è chiaro: se sono euro e centesimi scrivi «12,34»"),
        ("1,234", "più di due decimali"),
        ("1,234,567", "non è un importo"),
        ("1234.567", "più di due decimali"),
        ("1.23,45", "non è un importo"),
        ("12.34.56", "non è un importo"),
        ("0,005", "più di due decimali"),
        ("-", "non è un importo"),
        ("", "Manca il valore"),
        ("n.d.", "non è un importo"),
        ("12%", "non è un importo"),
        ("1,5 mln", "non è un importo"),
        ("#RIF!", "non è un importo"),
        ("1.23E+05", "non è un importo"),
        ("NaN", "non è un importo"),
        ("Infinity", "non è un importo"),
        ("O,50", "non è un importo"),
        ("١٢٣", "non è un importo"),
        ("1\x00", "non è un importo"),
        ("1.000.000.000.000", "troppo grande"),
        ("9" * 61, "troppo lungo"),
    ],
)
def test_leggi_importo_rifiuta(testo, frase):
    with pytest.raises(ErroreFormato, match=frase.replace(".", r"\.")):
        leggi_importo(testo)


@given(st.decimals(min_value=-999_999_999_999, max_value=999_999_999_999, places=2))
def test_importo_andata_e_ritorno(importo):
    assert leggi_importo(formatta_importo(importo)) == importo


@given(st.text(max_size=80) | QUASI_NUMERI | st.none() | st.integers())
def test_si_solleva_solo_errore_formato_con_una_frase(testo):
    for leggi in LETTORI:
        try:
            leggi(testo)
        except ErroreFormato as errore:
            assert str(errore).endswith(".")
            assert all(c.isprintable() for c in str(errore))


@given(QUASI_NUMERI)
def test_importo_accettato_usa_proprio_quelle_cifre(testo):
    try:
        importo = leggi_importo(testo)
    except ErroreFormato:
        return
    scritte = "".join(c for c in testo if c in "0123456789").lstrip("0")
    lette = f"{abs(importo):.2f}".replace(".", "").lstrip("0")
    assert lette in (scritte, scritte + "0", scritte + "00")


@pytest.mark.parametrize(("testo", "valore"), [("1.234", 1234), ("-7", -7), ("12 000", 12000), ("0", 0)])
def test_leggi_intero(testo, valore):
    assert leggi_intero(testo) == valore


@pytest.mark.parametrize(
    ("testo", "frase"),
    [("1,5", "non è un numero intero"), ("0", "il minimo è 1"), ("2000", "il massimo è 1.000"), ("9" * 16, "grande")],
)
def test_leggi_intero_rifiuta(testo, frase):
    with pytest.raises(ErroreFormato, match=frase):
        leggi_intero(testo, minimo=1, massimo=1000)


@pytest.mark.parametrize("testo", ["05/03/2025", "5/3/2025", "5.3.2025", "05-03-2025", "2025-03-05", "2025-03-05 00:00:00"])
def test_leggi_data(testo):
    assert leggi_data(testo) == date(2025, 3, 5)


@pytest.mark.parametrize(
    ("testo", "frase"),
    [
        ("31/02/2025", "non esiste"),
        ("5/3/25", "quattro cifre"),
        ("45000", "non è una data"),
        ("1/1/1899", "fra 1900 e 2100"),
        ("5/3.2025", "non è una data"),
    ],
)
def test_leggi_data_rifiuta(testo, frase):
    with pytest.raises(ErroreFormato, match=frase):
        leggi_data(testo)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_data_andata_e_ritorno(giorno):
    assert leggi_data(formatta_data(giorno)) == giorno
    assert leggi_data(giorno.isoformat()) == giorno


def test_formatta_data_estesa():
    assert formatta_data(date(2025, 12, 1), esteso=True) == "1º dicembre 2025"
    assert formatta_data(date(2026, 11, 25), esteso=True) == "25 novembre 2026"


def test_codice_istat_con_lo_zero_perso_propone_e_non_corregge():
    assert leggi_codice_istat(" 098019 ") == "098019"
    with pytest.raises(ErroreFormato, match="manca lo zero iniziale: forse «098019»"):
        leggi_codice_istat("98019")
    for testo in ("0980190", "98019.0", "٠٩٨٠١٩", "Lodi"):
        with pytest.raises(ErroreFormato, match="servono sei cifre"):
            leggi_codice_istat(testo)


@pytest.mark.parametrize(
    ("valore", "decimali", "testo"),
    [
        (1234567, 0, "1.234.567"),
        (-1234, 0, "-1.234"),
        (999, 0, "999"),
        (Decimal("1234.5"), 0, "1.235"),
        (Fraction(1, 3), 2, "0,33"),
        (Decimal("-0.004"), 2, "0,00"),
    ],
)
def test_formatta_numero(valore, decimali, testo):
    assert formatta_numero(valore, decimali) == testo


@pytest.mark.parametrize(
    "valore, decimali, testo",
    [
        (Decimal("12.00"), 2, "12"),
        (Decimal("1234.50"), 2, "1.234,50"),
        (Decimal("-0.25"), 2, "-0,25"),
        (Fraction(1, 3), 1, "0,3"),
        (0, 2, "0"),
        (None, 2, ""),
    ],
)
def test_una_misura_ha_i_soli_decimali_che_servono(valore, decimali, testo):
    assert formatta_misura(valore, decimali) == testo


@pytest.mark.parametrize(
    "valore, limiti, testo",
    [
        (Decimal("70.0000"), {}, "70"),
        (Decimal("33.3333"), {}, "33,3333"),
        (Decimal("5.2000"), {"minimo": 2}, "5,20"),
        (Decimal("1250.5"), {}, "1.250,5"),
        (Fraction(1, 3), {"massimo": 4}, "0,3333"),
        (Fraction(200, 3), {}, "66,666667"),
        (0, {"minimo": 2}, "0,00"),
    ],
)
def test_un_numero_esatto_ha_tutti_e_soli_i_suoi_decimali(valore, limiti, testo):
    assert formatta_esatto(valore, **limiti) == testo
