from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.frazioni import ErroreSoglia, Soglia


@st.composite
def soglie(draw):
    denominatore = draw(st.integers(1, 500))
    numeratore = draw(st.integers(0, denominatore))
    return Soglia(numeratore, denominatore, draw(st.booleans()))


@pytest.mark.parametrize(
    ("soglia", "parole"),
    [
        (Soglia(1, 2, True), "più della metà"),
        (Soglia(2, 4), "almeno la metà"),
        (Soglia(2, 3), "almeno due terzi"),
        (Soglia(1, 3, True), "più di un terzo"),
        (Soglia(1, 1), "tutti"),
        (Soglia(51, 100), "almeno il 51%"),
        (Soglia(80, 100, True), "più dell’80%"),
        (Soglia(11, 100), "almeno l’11%"),
        (Soglia(269, 493), "almeno 269 su 493"),
    ],
)
def test_in_parole(soglia, parole):
    assert soglia.in_parole() == parole


def test_la_meta_esatta_non_e_piu_della_meta():
    assert Soglia(1, 2, True).raggiunta(269, 493)
    assert not Soglia(1, 2, True).raggiunta(246, 493)
    assert not Soglia(1, 2, True).raggiunta(20, 40)
    assert Soglia(1, 2).raggiunta(20, 40)


def test_piu_della_totalita_non_si_raggiunge():
    assert Soglia(1, 1, stretta=True).irraggiungibile() and not Soglia(1, 1).irraggiungibile()
    assert not Soglia(1, 1, stretta=True).raggiunta(7, 7)


def test_pesi_frazionari():
    assert Soglia(1, 2, stretta=True).raggiunta(Fraction(30, 7), Fraction(59, 7))
    assert not Soglia(1, 2, stretta=True).raggiunta(Fraction(30, 7), Fraction(60, 7))
    assert Soglia(1, 2).limite(Fraction(60, 7)) == Fraction(30, 7)


@given(soglie(), st.integers(0, 10**6), st.integers(1, 10**6))
def test_raggiunta_e_minimo_dicono_la_stessa_cosa(soglia, valore, base):
    esatta = Fraction(valore, base)
    limite = Fraction(soglia.numeratore, soglia.denominatore)
    assert soglia.raggiunta(valore, base) == (esatta > limite if soglia.stretta else esatta >= limite)
    assert soglia.raggiunta(valore, base) == (valore >= soglia.minimo(base))


@given(soglie())
def test_andata_e_ritorno_e_parole_mai_vuote(soglia):
    assert Soglia.from_dict(soglia.to_dict()) == soglia
    assert soglia.in_parole()


@pytest.mark.parametrize("dati", [(2, 1), (-1, 2), (0, 0), (1.0, 2), (True, 2)])
def test_frazioni_senza_senso(dati):
    with pytest.raises(ErroreSoglia):
        Soglia(*dati)


@given(st.dictionaries(st.sampled_from(["numeratore", "denominatore", "stretta", "x"]), st.integers() | st.none() | st.text()))
def test_from_dict_solleva_solo_l_errore_dichiarato(dati):
    try:
        Soglia.from_dict(dati)
    except ErroreSoglia as errore:
        assert str(errore).endswith(".")
