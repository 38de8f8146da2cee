import json
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.impronta import ErroreImpronta, canonico, impronta, impronta_file

FOGLIE = st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False) | st.dates()
DATI = st.recursive(
    FOGLIE, lambda figli: st.lists(figli, max_size=4) | st.dictionaries(st.text(max_size=5), figli, max_size=4), max_leaves=15
)


def test_forma_canonica():
    dati = {"b": Decimal("1.50"), "a": [date(2025, 1, 2), Fraction(1, 3), None, True], "è": "e\u0300", "u": UUID(int=1)}
    atteso = '{"a":["2025-01-02","1/3",null,true],"b":"1.50","u":"00000000-0000-0000-0000-000000000001","è":"è"}'
    assert canonico(dati).decode() == atteso


def test_gli_istanti_si_confrontano_a_utc():
    roma = timezone(timedelta(hours=1))
    assert (
        canonico(datetime(2025, 1, 1, 12, tzinfo=roma))
        == canonico(datetime(2025, 1, 1, 11, tzinfo=UTC))
        == b'"2025-01-01T11:00:00Z"'
    )


def test_impronte_note():
    assert impronta_file(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert impronta({}) == impronta_file(b"{}")


@pytest.mark.parametrize("dato", [0.5, {1, 2}, b"x", object(), {1: "a"}, Decimal("NaN"), "\ud800", {"e\u0300": 1, "è": 2}])
def test_dati_senza_forma_canonica(dato):
    with pytest.raises(ErroreImpronta):
        canonico({"a": [dato]})


def test_annidamento_senza_fine():
    elenco = []
    elenco.append(elenco)
    with pytest.raises(ErroreImpronta):
        canonico(elenco)


@given(DATI)
def test_ordine_delle_chiavi_e_composizione_non_contano(dati):
    try:
        prima = canonico(dati)
    except ErroreImpronta:
        return
    assert canonico(_rovescia(dati)) == prima
    assert canonico(json.loads(prima)) == prima


def _rovescia(dati):
    if isinstance(dati, dict):
        return {unicodedata.normalize("NFD", k): _rovescia(v) for k, v in reversed(dati.items())}
    if isinstance(dati, list):
        return tuple(_rovescia(v) for v in dati)
    return unicodedata.normalize("NFD", dati) if isinstance(dati, str) else dati
