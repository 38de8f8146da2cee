"""La casella «Cerca» in un browser vero: con la sola tastiera, senza JavaScript, accessibile, larga e stretta."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.assemblea.test_browser import SCRITTOIO, TELEFONO, statico
from tests.percorsi.sonda import difetti
from tests.scena import crea_scena
from tests.servizi.fabbriche import crea_bando

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def apri(browser, live_server):
    """Apre una pagina a nome di un ruolo; ciò di cui il navigatore si lamenta sta in `.lamentele`."""
    scena, contesti = crea_scena("lodi"), []
    with scena.aperto("udp"):
        for numero in range(1, 8):
            crea_bando(scena, f"Bando zaffiro {numero}, per gli anziani di Codogno")

    def nuova(ruolo, percorso, misura=SCRITTOIO, **altro):
        contesto = browser.new_context(viewport=dict(zip(("width", "height"), misura, strict=True)), locale="it-IT", **altro)
        contesti.append(contesto)
        sessione = scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value
        contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessione, "url": live_server.url}])
        pagina = contesto.new_page()
        pagina.lamentele = []
        pagina.on("console", lambda riga: riga.type == "error" and pagina.lamentele.append(riga.text))
        pagina.route(f"**{settings.STATIC_URL}**", statico)
        pagina.goto(live_server.url + percorso)
        return pagina

    yield nuova
    for contesto in contesti:
        contesto.close()


def sotto(pagina):
    return pagina.locator("#cerca-sotto")


def test_con_la_sola_tastiera_si_trova_si_apre_e_si_torna_a_cio_che_si_e_visto(apri):
    pagina = apri("udp", "/lodi/comuni/")
    pagina.keyboard.press("/")
    pagina.keyboard.type("codo")
    expect(sotto(pagina).get_by_role("link", name=re.compile("^Codogno"))).to_be_visible()
    expect(pagina.get_by_role("status").filter(has_text="risultati")).to_have_count(1)
    assert difetti(pagina, (1280, 390)) == []
    pagina.keyboard.press("Escape")
    expect(sotto(pagina)).to_be_hidden()
    assert pagina.evaluate("document.activeElement.id") == "cerca-ovunque"
    pagina.keyboard.type("gn")
    expect(sotto(pagina).get_by_role("link", name=re.compile("^Codogno"))).to_be_visible()
    while not pagina.evaluate("document.activeElement.textContent").startswith("Codogno"):
        pagina.keyboard.press("ArrowDown")
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/lodi/comuni/098019/")
    pagina.keyboard.press("/")
    pagina.keyboard.press("ArrowDown")
    recente = sotto(pagina).get_by_role("list", name="Viste di recente").get_by_role("link", name="Comuni")
    expect(recente).to_be_visible()
    assert difetti(pagina) == [] and pagina.lamentele == []


def test_i_risultati_si_scelgono_per_genere_e_si_fissano(apri):
    pagina = apri("udp", "/lodi/")
    pagina.keyboard.press("/")
    pagina.keyboard.type("zaffiri")
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/cerca/?q=zaffiri")
    pagina.get_by_role("button", name="Fissa Bando zaffiro 7,").press("Enter")
    expect(pagina.get_by_role("button", name="Togli Bando zaffiro 7,")).to_be_visible()
    pagina.get_by_role("link", name="Vedi tutti: bandi, 7").press("Enter")
    expect(pagina.get_by_role("button", name=re.compile("^ *Fissa "))).to_have_count(6)
    assert difetti(pagina, (1280, 390)) == []
    pagina.goto(pagina.url.partition("?")[0])
    expect(pagina.get_by_role("heading", name="Fissate")).to_be_visible()
    expect(pagina.get_by_role("link", name="Cerca «zaffiri»")).to_be_visible()
    assert difetti(pagina, (1280, 390)) == [] and pagina.lamentele == []


@pytest.mark.parametrize("misura", [SCRITTOIO, TELEFONO])
def test_senza_javascript_e_un_modulo_come_gli_altri(apri, misura):
    pagina = apri("udp", "/lodi/comuni/", misura, java_script_enabled=False)
    pagina.get_by_role("searchbox", name="Cerca nel portale").fill("zaffiro")
    pagina.get_by_role("button", name="Cerca", exact=True).click()
    expect(pagina.get_by_role("link", name=re.compile("^Bando zaffiro 7"))).to_be_visible()


def test_chi_esce_non_lascia_cio_che_ha_visto(apri):
    pagina = apri("udp", "/lodi/comuni/")
    expect(pagina.locator("#cerca-ovunque")).to_be_visible()
    assert pagina.evaluate("Object.keys(localStorage).some(nome => nome.startsWith('recenti:'))")
    pagina.context.clear_cookies()
    pagina.goto(pagina.url.partition("/lodi/")[0] + "/accedi/")
    assert pagina.evaluate("Object.keys(localStorage).filter(nome => nome.startsWith('recenti:'))") == []
