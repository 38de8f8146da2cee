"""I numeri in fila: uno dopo l’altro, per anno e per Ambito, e chi non riesce non ne consuma."""

import pytest
from django.db import transaction

from accordo.models import NumeratoreAdesioni, NumeratoreProtocollo
from ambito.db.numeri import prossimo, seguente
from ambito.models import PopolazioneComune


@pytest.mark.parametrize("numeratore", [NumeratoreAdesioni, NumeratoreProtocollo])
def test_si_conta_per_anno_e_per_ambito(lodi, pavese, numeratore):
    with lodi.aperto():
        assert [prossimo(numeratore, anno=a) for a in (2025, 2025, 2026, 2025)] == [1, 2, 1, 3]
    with pavese.aperto():
        assert prossimo(numeratore, anno=2025) == 1


def test_chi_non_riesce_non_lascia_un_buco(lodi):
    with lodi.aperto():
        assert prossimo(NumeratoreAdesioni, anno=2025) == 1
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert prossimo(NumeratoreAdesioni, anno=2025) == 2
            raise ZeroDivisionError
        assert prossimo(NumeratoreAdesioni, anno=2025) == 2


@pytest.mark.django_db
def test_il_seguente_del_piu_alto_o_uno(lodi):
    del_primo = PopolazioneComune.objects.filter(comune=lodi.elenco[0])
    assert seguente(del_primo, "valore") == 45001
    assert seguente(del_primo.filter(valore=0), "valore") == 1
