"""Il costo delle pagine dei riparti e di «Tocca a te» non dipende da quanti Comuni ci sono."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito.models import Appartenenza
from tests.accordo import riparti
from tests.accordo.test_interrogazioni import conta
from tests.scena import crea_comune

PAGINE = [
    ("udp", "/lodi/accordo/riparti/"), ("sindaco", "/lodi/accordo/riparti/"), ("udp", "/lodi/accordo/riparti/{pk}/"),
    ("udp", "/lodi/accordo/riparti/{pk}/scenari/A/"), ("udp", "/lodi/accordo/riparti/{pk}/scenari/A/?formato=csv"),
    ("udp", "/lodi/accordo/riparti/{pk}/riscossione/"), ("udp", "/lodi/accordo/riparti/{pk}/riscossione/?formato=csv"),
    ("operatore", "/lodi/accordo/riparti/comuni/098019/"), ("udp", "/lodi/"),
]  # fmt: skip


def cresci(lodi):
    for numero in range(40):
        comune = crea_comune(f"0982{numero:02}", f"Comune {numero:02}", 900)
        Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))


@pytest.mark.django_db
def test_uguale_con_quattro_e_con_quaranta_comuni(lodi):
    with lodi.aperto("udp"):
        prima = riparti.deliberato(lodi, anno=2024)
        pochi = riparti.in_riscossione(lodi, precedente=prima)
        riparti.paga(lodi, pochi, "Codogno", "1.00")
    misura = {chi: conta(lodi, chi[0], chi[1].format(pk=pochi.pk)) for chi in PAGINE}
    with lodi.aperto("udp"):
        cresci(lodi)
        tanti = riparti.in_riscossione(lodi, titolo="Con molti Comuni", precedente=prima)
        for nome in ("Codogno", "Lodi", "Comune 01", "Comune 02"):
            riparti.paga(lodi, tanti, nome, "1.00")
    assert {chi: conta(lodi, chi[0], chi[1].format(pk=tanti.pk)) for chi in PAGINE} == misura
    assert max(misura.values()) <= 40


@pytest.mark.django_db
def test_il_calcolo_costa_uguale_con_molti_comuni(lodi):
    costi = []
    with lodi.aperto("udp"):
        for titolo, prima in (("Pochi", lambda: None), ("Molti", lambda: cresci(lodi))):
            prima()
            scenario = riparti.calcolato(lodi, riparti.criterio(valore=70), riparti.criterio("uguale", 30), titolo=titolo)
            with CaptureQueriesContext(connection) as catturate:
                riparti.scrivi(lodi, scenario, riparti.criterio())
            costi.append(len(catturate))
    assert costi[0] == costi[1]
