"""Su elezioni inventate portale, programma a parte e PostgreSQL danno lo stesso verdetto; un motore sbagliato si vede subito."""

import pytest

from tests.assemblea.elezioni import discordi, motore_che_arrotonda, motore_distratto

pytestmark = pytest.mark.django_db


def test_cinquecento_elezioni_a_caso_tre_conti_uguali():
    trovate, generi = discordi(500, "suite")
    assert trovate == []
    assert min(generi.values()) > 10, generi


@pytest.mark.parametrize("motore", [motore_distratto, motore_che_arrotonda])
def test_un_motore_sbagliato_si_vede(motore):
    trovate, _ = discordi(500, "suite", motore=motore)
    assert trovate
