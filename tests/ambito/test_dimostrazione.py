"""Ciò che il nucleo racconta nella dimostrazione: scadenze chiuse e una lettera da consegnare, una volta sola."""

import pytest

from ambito import dimostrazione
from ambito.contesto import in_ambito
from ambito.models import Invio, Lettera, Scadenza
from ambito.riferimenti import carica_comuni
from tests.accordo.fabbriche import adesso


@pytest.mark.django_db
def test_a_lodi_ci_sono_scadenze_chiuse_e_una_lettera_e_rieseguirla_non_cambia_nulla():
    carica_comuni()
    scena = dimostrazione.prepara(dimostrazione.AMBITI[0], adesso())
    with in_ambito(scena.ambito.pk):
        for _ in range(2):
            dimostrazione.racconta_scadenze_e_invii(scena)
        assert Scadenza.objects.filter(fatta_il__isnull=False).count() == 1
        assert Scadenza.objects.exclude(non_si_applica="").count() == 1
        assert (Invio.objects.count(), Lettera.objects.get().comune.nome) == (1, "Abbadia Cerreto")
