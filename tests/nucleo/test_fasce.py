"""Le cose da fare divise per scadenza: ognuna in un gruppo solo, i gruppi in ordine, niente si perde."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.fasce import Fascia, dividi, fascia

OGGI = date(2026, 11, 30)
VOCI = st.lists(st.tuples(st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.booleans()), max_size=30)


@pytest.mark.parametrize(
    ("giorni", "attesa"),
    [(-400, "RITARDO"), (-1, "RITARDO"), (0, "SUBITO"), (1, "SUBITO"), (2, "SETTIMANA"), (7, "SETTIMANA"), (8, "AVANTI")],
)
def test_i_confini(giorni, attesa):
    for urgente in (True, False):
        assert fascia(OGGI + timedelta(days=giorni), OGGI, urgente=urgente) is Fascia[attesa]


def test_senza_termine_cio_che_e_urgente_sta_con_oggi():
    assert fascia(None, OGGI) is Fascia.SENZA and fascia(None, OGGI, urgente=True) is Fascia.SUBITO


@given(VOCI)
def test_niente_si_perde_e_tutto_e_in_ordine(voci):
    gruppi = dividi(voci, OGGI, scadenza=lambda v: v[0], urgente=lambda v: v[1])
    assert sorted((v for g in gruppi for v in g.voci), key=str) == sorted(voci, key=str)
    ordine = list(Fascia)
    assert [g.fascia for g in gruppi] == sorted({fascia(s, OGGI, urgente=u) for s, u in voci}, key=ordine.index)
    for gruppo in gruppi:
        assert all(fascia(s, OGGI, urgente=u) is gruppo.fascia for s, u in gruppo.voci)
        assert [not u for _, u in gruppo.voci] == sorted(not u for _, u in gruppo.voci)
        for urgente in (True, False):
            termini = [s or date.max for s, u in gruppo.voci if u is urgente]
            assert termini == sorted(termini)


@given(VOCI)
def test_il_tempo_che_passa_non_riporta_indietro(voci):
    """Una cosa con un termine, il giorno dopo, è nello stesso gruppo o in uno più vicino."""
    ordine = list(Fascia)
    for scadenza, urgente in voci:
        if scadenza is not None:
            oggi, domani = (fascia(scadenza, giorno, urgente=urgente) for giorno in (OGGI, OGGI + timedelta(days=1)))
            assert ordine.index(domani) <= ordine.index(oggi)
