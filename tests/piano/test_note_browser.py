"""Una nota scritta dalla tastiera, letta in pagina e ritrovata senza editor, in un navigatore vero."""

import pytest
from playwright.sync_api import expect

from piano.documenti import fotografa, impagina
from piano.models import Sezione
from piano.templatetags.piano import con_note_a_pie
from tests.piano.test_browser import AXE, apri, salvato, scena  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def testo(scena):  # noqa: F811
    with scena.aperto("udp"):
        return Sezione.objects.get(pk=scena.sezione).testo


def test_si_scrive_con_la_tastiera_e_si_legge_in_fondo(scena, apri):  # noqa: F811
    pagina = apri("udp")
    pagina.locator(".editor-testo p").nth(0).click()
    pagina.keyboard.press("End")
    pagina.keyboard.press("Control+Alt+f")
    expect(pagina.get_by_role("button", name="Nota", exact=True)).to_have_attribute("aria-pressed", "true")
    pagina.keyboard.type("Legge 328/2000.")
    pagina.get_by_role("button", name="Nota", exact=True).click()
    pagina.keyboard.type(" E poi.")
    pagina.locator(".editor-testo p").nth(1).click()
    pagina.keyboard.press("End")
    pagina.keyboard.type("[nota: Scritta a mano]")
    expect(pagina.locator(".editor-testo small")).to_have_count(2)
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    pagina.wait_for_url("**/piano/2025-2027/**")
    assert testo(scena).startswith(
        "<p>Primo paragrafo.<small>Legge 328/2000.</small> E poi.</p><p>Secondo paragrafo.<small>Scritta a mano</small></p>"
    )

    for larga in (1280, 390):
        lettura = apri("udp", scena.commenti, viewport={"width": larga, "height": 800})
        rimando = lettura.get_by_role("link", name="Nota 2")
        expect(rimando).to_have_text("Nota 2")
        rimando.click()
        nota = lettura.locator("li:target")
        expect(nota).to_contain_text("Scritta a mano")
        nota.get_by_role("link", name="Torna al testo dalla nota 2").click()
        assert lettura.evaluate("document.querySelector(':target').textContent") == "Nota 2"
        assert lettura.evaluate("document.documentElement.scrollWidth") <= larga
        lettura.evaluate(AXE)
        assert lettura.evaluate("axe.run('#testo-sezione').then((e) => e.violations.map((v) => v.id))") == []
        lettura.screenshot(path=f"/tmp/lavoro/editor-nota-{larga}.png", full_page=True)

    scrive = apri("udp", viewport={"width": 1280, "height": 800})
    expect(scrive.locator(".editor-testo small")).to_have_count(2)
    scrive.screenshot(path="/tmp/lavoro/editor-nota-scrive.png")


def test_senza_javascript_si_scrive_fra_parentesi(scena, apri):  # noqa: F811
    pagina = apri("udp", java_script_enabled=False)
    pagina.get_by_label("Testo della sezione").fill("Il servizio[nota: Legge 328/2000, art. 22.] è unico.")
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    assert testo(scena) == "<p>Il servizio<small>Legge 328/2000, art. 22.</small> è unico.</p>"
    with scena.aperto("udp"):
        sezione = Sezione.objects.get(pk=scena.sezione)
        foto = fotografa(sezione.piano, sezione.aggiornata_il.date())
    capitolo = next(s for s in impagina(foto)["sezioni"] if s["id"] == scena.sezione)
    assert '<span class="nota-a-pie">Legge 328/2000, art. 22.</span>' in con_note_a_pie(capitolo["html"])
