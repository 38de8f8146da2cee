"""I filtri di numeri e date tornano stringhe pronte per la pagina."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from ambito.templatetags import formati

SERA = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)  # a Roma è già il 26


@pytest.mark.parametrize(
    ("filtro", "argomenti", "atteso"),
    [
        (formati.euro, [Decimal("1234.56")], "1.234,56 €"),
        (formati.euro, [Decimal("-0.5")], "-0,50 €"),
        (formati.euro_da_centesimi, [123456], "1.234,56 €"),
        (formati.numero, [1234], "1.234"),
        (formati.numero, [Decimal("1234.567"), 2], "1.234,57"),
        (formati.percento, [Fraction(1, 3)], "33,3 %"),
        (formati.percento, [Decimal("0.5"), 0], "50 %"),
        (formati.data, [date(2026, 11, 25)], "25 novembre 2026"),
        (formati.data, [date(2026, 1, 1)], "1º gennaio 2026"),
        (formati.data, [SERA], "26 novembre 2026"),
        (formati.data_breve, [SERA], "26/11/2026"),
        (formati.data_ora, [SERA], "26/11/2026 00:30"),
        (formati.ora, [SERA], "00:30"),
    ],
)
def test_i_valori_si_scrivono_all_italiana(filtro, argomenti, atteso):
    assert filtro(*argomenti) == atteso


@pytest.mark.parametrize("nome", sorted(formati.register.filters))
def test_un_valore_assente_e_un_trattino(nome):
    assert formati.register.filters[nome](None) == "–"


def test_un_numero_in_virgola_mobile_e_un_errore():
    with pytest.raises(TypeError, match="virgola mobile"):
        formati.euro(0.1)
