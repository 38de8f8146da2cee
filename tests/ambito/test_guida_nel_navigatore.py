"""Ogni pagina della guida in un navigatore vero: accessibile, dentro lo schermo di un telefono, senza chiedere nulla ad altri."""

import pytest

from ambito import guida
from tests.percorsi.sonda import Sonda, difetti

pytestmark = [pytest.mark.browser, pytest.mark.lento]


@pytest.mark.django_db(transaction=True)
def test_ogni_pagina_sta_nello_schermo_e_non_si_lamenta(browser, live_server):
    contesto = browser.new_context(viewport={"width": 390, "height": 844}, locale="it-IT")
    sonda, pagina, trovati = Sonda(contesto, live_server.url), contesto.new_page(), []
    for nome in guida.nomi():
        pagina.goto(f"{live_server.url}/guida/{nome and nome + '/'}")
        trovati += [f"{nome}: {difetto}" for difetto in difetti(pagina) + sonda.lamentele]
        sonda.lamentele.clear()
    contesto.close()
    assert trovati == [], "\n".join(trovati)
