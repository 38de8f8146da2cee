"""La vetrina in un browser vero: accessibilità, politica dei contenuti, tastiera, salvataggio automatico.

Le pagine si rendono qui e il browser le riceve senza server: niente banca dati, solo modelli e file statici veri.
"""

import json
import mimetypes
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines

from ambito.vetrina import AdesioneDiEsempio

from .allestimento import CARTELLA, cornice, galleria, richiesta

pytestmark = pytest.mark.browser

ORIGINE = "http://portale.example"
AXE = (CARTELLA / "axe.min.js").read_text("utf-8")
REGOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEZIONE = """{% extends "base.html" %}{% load static componenti %}{% block titolo %}Sezione{% endblock %}
{% block script %}<script src="{% static 'vendor/editor.js' %}" defer></script>
<script src="{% static 'js/sezione.js' %}" defer></script>{% endblock %}
{% block corpo %}{% testa_pagina "Analisi del contesto" %}{% endtesta_pagina %}<div id="conflitto"></div>
<form method="post" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="gettone">
<input type="hidden" name="revisione" value="1"><div class="campo"><label class="campo-etichetta" for="testo">Analisi</label>
<textarea class="controllo" id="testo" name="testo" data-editor data-autosalva="/salva/"><p>Prima.</p>
<table><tbody><tr><th><p>Area</p></th></tr><tr><td><p>Anziani</p></td></tr></tbody></table></textarea></div></form>{% endblock %}"""


def csp():
    """La politica dei contenuti delle impostazioni, come intestazione."""
    direttive = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{nome} {' '.join(fonti)}" for nome, fonti in direttive.items() if isinstance(fonti, list))


def statico(percorso):
    """Il file dietro un indirizzo statico, che abbia o no l'impronta nel nome."""
    nome = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", percorso.removeprefix(settings.STATIC_URL))
    return finders.find(nome)


