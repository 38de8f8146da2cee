"""Ciò che il nucleo racconta nella dimostrazione: scadenze chiuse e una lettera da consegnare, una volta sola."""

import pytest

from ambito import dimostrazione
from ambito.accesso.dimostrativi import INGRESSI
from ambito.contesto import in_ambito
from ambito.models import Invio, Lettera, Scadenza, Utente
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


@pytest.mark.django_db
def test_ogni_indirizzo_della_pagina_di_ingresso_e_di_qualcuno():
    carica_comuni()
    dimostrazione.prepara_gestore()
    for voce in dimostrazione.AMBITI:
        dimostrazione.prepara(voce, adesso())
    indirizzi = {indirizzo for _, indirizzo in INGRESSI}
    trovati = {u.email for u in Utente.objects.filter(email__in=indirizzi) if u.check_password(dimostrazione.PASSWORD)}
    assert trovati == indirizzi
    assert Utente.objects.filter(email="sindaco.maleo@lodi.example").exists()
