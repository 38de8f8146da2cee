"""Le pagine che tutti aprono, in un navigatore che non è Chromium."""

import json

import pytest

from piano.models import Sezione
from tests.percorsi.firefox import Firefox, programma
from tests.percorsi.sonda import AVANZO, AXE, CORRI_AXE, REGOLE

MANCA = "Manca Firefox: le pagine si provano solo in Chromium (apt-get install firefox-esr)."
pytestmark = [
    pytest.mark.browser,
    pytest.mark.lento,
    pytest.mark.skipif(programma() is None, reason=MANCA),
]
SINDACO, OPERATORE, COORDINATORE = (f"{chi}@lodi.example" for chi in ("sindaco.codogno", "operatore.codogno", "coordinatore"))
PAGINE = [
    (None, "/accedi/"),
    (None, "/lodi/trasparenza/"),
    (SINDACO, "/lodi/"),
    (SINDACO, "/lodi/assemblea/consultazioni/1/"),
    (OPERATORE, "/lodi/accordo/2025-2027/adesioni/098019/"),
    (COORDINATORE, "/lodi/comuni/"),
    (COORDINATORE, "/lodi/rendicontazione/2025/"),
]
TESTO = "document.querySelector('.editor-testo').innerText"
SALVATO = "document.querySelector('.salvataggio').textContent"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    navigatore = Firefox(tmp_path_factory.mktemp("firefox"))
    try:
        yield navigatore
    finally:
        navigatore.ferma()


@pytest.fixture
def scheda(firefox, portale):
    """`scheda(email)`: una finestra di quella persona, già entrata. Alla fine la console non deve aver detto niente."""
    aperte = []

    def apri(email=None):
        aperte.append(firefox.apri(portale.sessione(email) if email else None))
        return aperte[-1]

    yield apri
    for aperta in aperte:
        firefox.chiedi("browsingContext.close", context=aperta)
    dette = list(firefox.lamentele)
    firefox.lamentele.clear()
    assert dette == []


@pytest.mark.parametrize(("chi", "percorso"), PAGINE)
def test_le_pagine_sono_in_ordine(firefox, portale, scheda, chi, percorso):
    aperta, trovati = scheda(chi), []
    for larghezza in (1280, 390):
        firefox.stringe(aperta, larghezza)
        firefox.va(aperta, portale.origine + percorso)
        assert firefox.valuta(aperta, "location.pathname") == percorso
        assert firefox.valuta(aperta, "document.querySelectorAll('h1').length") == 1
        assert firefox.valuta(aperta, f"({AVANZO})") <= 0, larghezza
        firefox.valuta(aperta, f"(() => {{ {AXE}\n; return 0 }})()")
        violazioni = firefox.valuta(aperta, f"({CORRI_AXE})({json.dumps(REGOLE)})")
        trovati += [f"{larghezza}: axe {v['id']}: {nodo['html'][:160]}" for v in violazioni for nodo in v["nodes"][:3]]
    assert trovati == []


def test_si_scrive_una_sezione_e_il_testo_resta(firefox, portale, scheda):
    with portale.dentro("lodi"):
        pk = Sezione.objects.get(piano__triennio_inizio=2025, codice="3").pk
    indirizzo = f"{portale.origine}/lodi/piano/2025-2027/sezioni/{pk}/"
    aperta = scheda(COORDINATORE)
    firefox.va(aperta, indirizzo)
    firefox.valuta(aperta, "document.querySelector('.editor-testo').focus()")
    firefox.scrive(aperta, "Scritto con Firefox. ")
    firefox.aspetta(aperta, f"{TESTO}.includes('Scritto con Firefox.')")
    firefox.aspetta(aperta, f"{SALVATO}.startsWith('Salvato alle')")
    firefox.va(aperta, indirizzo)
    firefox.aspetta(aperta, f"{TESTO}.includes('Scritto con Firefox.')")
