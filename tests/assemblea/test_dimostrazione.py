"""I dati dimostrativi reggono i conti e si possono rifare."""

import pytest
from django.utils import timezone

from ambito import dimostrazione as nucleo
from ambito.assemblea import dimostrazione
from ambito.assemblea.models import Deliberazione, Seduta, Votazione
from ambito.assemblea.selezioni import conto
from ambito.contesto import in_ambito
from ambito.riferimenti import carica_comuni, carica_popolazione


@pytest.mark.django_db
def test_la_scena_di_lodi(django_assert_max_num_queries):
    carica_comuni()
    carica_popolazione()
    scena = nucleo.prepara(nucleo.AMBITI[0], timezone.now())
    with in_ambito(scena.ambito.pk):
        dimostrazione.popola(scena)
        with django_assert_max_num_queries(1):
            dimostrazione.popola(scena)
        assert sorted(Seduta.objects.values_list("stato", flat=True)) == ["bozza", "chiusa", "convocata"]
        passata = Seduta.objects.get(stato="chiusa")
        assert (passata.seggi.count(), passata.presenze.count()) == (61, 44)
        riparto = Votazione.objects.select_related("punto", "seduta").order_by("numero").first()
        conteggi = riparto.esito_calcolo["conteggi"]
        assert (conteggi["favorevoli"]["teste"], conteggi["contrari"]["teste"], conteggi["astenuti"]["teste"]) == (37, 5, 2)
        assert all(conto.riconta(v).coincide for v in Votazione.objects.all())
        assert sorted(Deliberazione.objects.values_list("numero", flat=True)) == [1, 2]
        assert passata.verbale.stato == "chiuso" and "44 Comuni su 61" in passata.verbale.testo
