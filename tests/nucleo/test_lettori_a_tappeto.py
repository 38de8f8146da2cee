"""Diecimila esempi per ogni lettore: si legge ciò che è giusto, si rifiuta il resto con una frase, le cifre sono solo ASCII."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.codici import (
    _cifre_di_controllo_giuste,
    _cin,
    _controllo_persona,
    leggi_codice_fiscale,
    leggi_iban,
    leggi_partita_iva,
)
from ambito.nucleo.formati_italiani import ErroreFormato, formatta_importo, leggi_codice_istat, leggi_data, leggi_importo

pytestmark = pytest.mark.lento
TAPPETO = settings(max_examples=10_000, deadline=None)
ALTRE_CIFRE = "٠١٢٣٤٥٦٧٨٩０１２３４５６７８９०१२३४५६७८९𝟎𝟏𝟐²³¹"
CIFRE = st.text("0123456789", min_size=1, max_size=30)
VICINE = st.text("0123456789.,'-+()€ EeOolI" + ALTRE_CIFRE + "\u00a0\u202f−", max_size=20)
MESI = "ABCDEHLMPRST"
LETTERE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def legge(lettore, testo):
    """Il valore letto, o `None` se è rifiutato con una frase; ogni altro errore emerge."""
    try:
        return lettore(testo)
    except ErroreFormato as errore:
        assert str(errore)
        return None


@TAPPETO
@given(st.integers(-99_999_999_999_999, 99_999_999_999_999), st.sampled_from(["{}", "€ {}", "{} €", " {} "]))
def test_importi_andata_e_ritorno(centesimi, forma):
    importo = Decimal(centesimi).scaleb(-2)
    assert leggi_importo(forma.format(formatta_importo(importo))) == importo


@TAPPETO
@given(VICINE)
def test_importi_quasi_giusti(testo):
    valore = legge(leggi_importo, testo)
    if valore is not None:
        assert valore == valore.quantize(Decimal("0.01"))
        assert not set(testo) & set(ALTRE_CIFRE + "EeOolI") or "EUR" in testo.upper()


@TAPPETO
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_date_andata_e_ritorno(giorno, segno, iso):
    scritta = giorno.isoformat() if iso else f"{giorno.day}{segno}{giorno.month}{segno}{giorno.year}"
    assert leggi_data(scritta) == giorno


@TAPPETO
@given(st.integers(0, 40), st.integers(0, 15), st.integers(0, 9999), st.sampled_from("/.- "), st.sampled_from(["", "٣", "a"]))
def test_date_quasi_giuste(giorno, mese, anno, segno, coda):
    letta = legge(leggi_data, f"{giorno}{segno}{mese}{segno}{anno}{coda}")
    if letta is not None:
        assert (letta.day, letta.month, letta.year, coda) == (giorno, mese, anno, "")


@TAPPETO
@given(CIFRE | st.text("0123456789" + ALTRE_CIFRE + " A", max_size=9))
def test_codici_istat(testo):
    letto = legge(leggi_codice_istat, testo)
    pulito = testo.strip()
    assert (letto is not None) == (len(pulito) == 6 and pulito.isascii() and pulito.isdigit())
    assert letto in (None, pulito)


@TAPPETO
@given(
    st.text(LETTERE, min_size=6, max_size=6), st.integers(0, 99), st.sampled_from(MESI),
    st.integers(1, 31) | st.integers(41, 71), st.sampled_from(LETTERE), st.integers(0, 999),
    st.integers(0, 15), st.sampled_from(LETTERE + "0123456789" + ALTRE_CIFRE),
)  # fmt: skip
def test_codici_fiscali(nome, anno, mese, giorno, luogo, numero, posto, guasto):
    senza = f"{nome}{anno:02}{mese}{giorno:02}{luogo}{numero:03}"
    giusto = senza + _controllo_persona(senza)
    assert leggi_codice_fiscale(giusto.lower()) == giusto
    cambiato = giusto[:posto] + guasto + giusto[posto + 1 :]
    letto = legge(leggi_codice_fiscale, cambiato)
    assert letto in (None, cambiato.upper()) and (letto is None or cambiato.isascii())


@TAPPETO
@given(st.text("0123456789", min_size=10, max_size=10), st.integers(0, 10), st.sampled_from("0123456789" + ALTRE_CIFRE))
def test_partite_iva(dieci, posto, guasto):
    giuste = [dieci + str(ultima) for ultima in range(10) if _cifre_di_controllo_giuste(dieci + str(ultima))]
    assert len(giuste) == 1
    if set(giuste[0]) != {"0"}:
        assert leggi_partita_iva(giuste[0]) == giuste[0]
    cambiata = giuste[0][:posto] + guasto + giuste[0][posto + 1 :]
    assert legge(leggi_partita_iva, cambiata) is None or cambiata == giuste[0]


@TAPPETO
@given(
    st.text("0123456789", min_size=10, max_size=10), st.text("0123456789" + LETTERE, min_size=12, max_size=12),
    st.integers(0, 26), st.sampled_from("0123456789" + LETTERE + ALTRE_CIFRE),
)  # fmt: skip
def test_iban(banca, conto, posto, guasto):
    """Mod 97 scopre ogni cambio fra due cifre o due lettere; fra cifra e lettera ne lascia passare uno su 97 (ISO 7064)."""
    bban = _cin(banca + conto) + banca + conto
    resto = int("".join(str(int(c, 36)) for c in bban + "IT00")) % 97
    giusto = f"IT{98 - resto:02}{bban}"
    assert leggi_iban(giusto) == giusto
    cambiato = giusto[:posto] + guasto + giusto[posto + 1 :]
    letto = legge(leggi_iban, cambiato)
    if guasto.isdecimal() == giusto[posto].isdecimal():
        assert letto is None or cambiato == giusto
    else:
        assert letto in (None, cambiato) and (letto is None or letto.isascii())
