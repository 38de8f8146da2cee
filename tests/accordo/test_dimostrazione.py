"""La scena dimostrativa: gli stati promessi, Codogno da fare, rieseguirla non cambia nulla."""

from collections import Counter

import pytest

from accordo import dimostrazione as adesioni
from accordo import documenti
from accordo.models import Adesione, AvvisoAdesione
from ambito import dimostrazione
from ambito.contesto import in_ambito
from ambito.nucleo.periodi import Triennio
from ambito.riferimenti import carica_comuni
from servizi.operazioni.catalogo import carica_catalogo
from tests.accordo.fabbriche import adesso


@pytest.mark.django_db
def test_lodi_e_popolato_una_volta_sola():
    carica_comuni()
    scena = dimostrazione.prepara(dimostrazione.AMBITI[0], adesso())
    with in_ambito(scena.ambito.pk):
        carica_catalogo()
        for _ in range(2):
            adesioni.popola(scena)
        stati = Counter(Adesione.objects.values_list("stato", flat=True))
        assert stati == {
            "accolta_sottoscrittore": 9, "accolta_consultiva": 3, "integrazione_richiesta": 2, "presentata": 6, "bozza": 2
        }  # fmt: skip
        assert not Adesione.objects.filter(comune__nome="Codogno").exists()
        assert sorted(Adesione.objects.exclude(numero=None).values_list("numero", flat=True)) == list(range(1, 21))
        assert documenti.trova().numero == 20
        assert documenti.trova(Triennio(2025)).numero == 20
        with pytest.raises(documenti.NessunaAdesione):
            documenti.trova(Triennio(2022))
    pavese = dimostrazione.prepara(dimostrazione.AMBITI[1], adesso())
    with in_ambito(pavese.ambito.pk):
        adesioni.popola(pavese)
        assert not AvvisoAdesione.objects.exists()
