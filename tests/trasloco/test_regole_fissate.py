"""Un Ambito traslocato calcola le griglie delle sue campagne chiuse con le corrispondenze della chiusura, non del posto nuovo."""

import pytest

from ambito.contesto import in_ambito
from ambito.nucleo.impronta import impronta
from ambito.trasloco import impronte
from rendicontazione.models import ChiusuraCampagna
from rendicontazione.selezioni.regole import dell_anno
from tests.rendicontazione.fabbriche import ANNO
from tests.rendicontazione.test_regole_alla_chiusura import altrove, celle, chiudi_con_la_sua_casella
from tests.trasloco.fabbriche import porta_dentro, porta_via

pytestmark = pytest.mark.django_db


def test_un_ambito_traslocato_porta_con_se_le_sue_corrispondenze(lodi, gestore, tmp_path):
    chiudi_con_la_sua_casella(lodi, gestore)
    with lodi.aperto("udp"):
        prima, segno, di_la = celle(), ChiusuraCampagna.objects.get().impronta_regole, impronte.calcola()
    archivio = porta_via(lodi.ambito, tmp_path)
    altrove()
    arrivato = porta_dentro(archivio)
    with in_ambito(arrivato.ambito.pk):
        fissata = ChiusuraCampagna.objects.get()
        assert [r.voce for r in dell_anno(ANNO)["FNPS"] if (r.asse, r.intervento) == ("riga", "2.1")] == ["1.1"]
        assert celle() == prima and {riga for riga, _ in prima} == {"2.2"}
        assert fissata.impronta_regole == segno == impronta(fissata.regole)
        assert impronte.calcola() == di_la == arrivato.impronte