class Sito:
    """Le pagine servite al browser e ciò che il browser ha lamentato."""

    def __init__(self, page):
        self.pagine, self.lamentele, self.inviati, self.esito = {}, [], [], (200, {"revisione": 2, "salvato": "10:32"})
        self.page = page
        page.on("pageerror", lambda errore: self.lamentele.append(str(errore)))
        page.on("console", lambda riga: riga.type == "error" and "status of" not in riga.text and self.lamentele.append(riga.text))
        page.route("**/*", self.rispondi)

    def rispondi(self, rotta):
        """Manda pagine, file statici e risposte del salvataggio; ogni altro indirizzo è un errore."""
        indirizzo = urlsplit(rotta.request.url)
        if indirizzo.path == "/salva/":
            self.inviati.append(parse_qs(rotta.request.post_data))
            rotta.fulfill(status=self.esito[0], json=self.esito[1])
        elif file := indirizzo.path.startswith(settings.STATIC_URL) and statico(indirizzo.path):
            rotta.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])
        elif indirizzo.netloc == urlsplit(ORIGINE).netloc and indirizzo.path in self.pagine:
            corpo = self.pagine[indirizzo.path]
            testo = corpo(indirizzo) if callable(corpo) else corpo
            rotta.fulfill(body=testo, headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": csp()})
        else:
            self.lamentele.append(f"richiesta inattesa: {rotta.request.url}")
            rotta.abort()

    def apri(self, percorso, corpo):
        """Registra la pagina e ci va."""
        self.pagine[percorso] = corpo
        self.page.goto(ORIGINE + percorso)
        return self.page

    def violazioni(self):
        """Le violazioni di accessibilità della pagina attuale."""
        self.page.evaluate(AXE + "\n;0")
        trovate = self.page.evaluate("r => axe.run(document, {runOnly: {type: 'tag', values: r}}).then(e => e.violations)", REGOLE)
        return [(v["id"], [nodo["html"][:160] for nodo in v["nodes"]]) for v in trovate]


@pytest.fixture
def sito(page):
    return Sito(page)


@pytest.fixture
def sezione(sito):
    return sito.apri("/lodi/sezione/", engines["django"].from_string(SEZIONE).render(cornice(), richiesta()))


@pytest.mark.parametrize("larghezza", [1280, 390, 320])
@pytest.mark.parametrize("form", [None, AdesioneDiEsempio({"importo": "dodici"})], ids=["vuoto", "con errori"])
def test_la_vetrina_e_accessibile_e_rispetta_la_politica(sito, larghezza, form):
    sito.page.set_viewport_size({"width": larghezza, "height": 900})
    page = sito.apri("/vetrina/", galleria(form=form))
    assert sito.violazioni() == []
    assert sito.lamentele == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_il_primo_tasto_tab_porta_al_salto_e_il_salto_al_contenuto(sito):
    page = sito.apri("/vetrina/", galleria())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Vai al contenuto principale"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenuto"


def test_il_riepilogo_degli_errori_riceve_il_fuoco_e_porta_al_campo(sito):
    page = sito.apri("/vetrina/", galleria(form=AdesioneDiEsempio({})))
    assert page.evaluate("document.activeElement.id") == "sommario-errori"
    page.click("#sommario-errori a[href='#id_voto_0']")
    assert page.evaluate("document.activeElement.id") == "id_voto_0"


def test_la_conferma_chiede_e_annulla_riporta_al_pulsante(sito):
    page = sito.apri("/vetrina/", galleria())
    page.get_by_role("button", name="Invia ai Comuni").click()
    finestra = page.get_by_role("dialog")
    assert "Inviare la bozza ai 61 Comuni?" in finestra.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Annulla"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Invia ai Comuni"


def test_il_menu_del_telefono_si_apre_e_si_chiude(sito):
    sito.page.set_viewport_size({"width": 390, "height": 844})
    page = sito.apri("/vetrina/", galleria())
    page.get_by_role("button", name="Mostra il menu").click()
    page.get_by_role("link", name="Rendicontazione").wait_for(state="visible")
    page.wait_for_timeout(600)
    assert sito.violazioni() == []
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Rendicontazione").wait_for(state="hidden")


def test_un_filtro_scambia_i_risultati_e_lascia_il_fuoco(sito):
    def elenco(indirizzo):
        cercato = parse_qs(indirizzo.query).get("nome", [""])[0]
        righe = [{"nome": "Codogno", "ab": "15.988", "quota": "1 €", "stato": "Bozza", "tono": "neutro"}] if cercato else None
        return galleria(righe=righe, indirizzo=f"/vetrina/?{indirizzo.query}")

    page = sito.apri("/vetrina/", elenco)
    page.locator("#id_nome").press_sequentially("cod")
    page.get_by_text("1 su 5 Comuni").wait_for()
    assert "nome=cod" in page.url
    assert page.evaluate("document.activeElement.id") == "id_nome"
    page.click("#tabella-ordina-nome")
    page.locator("#tabella th[aria-sort=ascending]").wait_for()
    assert page.evaluate("document.activeElement.id") == "tabella-ordina-nome"
    assert sito.lamentele == []


def test_senza_javascript_menu_e_moduli_restano_usabili(browser):
    schermo = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = Sito(schermo.new_page()).apri("/vetrina/", galleria())
    assert page.get_by_role("link", name="Rendicontazione").is_visible()
    assert page.get_by_role("button", name="Filtra").is_visible()
    assert page.get_by_role("link", name="Aggiorna").is_visible()
    schermo.close()


def test_la_sezione_si_salva_da_sola(sito, sezione):
    sezione.click(".editor-testo p")
    sezione.keyboard.type("Dopo. ")
    sezione.get_by_text("Salvato alle 10:32").wait_for()
    assert "Dopo." in sito.inviati[-1]["testo"][0]
    assert "style=" not in sito.inviati[-1]["testo"][0]
    assert sito.inviati[-1]["revisione"] == ["1"]
    assert sito.inviati[-1]["csrfmiddlewaretoken"] == ["gettone"]
    assert sezione.input_value("[name=revisione]") == "2"
    assert sezione.evaluate("Object.keys(localStorage).filter(nome => !nome.startsWith('recenti:'))") == []
    assert sito.violazioni() == []
    assert sito.lamentele == []


def test_un_conflitto_ferma_il_salvataggio_e_mostra_il_confronto(sito, sezione):
    sito.esito = (409, {"messaggio": "Marco Riva ha salvato questa sezione alle 10:31.", "url": "/lodi/conflitto/"})
    sito.pagine["/lodi/conflitto/"] = '<main><div id="conflitto"><h2>Due testi diversi</h2></div></main>'
    sezione.click(".editor-testo p")
    sezione.keyboard.type("Mio. ")
    sezione.get_by_text("Due testi diversi").wait_for()
    assert sezione.get_by_role("link", name="Confronta i due testi").get_attribute("href") == "/lodi/conflitto/"
    assert sezione.evaluate("document.activeElement.id") == "conflitto"
    sezione.reload()
    sezione.get_by_role("button", name="Riprendi quel testo").click()
    assert "Mio." in sezione.locator(".editor-testo").inner_text()


def test_una_sessione_scaduta_non_perde_il_testo(sito, sezione):
    sito.esito = (403, {})
    sezione.click(".editor-testo p")
    sezione.keyboard.type("Non perdermi. ")
    sezione.get_by_text("La sessione è scaduta").wait_for()
    conservato = json.loads(sezione.evaluate("localStorage.getItem(Object.keys(localStorage).find(c => c.startsWith('sezione:')))"))
    assert "Non perdermi." in conservato["testo"]
    assert sezione.get_by_role("link", name="Accedi di nuovo").is_visible()


def test_dall_editor_si_esce_con_la_tastiera(sito, sezione):
    sezione.click(".editor-testo td p")
    assert sezione.get_by_role("button", name="Aggiungi riga").is_visible()
    sezione.keyboard.press("Escape")
    assert sezione.evaluate("document.activeElement.closest('[role=toolbar]') !== null")
    primo = sezione.evaluate("document.activeElement.textContent")
    sezione.keyboard.press("ArrowRight")
    assert sezione.evaluate("document.activeElement.textContent") != primo
    assert sito.violazioni() == []


def test_l_incollato_da_un_elaboratore_torna_elenco_senza_script(sito, sezione):
    word = (
        '<p class="MsoListParagraph" style="mso-list:l0 level1"><span style="mso-list:Ignore">1.</span>Primo</p>'
        '<p class="MsoListParagraph" style="mso-list:l0 level1"><span style="mso-list:Ignore">2.</span>Secondo</p>'
        '<p>Vedi <a href="javascript:alert(1)">qui</a></p><script>alert(1)</script>'
    )
    sezione.click(".editor-testo p")
    sezione.keyboard.press("End")
    sezione.keyboard.press("Enter")
    sezione.evaluate(
        """html => { const d = new DataTransfer(); d.setData('text/html', html);
        document.querySelector('.editor-testo').dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true})); }""",
        word,
    )
    assert sezione.locator(".editor-testo ol > li").all_inner_texts() == ["Primo", "Secondo"]
    scritto = sezione.input_value("#testo")
    assert "javascript:" not in scritto
    assert "<script" not in scritto
    assert sito.lamentele == []


def test_le_scorciatoie_hanno_un_aiuto_e_si_possono_spegnere(sito):
    page = sito.apri("/vetrina/", galleria())
    page.keyboard.press("?")
    aiuto = page.get_by_role("dialog", name="Scorciatoie da tastiera")
    assert "Apri «Comuni»" in aiuto.inner_text()
    assert sito.violazioni() == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "cerca-ovunque"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.id") == "id_nome"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0, "mentre si scrive non agiscono"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("2")
    assert page.url.endswith("#v1")
    page.keyboard.press("?")
    aiuto.get_by_label("Usa le scorciatoie su questo dispositivo").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0
    assert sito.lamentele == []


def test_la_stampa_lascia_il_contenuto_e_toglie_i_comandi(sito):
    page = sito.apri("/vetrina/", galleria())
    page.emulate_media(media="print")
    for comando in (".it-header-wrapper", ".piede", "form.filtri", ".esporta", ".pagine", ".azioni"):
        assert not page.locator(comando).first.is_visible(), comando
    assert page.get_by_role("table", name="Comuni dell’Ambito con abitanti, quota e adesione").is_visible()
    assert sito.lamentele == []
