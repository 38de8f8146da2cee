"""Quando cade ciò che torna: ogni anno una volta, nel mese giusto, anche negli anni bisestili."""

from calendar import isleap, monthrange
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.periodi import Triennio
from ambito.nucleo.ricorrenze import ricorrenza

anni = st.integers(1990, 2100)


@given(anni, st.integers(1, 12), st.integers(1, 31))
def test_ogni_anno_cade_una_volta_nel_suo_mese_e_mai_dopo_il_suo_giorno(anno, mese, giorno):
    cade = ricorrenza(anno, mese, giorno, 1)
    assert (cade.year, cade.month) == (anno, mese)
    assert cade.day == giorno or cade.day == monthrange(anno, mese)[1] < giorno


@given(anni)
def test_il_29_febbraio_degli_anni_comuni_e_il_28(anno):
    assert ricorrenza(anno, 2, 29, 1) == date(anno, 2, 29 if isleap(anno) else 28)
    assert ricorrenza(anno, 2, 28, 1) == date(anno, 2, 28)


@given(anni, st.integers(1990, 2098))
def test_ogni_tre_anni_cade_solo_nell_ultimo_anno_del_triennio(anno, inizio):
    triennio = Triennio(inizio)
    cadono = [a for a in triennio.anni if ricorrenza(a, 12, 31, 3, inizio + 2)]
    assert cadono == [inizio + 2] and ricorrenza(inizio + 2, 12, 31, 3, inizio + 2) == triennio.al
    assert (ricorrenza(anno, 12, 31, 3, inizio + 2) is not None) == ((anno - inizio - 2) % 3 == 0)


@given(anni, anni)
def test_una_volta_sola_cade_in_un_anno_solo(anno, quello):
    assert (ricorrenza(anno, 6, 30, 0, quello) is not None) == (anno == quello)
