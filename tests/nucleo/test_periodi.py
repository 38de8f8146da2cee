from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.periodi import ErrorePeriodo, Periodo, Triennio, e_lavorativo, festivita, giorni_lavorativi, pasqua, vigente

GIORNI = st.dates(date(1995, 1, 1), date(2095, 1, 1))


def test_triennio():
    triennio = Triennio.leggi(" 2025-2027 ")
    assert triennio == Triennio(2025)
    assert (str(triennio), triennio.anni) == ("2025-2027", (2025, 2026, 2027))
    assert (triennio.dal, triennio.al) == (date(2025, 1, 1), date(2027, 12, 31))
    assert triennio.contiene(triennio.al)
    assert not triennio.contiene(date(2028, 1, 1))


@pytest.mark.parametrize("testo", ["2025", "2025-2026", "2027-2025", "", None, "1000-1002", "٢٠٢٥-٢٠٢٧"])
def test_triennio_sbagliato(testo):
    with pytest.raises(ErrorePeriodo):
        Triennio.leggi(testo)


def test_vigente_estremi_compresi():
    assert vigente(date(2025, 1, 1), date(2025, 1, 1), date(2025, 1, 1))
    assert vigente(None, None, date(2025, 1, 1))
    assert not vigente(date(2025, 1, 2), None, date(2025, 1, 1))
    assert Periodo(None, date(2025, 1, 1)).si_sovrappone(Periodo(date(2025, 1, 1)))
    assert not Periodo(None, date(2025, 1, 1)).si_sovrappone(Periodo(date(2025, 1, 2)))
    with pytest.raises(ErrorePeriodo):
        Periodo(date(2025, 1, 2), date(2025, 1, 1))


@pytest.mark.parametrize("giorno", [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25), date(2000, 4, 23)])
def test_pasqua(giorno):
    assert pasqua(giorno.year) == giorno


def test_festivita():
    assert festivita(2025)[date(2025, 4, 21)] == "Lunedì dell’Angelo"
    assert date(2025, 10, 4) not in festivita(2025)
    assert festivita(2026)[date(2026, 10, 4)] == "San Francesco d’Assisi"
    assert len(festivita(2025)) == 12


def test_giorni_lavorativi_saltano_feste_e_fine_settimana():
    assert giorni_lavorativi(date(2025, 4, 18), 1) == date(2025, 4, 22)
    assert giorni_lavorativi(date(2025, 12, 24), 1) == date(2025, 12, 29)
    assert giorni_lavorativi(date(2025, 4, 22), -1) == date(2025, 4, 18)


@given(GIORNI, st.integers(-40, 40))
def test_fra_due_giorni_ci_sono_proprio_n_giorni_lavorativi(da, n):
    arrivo = giorni_lavorativi(da, n)
    minore, maggiore = sorted((da, arrivo))
    giorni = [minore + timedelta(days=k) for k in range((maggiore - minore).days + 1) if minore + timedelta(days=k) != da]
    assert sum(map(e_lavorativo, giorni)) == abs(n)
