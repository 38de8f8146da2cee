"""Codice ostile in una sezione, nei commenti, in un documento importato, in un conflitto: in un browser vero non si esegue mai."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from ambito.nucleo.word import scrivi_docx
from piano import operazioni
from piano.models import Sezione
from piano.operazioni import testo
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.piano.veleni import VELENI
from tests.scena import ADESSO, crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPIA = """
  window.eseguiti = [];
  for (const nome of ['alert', 'confirm', 'prompt', 'msgbox']) window[nome] = () => window.eseguiti.push(nome);
  document.addEventListener('securitypolicyviolation', (e) => window.eseguiti.push('csp ' + e.violatedDirective));
"""
# Ciò che nella pagina non deve esserci, neppure se la politica dei contenuti lo fermerebbe.
OSTILI = """() => [...document.querySelectorAll('main *')].filter((e) =>
  ['SCRIPT', 'STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK', 'MATH', 'TEMPLATE'].includes(e.tagName)
  || [...e.attributes].some((a) => a.name.startsWith('on') || a.name.includes('hx-on')
     || (['href', 'src', 'action', 'formaction', 'data', 'cite', 'background'].includes(a.name)
         && !/^(https?:|mailto:|[/#?]|$)/i.test(a.value)))
).map((e) => e.outerHTML.slice(0, 120))"""
PAROLA = (
    '<html><body><!--StartFragment--><p class="MsoNormal" style="mso-margin-top-alt:auto;color:red"><b>Da Word</b>'
    '<script>alert(1)</script> <a href="javascript:alert(1)" onclick="alert(1)">male</a> <a href="https://x.it">bene</a></p>'
    '<p class="MsoListParagraphCxSpFirst" style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·'
    '<span style="font:7.0pt &quot;Times New Roman&quot;">   </span></span><![endif]>Prima voce</p>'
    '<table style="width:100%"><tr><td style="background:url(javascript:alert(1))"><p>A</p></td><td>B</td></tr></table>'
    "<img src=x onerror=alert(1)><o:p></o:p><!--EndFragment--></body></html>"
)


@pytest.fixture
def scena():
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        scena.sezione = sezione_di(piano_nuovo(scena)).pk
    return scena


@pytest.fixture
def pagina(scena, browser, live_server):
    contesto = browser.new_context(base_url=live_server.url)
    cookie = scena.client("udp").cookies[settings.SESSION_COOKIE_NAME].value
    contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    pagina = contesto.new_page()
    pagina.add_init_script(SPIA)
    # La presenza scrive da sola: in viaggio mentre la prova finisce, terrebbe occupata la banca dati da svuotare.
    pagina.route("**/presenza/", lambda richiesta: richiesta.fulfill(json={"altri": []}))
    yield pagina
    contesto.close()


def indirizzo(scena, nome):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", scena.sezione])


def salva(scena, scritto, partenza, ruolo="udp"):
    with scena.aperto(ruolo):
        sezione = Sezione.objects.get(pk=scena.sezione)
        return operazioni.salva_sezione(sezione, scritto, partenza=partenza, utente=scena.utenti[ruolo], adesso=ADESSO)


def innocua(pagina):
    """Nella pagina aperta non si è eseguito nulla e non c’è nulla che possa eseguirsi, neppure passandoci sopra."""
    for collegamento in pagina.locator("main .testo-ricco a").all()[:10]:
        collegamento.dispatch_event("mouseover")
    assert pagina.evaluate(OSTILI) == []
    assert pagina.evaluate("window.eseguiti") == []


def test_sono_almeno_cento_e_da_soli_si_puliscono():
    assert len(VELENI) == len(set(VELENI)) >= 100
    for veleno in VELENI:
        pulito = testo.testo_pulito(f"<p>x</p>{veleno}")
        assert testo.testo_pulito(pulito) == pulito


def test_salvati_letti_scritti_e_fra_le_revisioni(scena, pagina):
    # Ciascuno ripulito da solo, e tutti insieme: un commento aperto non deve salvare quelli dopo.
    salva(scena, "".join(testo.testo_pulito(f"<p>{n}</p>{v}") for n, v in enumerate(VELENI)), 0)
    salva(scena, "".join(VELENI), 1)
    salva(scena, "".join(f"<p>{v}</p>" for v in VELENI), 2)
    for nome in ("commenti", "sezione", "revisioni"):
        dove = indirizzo(scena, nome) + ("?da=1&a=3" if nome == "revisioni" else "")
        assert pagina.goto(dove).status == 200
        innocua(pagina)


def test_nei_commenti_nei_testi_proposti_e_nelle_risposte(scena, pagina):
    salva(scena, "<p>Il passaggio da cambiare.</p>", 0)
    with scena.aperto("udp"):
        sezione, poteri = Sezione.objects.get(pk=scena.sezione), scena.poteri("udp")
        for veleno in VELENI:
            commento = operazioni.commenta(sezione, veleno, passo="passaggio", proposta=veleno, poteri=poteri, adesso=ADESSO)
            operazioni.rispondi_al_commento(commento, veleno, poteri=poteri, adesso=ADESSO)
        operazioni.accogli_commento(commento, poteri=poteri, adesso=ADESSO)
    pagina.goto(indirizzo(scena, "commenti"))
    assert pagina.locator(".commento").count() == len(VELENI)
    innocua(pagina)
    pagina.goto(indirizzo(scena, "sezione"))
    innocua(pagina)


def test_in_un_documento_importato(scena, pagina, tmp_path):
    documento = tmp_path / "veleni.docx"
    corpo = "".join(f"<p>{v.replace('&', '&amp;').replace('<', '&lt;')}</p>" for v in VELENI)
    documento.write_bytes(
        scrivi_docx(corpo + '<p><a href="javascript:alert(1)">premi</a></p>', titolo="", autore="A", creato=ADESSO)
    )
    pagina.goto(indirizzo(scena, "importa"))
    pagina.locator("input[type=file]").set_input_files(documento)
    pagina.get_by_role("button", name="Carica e guarda").click()
    expect(pagina.locator("#anteprima")).to_contain_text("alert(1)")
    innocua(pagina)
    pagina.get_by_role("button", name="Metti nella sezione").click()
    expect(pagina.locator(".editor-testo")).to_contain_text("alert(1)")
    innocua(pagina)


def test_in_un_conflitto(scena, pagina):
    salva(scena, "<p>Base.</p>", 0)
    salva(scena, "".join(f"<p>Suo {v}</p>" for v in VELENI), 1, "coordinatore")
    assert not salva(scena, "".join(f"<p>Mio {v}</p>" for v in VELENI), 1).salvata
    assert pagina.goto(indirizzo(scena, "conflitto")).status == 200
    expect(pagina.locator("#conflitto")).to_contain_text("Il tuo testo")
    innocua(pagina)


def test_incollato_da_word_resta_solo_cio_che_si_sa_tenere(scena, pagina):
    pagina.goto(indirizzo(scena, "sezione"))
    pagina.locator(".editor-testo").click()
    pagina.evaluate(
        """(html) => {
          const dati = new DataTransfer();
          dati.setData('text/html', html);
          const gesto = new ClipboardEvent('paste', { clipboardData: dati, bubbles: true, cancelable: true });
          document.querySelector('.editor-testo').dispatchEvent(gesto);
        }""",
        PAROLA,
    )
    expect(pagina.locator(".salvataggio")).to_contain_text("Salvato alle", timeout=20_000)
    assert pagina.evaluate(OSTILI) == []
    # Chi incolla legge l’HTML in un documento inerte: i gesti lì dentro si vedono fermare, e non sono mai partiti.
    assert set(pagina.evaluate("window.eseguiti")) <= {"csp script-src-attr"}
    with scena.aperto("udp"):
        incollato = Sezione.objects.get(pk=scena.sezione).testo
    assert all(bene in incollato for bene in ("<strong>Da Word</strong>", "<table>", 'href="https://x.it"', "<li>"))
    assert not any(male in incollato for male in ("javascript", "style", "Mso", "script", "<img", "onclick"))
