"""Il costo del quadro e di «Tocca a te» non dipende da quanti Comuni e quante adesioni ci sono."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo.models import Adesione
from ambito.models import Appartenenza
from tests.accordo.fabbriche import adesso, crea_avviso, invia, oggi
from tests.scena import crea_comune

PAGINE = {
    ("coordinatore", "/lodi/accordo/2025-2027/adesioni/"): 17,
    ("operatore", "/lodi/accordo/2025-2027/adesioni/"): 16,
    ("coordinatore", "/lodi/accordo/"): 16,
    ("coordinatore", "/lodi/accordo/2025-2027/adesioni/?formato=csv"): 13,
}


def conta(lodi, ruolo, url):
    navigatore = lodi.client(ruolo)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        navigatore.get(url)
    return len(catturate)


@pytest.mark.django_db
def test_uguale_con_una_e_con_sessanta_adesioni(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        invia(lodi, avviso)
    prima = {chi: conta(lodi, *chi) for chi in PAGINE}
    with lodi.aperto("udp"):
        for numero in range(60):
            comune = crea_comune(f"0982{numero:02}", f"Comune {numero:02}", 900)
            Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))
            inviata = {"stato": "presentata", "anno": oggi().year, "numero": 100 + numero, "inviata_il": adesso()}
            Adesione.objects.create(avviso=avviso, comune=comune, tipo="consultiva", **inviata)
    assert {chi: conta(lodi, *chi) for chi in PAGINE} == prima
    assert {chi: prima[chi] for chi in PAGINE if prima[chi] > PAGINE[chi]} == {}
