from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.importi import (
    ErroreImporto,
    PesoNonValido,
    SommaPesiNulla,
    da_centesimi,
    in_centesimi,
    ripartisci,
)

PESI = st.dictionaries(st.text(max_size=6), st.integers(0, 10**7), min_size=1, max_size=80)


def test_r1_quote_uguali_fra_24_comuni():
    quote = ripartisci(4_100_000, {f"{n:06d}": 1 for n in range(24)})
    assert sorted(quote.values(), reverse=True) == [170_834] * 8 + [170_833] * 16
    assert [quote[f"{n:06d}"] for n in range(8)] == [170_834] * 8


def test_r2_per_abitante():
    assert ripartisci(4_100_000, {"a": 1000, "b": 3000}) == {"a": 1_025_000, "b": 3_075_000}


@pytest.mark.parametrize("pesi", [{}, {"a": 0}, {"a": 0, "b": Fraction(0)}])
def test_r5_somma_dei_dati_zero(pesi):
    with pytest.raises(SommaPesiNulla, match="non ha valori"):
        ripartisci(100, pesi)


@pytest.mark.parametrize("peso", [-1, 0.5, True, "3", None, Decimal("NaN")])
def test_peso_non_valido(peso):
    with pytest.raises(PesoNonValido):
        ripartisci(100, {"a": 1, "b": peso})


@given(st.integers(-(10**14), 10**14), PESI)
def test_nessun_centesimo_si_perde(totale, pesi):
    if not any(pesi.values()):
        return
    quote = ripartisci(totale, pesi)
    assert sum(quote.values()) == totale
    somma = sum(pesi.values())
    assert all(abs(quote[k] - Fraction(totale * pesi[k], somma)) < 1 for k in pesi)
    assert all(quote[k] == 0 for k in pesi if not pesi[k])


@given(st.integers(0, 10**9), PESI, st.randoms())
def test_l_ordine_dei_dati_non_conta(totale, pesi, caso):
    if not any(pesi.values()):
        return
    mescolati = list(pesi.items())
    caso.shuffle(mescolati)
    assert ripartisci(totale, dict(mescolati)) == ripartisci(totale, pesi)


@given(st.integers(-(10**17), 10**17))
def test_centesimi_andata_e_ritorno(centesimi):
    assert in_centesimi(da_centesimi(centesimi)) == centesimi
    assert da_centesimi(centesimi).as_tuple().exponent == -2


@pytest.mark.parametrize("valore", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), "x", None, 0.5])
def test_in_centesimi_rifiuta(valore):
    with pytest.raises(ErroreImporto):
        in_centesimi(valore)
