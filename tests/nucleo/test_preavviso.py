"""Il preavviso si conta all’indietro dal giorno della seduta, in giorni di calendario o lavorativi."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.preavviso import Preavviso

# Giovedì; fra il 25 aprile e il primo maggio i giorni lavorativi sono pochi.
SEDUTA = date(2025, 5, 8)


@pytest.mark.parametrize(
    ("preavviso", "ultimo"),
    [
        (Preavviso(5), date(2025, 5, 3)),
        (Preavviso(5, lavorativi=True), date(2025, 4, 30)),
        (Preavviso(10, lavorativi=True), date(2025, 4, 22)),
        (Preavviso(0), SEDUTA),
    ],
)
def test_l_ultimo_giorno_utile(preavviso, ultimo):
    assert preavviso.ultimo_giorno(SEDUTA) == ultimo
    assert not preavviso.e_corto(ultimo, SEDUTA) and preavviso.e_corto(ultimo + timedelta(days=1), SEDUTA)


@given(st.builds(Preavviso, st.integers(0, 30), st.booleans()), st.integers(0, 60), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_e_corto_quando_i_giorni_che_mancano_non_bastano(preavviso, prima, seduta):
    oggi = seduta - timedelta(days=prima)
    assert preavviso.e_corto(oggi, seduta) == (preavviso.mancano(oggi, seduta) < preavviso.giorni)


def test_neppure_d_urgenza_sotto_il_minimo_e_il_deposito_delle_carte():
    preavviso, seduta = Preavviso(5, urgenza_ore=24, deposito_ore=48), datetime(2025, 5, 8, 18, 0)
    assert preavviso.basta_per_l_urgenza(seduta - timedelta(hours=24), seduta)
    assert not preavviso.basta_per_l_urgenza(seduta - timedelta(hours=23, minutes=59), seduta)
    assert preavviso.deposito(seduta) == datetime(2025, 5, 6, 18, 0) and Preavviso().deposito(seduta) is None


def test_in_parole():
    assert Preavviso(5).in_parole() == "5 giorni" and Preavviso(1, lavorativi=True).in_parole() == "1 giorno lavorativo"
    assert Preavviso(5, lavorativi=True).in_parole(3) == "3 giorni lavorativi"
