"""Il mese: settimane intere dal lunedì, passaggi d’anno, bisestili, niente che si perda."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.mesi import Mese, griglia
from ambito.nucleo.periodi import ErrorePeriodo

MESI = st.builds(Mese, st.integers(1990, 2100), st.integers(1, 12))


def test_si_legge_e_si_scrive_allo_stesso_modo():
    novembre = Mese.leggi("2026-11")
    assert (str(novembre), novembre.nome) == ("2026-11", "novembre 2026")
    assert (novembre.dal, novembre.al) == (date(2026, 11, 1), date(2026, 11, 30))
    assert Mese.di(date(2026, 2, 28)) == Mese(2026, 2)


@pytest.mark.parametrize(
    "testo", ["", "2026", "2026-13", "2026-00", "1989-12", "2101-01", "26-1", "٢٠٢٦-١١", "2026-11 ", "2026-1\n"]
)
def test_cio_che_non_e_un_mese_si_rifiuta(testo):
    with pytest.raises(ErrorePeriodo):
        Mese.leggi(testo)


@pytest.mark.parametrize(
    ("mese", "passo", "atteso"),
    [
        ("2026-12", 1, "2027-01"),
        ("2027-01", -1, "2026-12"),
        ("2026-11", 14, "2028-01"),
        ("1990-01", -1, None),
        ("2100-12", 1, None),
    ],
)
def test_il_mese_prima_e_quello_dopo(mese, passo, atteso):
    spostato = Mese.leggi(mese).spostato(passo)
    assert (str(spostato) if spostato else None) == atteso


@pytest.mark.parametrize(("mese", "ultimo"), [("2028-02", 29), ("2026-02", 28), ("2000-02", 29), ("2100-02", 28), ("2026-12", 31)])
def test_l_ultimo_giorno(mese, ultimo):
    assert Mese.leggi(mese).al.day == ultimo


def test_dicembre_finisce_nella_settimana_di_gennaio():
    settimane = griglia(Mese(2026, 12), date(2026, 12, 31), [(date(2026, 12, 31), "a"), (date(2027, 1, 1), "b")])
    ultima = settimane[-1]
    assert (ultima[0].giorno, ultima[-1].giorno) == (date(2026, 12, 28), date(2027, 1, 3))
    assert [c.voci for c in ultima] == [(), (), (), ("a",), (), (), ()]
    assert [c.del_mese for c in ultima] == [True] * 4 + [False] * 3
    assert [c.giorno.day for settimana in settimane for c in settimana if c.oggi] == [31]
    assert {c.giorno.day: c.festa for s in settimane for c in s if c.festa} == {8: "Immacolata", 25: "Natale", 26: "Santo Stefano"}
    assert ultima[3].nome == "giovedì 31 dicembre 2026"


def test_un_febbraio_che_comincia_di_lunedi_sta_in_quattro_settimane():
    settimane = griglia(Mese(2027, 2), date(2026, 1, 1), [])
    assert len(settimane) == 4 and all(c.del_mese and not c.oggi for settimana in settimane for c in settimana)


@given(MESI, st.lists(st.integers(-40, 70)))
def test_settimane_intere_e_ogni_voce_del_mese_al_suo_posto(mese, distanze):
    voci = [(mese.dal + timedelta(days=n), n) for n in distanze]
    settimane = griglia(mese, mese.dal, voci)
    caselle = [c for settimana in settimane for c in settimana]
    assert all(len(settimana) == 7 and settimana[0].giorno.weekday() == 0 for settimana in settimane)
    assert [c.giorno for c in caselle] == [caselle[0].giorno + timedelta(days=n) for n in range(len(caselle))]
    assert [c.giorno for c in caselle if c.del_mese] == [mese.dal + timedelta(days=n) for n in range(mese.al.day)]
    poste = [(c.giorno, voce) for c in caselle for voce in c.voci]
    assert sorted(poste) == sorted((g, n) for g, n in voci if mese.dal <= g <= mese.al)
