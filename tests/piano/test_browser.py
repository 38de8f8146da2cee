"""Due persone, due browser veri, la stessa sezione: salvataggio automatico, unione, conflitto detto e risolto."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from piano import operazioni
from piano.documenti import fotografa, impagina
from piano.models import Sezione
from piano.templatetags import piano as filtri
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.piano.test_figure import disegno
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
        scena.commenti = reverse("piano:commenti", args=["lodi", "2025-2027", sezione.pk])
        scena.figure = reverse("piano:figure", args=["lodi", "2025-2027"])
    return scena


@pytest.fixture
def apri(scena, browser, live_server):
    """Apre la sezione come quel ruolo in un browser proprio; alla fine nessuno deve aver lamentato errori."""
    aperti, lamentele = [], []

    def _apri(ruolo, dove=None, lamenta="status of 409", **opzioni):
        contesto = browser.new_context(base_url=live_server.url, **opzioni)
        cookie = scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value
        contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        pagina = contesto.new_page()
        pagina.on("pageerror", lambda errore: lamentele.append(str(errore)))
        pagina.on("console", lambda riga: riga.type == "error" and lamenta not in riga.text and lamentele.append(riga.text))
        pagina.goto(dove or f"{scena.indirizzo}?scrivi=1")
        aperti.append(contesto)
        return pagina

    yield _apri
    for contesto in aperti:
        for pagina in contesto.pages:
            # Chiudendosi la pagina saluterebbe: in viaggio mentre la prova finisce, occuperebbe la banca dati da svuotare.
            pagina.evaluate("document.body.dataset.scaduta = '1'")
            pagina.wait_for_load_state("networkidle")
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


def entra(scena, pagina, ruolo):
    """Nello stesso browser, quella persona: come dopo un accesso nuovo."""
    cookie = scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value
    pagina.context.clear_cookies()
    pagina.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": pagina.url}])


def test_accesso_scaduto_il_testo_resta_nel_browser_e_si_riprende_senza_coprire_il_collega(scena, apri):
    paolo = apri("udp", lamenta="status of 403")
    paolo.context.clear_cookies()
    scrivi(paolo, 2, " Di Paolo.")
    salvato(paolo).to_contain_text("La sessione è scaduta", timeout=10_000)
    assert "scrivi%3D1" in paolo.get_by_role("link", name="Accedi di nuovo").get_attribute("href")
    with scena.aperto("coordinatore"):
        di_chiara = INIZIALE.replace("Primo paragrafo", "Primo paragrafo di Chiara")
        operazioni.salva_sezione(
            Sezione.objects.get(pk=scena.sezione), di_chiara, partenza=1, utente=scena.utenti["coordinatore"], adesso=ADESSO
        )
    # Sullo stesso computer un’altra persona non si ritrova il testo di Paolo.
    entra(scena, paolo, "coordinatore")
    paolo.goto(f"{scena.indirizzo}?scrivi=1")
    expect(paolo.locator(".editor-testo")).to_contain_text("di Chiara")
    assert "mai arrivato" not in paolo.locator(".salvataggio").inner_text()
    entra(scena, paolo, "udp")
    paolo.goto(f"{scena.indirizzo}?scrivi=1")
    salvato(paolo).to_contain_text("mai arrivato al portale")
    paolo.get_by_role("button", name="Riprendi quel testo").click()
    salvato(paolo).to_contain_text("insieme a ciò che un collega ha scritto altrove", timeout=10_000)
    assert scritto(scena) == di_chiara.replace("Terzo paragrafo.", "Terzo paragrafo. Di Paolo.")
    assert paolo.evaluate("Object.keys(localStorage).filter(c => c.startsWith('sezione:')).length") == 0


def test_senza_rete_il_testo_resta_e_parte_quando_torna(scena, apri):
    paolo = apri("udp", lamenta="ERR_INTERNET_DISCONNECTED")
    paolo.context.set_offline(True)
    scrivi(paolo, 0, " In treno.")
    salvato(paolo).to_contain_text("Connessione assente: il testo è conservato", timeout=10_000)
    assert "In treno" in paolo.evaluate(
        "JSON.parse(localStorage.getItem(Object.keys(localStorage).find(c => c.startsWith('sezione:')))).testo"
    )
    paolo.context.set_offline(False)
    salvato(paolo).to_contain_text("Salvato alle", timeout=25_000)
    assert "In treno" in scritto(scena)


def test_chi_apre_dopo_vede_chi_scrive_e_puo_scrivere_lo_stesso(scena, apri):
    apri("udp").wait_for_load_state("networkidle")
    chiara = apri("coordinatore", dove=scena.indirizzo)
    expect(chiara.locator(".avviso-attenzione")).to_contain_text("sta scrivendo qui dalle")
    chiara.get_by_role("link", name="Scrivi lo stesso").click()
    expect(chiara.locator(".editor-testo")).to_be_visible()
    expect(chiara.locator(".presenza")).to_contain_text("sta scrivendo qui dalle")


def test_si_segna_un_passaggio_e_si_propone_un_testo(scena, apri):
    sindaco = apri("sindaco", dove=scena.indirizzo)
    # «paragrafo» c’è tre volte: conta ciò che gli sta intorno.
    sindaco.locator("#testo-sezione p").nth(1).click(position={"x": 5, "y": 5})
    sindaco.evaluate("""() => {
      const nodo = document.querySelectorAll('#testo-sezione p')[1].firstChild;
      const da = nodo.data.indexOf('paragrafo');
      document.getSelection().setBaseAndExtent(nodo, da, nodo, da + 'paragrafo'.length);
    }""")
    sindaco.get_by_role("button", name="Commenta il punto segnato").click()
    expect(sindaco.get_by_label("Passaggio del testo")).to_have_value("paragrafo")
    sindaco.get_by_label("Commento", exact=True).fill("Meglio capoverso.")
    sindaco.get_by_label("Come lo scriveresti").fill("capoverso")
    sindaco.get_by_role("button", name="Invia il commento").click()
    expect(sindaco.locator("#testo-sezione mark")).to_have_text("paragrafo")
    sindaco.evaluate(AXE)
    assert sindaco.evaluate("axe.run().then(r => r.violations.map(v => v.id))") == []
    udp = apri("udp", dove=scena.commenti)
    udp.get_by_role("button", name="Accogli e cambia il testo").click()
    expect(udp.locator("#testo-sezione")).to_contain_text("Secondo capoverso.")
    assert scritto(scena) == INIZIALE.replace("Secondo paragrafo", "Secondo capoverso")


def test_senza_javascript_si_commenta_copiando_il_passaggio(scena, apri):
    pagina = apri("sindaco", dove=scena.indirizzo, java_script_enabled=False)
    pagina.get_by_label("Commento", exact=True).fill("Perché?")
    pagina.get_by_label("Passaggio del testo").fill("Secondo paragrafo")
    pagina.get_by_role("button", name="Invia il commento").click()
    expect(pagina.locator("#testo-sezione mark")).to_have_text("Secondo paragrafo")


def test_senza_javascript_si_scrive_scrive_lo_stesso(scena, apri):
    pagina = apri("udp", java_script_enabled=False)
    pagina.locator("#testo").fill("Scritto a mano.\n\nIn due paragrafi.")
    pagina.get_by_role("button", name="Salva e segna come completa").click()
    assert scritto(scena) == "<p>Scritto a mano.</p><p>In due paragrafi.</p>"
    with scena.aperto("udp"):
        assert Sezione.objects.get(pk=scena.sezione).completa


def test_si_scrive_con_la_tastiera_e_si_legge_in_fondo(scena, apri):
    pagina = apri("udp")
    pagina.locator(".editor-testo p").nth(0).click()
    pagina.keyboard.press("End")
    pagina.keyboard.press("Control+Alt+f")
    expect(pagina.get_by_role("button", name="Nota", exact=True)).to_have_attribute("aria-pressed", "true")
    pagina.keyboard.type("Legge 328/2000.")
    pagina.get_by_role("button", name="Nota", exact=True).click()
    # Dopo il comando si torna a scrivere al prossimo fotogramma: una persona non lo nota, la tastiera di una prova sì.
    expect(pagina.locator(".editor-testo")).to_be_focused()
    pagina.keyboard.type(" E poi.")
    pagina.locator(".editor-testo p").nth(1).click()
    pagina.keyboard.press("End")
    pagina.keyboard.type("[nota: Scritta a mano]")
    expect(pagina.locator(".editor-testo small")).to_have_count(2)
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    pagina.wait_for_url("**/piano/2025-2027/**")
    assert scritto(scena).startswith(
        "<p>Primo paragrafo.<small>Legge 328/2000.</small> E poi.</p><p>Secondo paragrafo.<small>Scritta a mano</small></p>"
    )

    for larga in (1280, 390):
        lettura = apri("udp", scena.commenti, viewport={"width": larga, "height": 800})
        rimando = lettura.get_by_role("link", name="Nota 2", exact=True)
        expect(rimando).to_have_text("Nota 2")
        rimando.click()
        nota = lettura.locator("li:target")
        expect(nota).to_contain_text("Scritta a mano")
        nota.get_by_role("link", name="Torna al testo dalla nota 2").click()
        assert lettura.evaluate("document.querySelector(':target').textContent") == "Nota 2"
        assert lettura.evaluate("document.documentElement.scrollWidth") <= larga
        lettura.evaluate(AXE)
        assert lettura.evaluate("axe.run('#testo-sezione').then((e) => e.violations.map((v) => v.id))") == []

    scrive = apri("udp", viewport={"width": 1280, "height": 800})
    expect(scrive.locator(".editor-testo small")).to_have_count(2)


def test_senza_javascript_si_scrive_fra_parentesi(scena, apri):
    pagina = apri("udp", java_script_enabled=False)
    pagina.get_by_label("Testo della sezione").fill("Il servizio[nota: Legge 328/2000, art. 22.] è unico.")
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    assert scritto(scena) == "<p>Il servizio<small>Legge 328/2000, art. 22.</small> è unico.</p>"
    with scena.aperto("udp"):
        sezione = Sezione.objects.get(pk=scena.sezione)
        foto = fotografa(sezione.piano, sezione.aggiornata_il.date())
    capitolo = next(s for s in impagina(foto)["sezioni"] if s["id"] == scena.sezione)
    assert '<span class="nota-a-pie">Legge 328/2000, art. 22.</span>' in filtri.testo_da_stampare(capitolo)


def carica_figura(pagina):
    """Dal modulo della stanza «Figure»."""
    pagina.get_by_label("Immagine", exact=True).set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": disegno()})
    pagina.get_by_label("Didascalia").fill("Accessi al servizio")
    pagina.get_by_label("Che cosa mostra").fill("Gli accessi crescono ogni anno.")
    pagina.get_by_role("button", name="Carica la figura").click()
    expect(pagina.get_by_text("[figura: accessi-al-servizio]", exact=True)).to_be_visible()


def si_vede(pagina):
    """L’immagine, arrivata davvero, con le parole per chi non la vede."""
    figura = pagina.get_by_role("figure", name="Accessi al servizio")
    immagine = figura.get_by_role("img", name="Gli accessi crescono ogni anno.")
    immagine.scroll_into_view_if_needed()
    expect(immagine).to_have_js_property("naturalWidth", 30)


def test_una_figura_si_carica_si_mette_nel_testo_e_si_vede(scena, apri):
    pagina = apri("udp")
    pagina.locator(".editor-testo p").nth(0).click()
    pagina.keyboard.press("End")
    metti = pagina.get_by_role("link", name="Metti una figura")
    metti.click()
    finestra = pagina.get_by_role("dialog", name="Metti una figura")
    expect(finestra.get_by_role("status")).to_have_text("Trovati 0")
    with pagina.context.expect_page() as altra:
        finestra.get_by_role("link", name="Apri l’elenco in un’altra finestra").click()
    carica_figura(altra.value)
    altra.value.close()
    finestra.get_by_role("button", name="Chiudi").click()

    metti.click()
    finestra.get_by_role("button", name="Accessi al servizio").click()
    expect(pagina.locator(".editor-testo img")).to_have_js_property("naturalWidth", 30)
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    pagina.wait_for_url("**/piano/2025-2027/**")
    assert scritto(scena).startswith("<p>Primo paragrafo.</p><p>[figura: accessi-al-servizio]</p><p>Secondo")
    for larga in (1280, 390):
        lettura = apri("sindaco", scena.indirizzo, viewport={"width": larga, "height": 800})
        si_vede(lettura)
        assert lettura.evaluate("document.documentElement.scrollWidth") <= larga


def test_senza_javascript_una_figura_si_carica_e_si_cita(scena, apri):
    pagina = apri("udp", scena.figure, java_script_enabled=False)
    carica_figura(pagina)
    pagina.goto(f"{scena.indirizzo}?scrivi=1")
    pagina.get_by_label("Testo della sezione").fill("Prima.\n\n[figura: accessi-al-servizio]\n\nDopo.")
    pagina.get_by_role("button", name="Salva e torna al piano").click()
    assert scritto(scena) == "<p>Prima.</p><p>[figura: accessi-al-servizio]</p><p>Dopo.</p>"
    pagina.goto(scena.commenti)
    si_vede(pagina)
