"""Diecimila elezioni inventate: i tre conti (portale, programma a parte, PostgreSQL) sono sempre d’accordo."""

import pytest

from tests.assemblea.elezioni import discordi

QUANTE = 10_000


@pytest.mark.lento
def test_diecimila_elezioni_tre_conti_uguali(db):
    trovate, generi = discordi(QUANTE, "banco")
    print(f"{QUANTE} elezioni: {generi}")
    assert trovate == []
