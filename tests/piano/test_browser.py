"""Due persone, due browser veri, la stessa sezione: salvataggio automatico, unione, conflitto detto e risolto."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from piano import operazioni
from piano.models import Sezione
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.scena import ADESSO, crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parents[1] / "vetrina" / "axe.min.js").read_text("utf-8")
INIZIALE = "<p>Primo paragrafo.</p><p>Secondo paragrafo.</p><p>Terzo paragrafo.</p>"


@pytest.fixture
def scena():
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        sezione = sezione_di(piano_nuovo(scena))
        operazioni.salva_sezione(sezione, INIZIALE, partenza=0, utente=scena.utenti["udp"], adesso=ADESSO)
        scena.sezione = sezione.pk
        scena.indirizzo = reverse("piano:sezione", args=["lodi", "2025-2027", sezione.pk])
    return scena


@pytest.fixture
def apri(scena, browser, live_server):
    """Apre la sezione come quel ruolo in un browser proprio; alla fine nessuno deve aver lamentato errori."""
    aperti, lamentele = [], []

    def _apri(ruolo, **opzioni):
        contesto = browser.new_context(base_url=live_server.url, **opzioni)
        cookie = scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value
        contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        pagina = contesto.new_page()
        pagina.on("pageerror", lambda errore: lamentele.append(str(errore)))
        pagina.on("console", lambda riga: riga.type == "error" and "status of 409" not in riga.text and lamentele.append(riga.text))
        pagina.goto(scena.indirizzo)
        aperti.append(contesto)
        return pagina

    yield _apri
    for contesto in aperti:
        contesto.close()
    assert lamentele == []


def scrivi(pagina, numero, testo):
    """Aggiunge il testo in fondo al paragrafo dato."""
    pagina.locator(".editor-testo p").nth(numero).click()
    pagina.keyboard.press("End")
    pagina.keyboard.type(testo)


def salvato(pagina):
    return expect(pagina.locator(".salvataggio"))


def scritto(scena):
    with scena.aperto("udp"):
        return Sezione.objects.get(pk=scena.sezione).testo


def test_si_salva_da_se_e_punti_diversi_si_uniscono(scena, apri):
    paolo, chiara = apri("udp"), apri("coordinatore")
    scrivi(paolo, 0, " Di Paolo.")
    salvato(paolo).to_have_text(re.compile(r"^Salvato alle \d\d:\d\d$"), timeout=10_000)
    scrivi(chiara, 2, " Di Chiara.")
    salvato(chiara).to_contain_text("insieme a ciò che un collega ha scritto altrove", timeout=10_000)
    scrivi(chiara, 2, " E ancora.")
    salvato(chiara).to_have_text(re.compile("Modifiche non ancora salvate"))
    salvato(chiara).to_contain_text("insieme a ciò", timeout=10_000)
    assert scritto(scena) == (
        "<p>Primo paragrafo. Di Paolo.</p><p>Secondo paragrafo.</p><p>Terzo paragrafo. Di Chiara. E ancora.</p>"
    )


def test_lo_stesso_punto_e_un_conflitto_detto_e_risolto(scena, apri):
    paolo, chiara = apri("udp"), apri("coordinatore")
    scrivi(paolo, 1, " Di Paolo.")
    salvato(paolo).to_contain_text("Salvato alle", timeout=10_000)
    scrivi(chiara, 1, " Di Chiara.")
    salvato(chiara).to_contain_text("Un collega ha cambiato lo stesso punto", timeout=10_000)
    regione = chiara.locator("#conflitto")
    expect(regione).to_contain_text("Di Paolo.")
    expect(regione).to_be_focused()
    regione.get_by_role("link", name="Uniscili a mano").click()
    expect(chiara.locator(".editor-testo")).to_contain_text("Di Chiara.")
    expect(chiara.locator(".editor-testo")).to_contain_text("Di Paolo.")
    chiara.evaluate(AXE)
    assert chiara.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []
    chiara.get_by_role("button", name="Salva il testo unito").click()
    chiara.wait_for_url(f"**{scena.indirizzo}")
    assert "Di Chiara." in scritto(scena) and "Di Paolo." in scritto(scena)


def test_senza_javascript_si_scrive_lo_stesso(scena, apri):
    pagina = apri("udp", java_script_enabled=False)
    pagina.locator("#testo").fill("Scritto a mano.\n\nIn due paragrafi.")
    pagina.get_by_role("button", name="Salva e segna come completa").click()
    assert scritto(scena) == "<p>Scritto a mano.</p><p>In due paragrafi.</p>"
    with scena.aperto("udp"):
        assert Sezione.objects.get(pk=scena.sezione).completa
