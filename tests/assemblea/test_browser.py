"""La sala e il voto in un browser vero: dal telefono, senza ricaricare, senza JavaScript, accessibili."""

import mimetypes
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import expect

from ambito import flusso
from ambito.assemblea.esempi import UN_VOTO
from ambito.assemblea.models import Seduta, Voto
from ambito.assemblea.operazioni import aula, votazioni
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.scena import crea_scena

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(__file__).parents[1] / "vetrina" / "axe.min.js").read_text("utf-8")
REGOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TELEFONO, SCRITTOIO = (390, 844), (1280, 900)


def statico(rotta):
    """I file statici vengono dai sorgenti, con o senza impronta nel nome."""
    nome = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", urlsplit(rotta.request.url).path.removeprefix(settings.STATIC_URL))
    file = finders.find(nome)
    rotta.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])


@pytest.fixture
def sala(browser, live_server):
    """La scena con una seduta in corso (Codogno fuori), e come aprire una pagina a nome di un ruolo."""
    scena = crea_scena("lodi")
    with scena.aperto("segretario"):
        scena.assemblea = Assemblea(scena)
        scena.seduta = scena.assemblea.in_corso(punti=2, nomi=["Lodi", "Casalpusterlengo", "Abbadia Cerreto"])
    contesti = []

    def apri(ruolo, nome, *argomenti, misura=TELEFONO, **altro):
        contesto = browser.new_context(viewport=dict(zip(("width", "height"), misura, strict=True)), locale="it-IT", **altro)
        contesti.append(contesto)
        sessione = scena.client(ruolo).cookies[settings.SESSION_COOKIE_NAME].value
        contesto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessione, "url": live_server.url}])
        pagina = contesto.new_page()
        pagina.lamentele = []
        pagina.on("console", lambda riga: riga.type == "error" and pagina.lamentele.append(riga.text))
        pagina.route(f"**{settings.STATIC_URL}**", statico)
        pagina.goto(live_server.url + reverse(f"assemblea:{nome}", args=["lodi", *argomenti]))
        return pagina

    scena.apri = apri
    yield scena
    for contesto in contesti:
        contesto.close()


def apri_voto(scena):
    with scena.aperto("segretario"):
        punto = flusso.esegui(scena.seduta.punti.first(), "chiama", poteri=scena.assemblea.poteri, adesso=QUANDO)
        return votazioni.apri_votazione(punto, poteri=scena.assemblea.poteri, adesso=QUANDO)


def vota_dal_telefono(pagina):
    pagina.get_by_role("link", name="Vota", exact=True).click()
    pagina.get_by_text("Favorevole", exact=True).click()
    pagina.get_by_role("button", name="Conferma il voto").click()
    expect(pagina.get_by_role("heading", name="Voto registrato")).to_be_visible()


def test_la_sala_si_aggiorna_da_se_e_si_vota_dal_telefono(sala):
    telefono = sala.apri("sindaco", "sala", sala.seduta.pk)
    telefono.get_by_role("button", name="Sono presente").click()
    expect(telefono.get_by_text("4 su 4 Comuni presenti")).to_be_visible()
    scrittoio = sala.apri("segretario", "sala", sala.seduta.pk, misura=SCRITTOIO)
    votazione = apri_voto(sala)
    expect(telefono.get_by_role("heading", name="Si vota adesso")).to_be_visible(timeout=8000)
    expect(scrittoio.get_by_text("0 su 4")).to_be_visible(timeout=8000)
    expect(scrittoio.locator("#elenco-sala")).to_contain_text("In discussione")
    vota_dal_telefono(telefono)
    expect(scrittoio.get_by_text("1 su 4")).to_be_visible(timeout=8000)
    scrittoio.reload()
    scrittoio.get_by_role("button", name="Chiudi la votazione e conta").click()
    scrittoio.get_by_role("dialog").get_by_role("button", name="Chiudi la votazione e conta").click()
    expect(scrittoio.get_by_role("heading", name="Il risultato")).to_be_visible()
    with sala.aperto():
        ricevuta = Voto.objects.get(votazione=votazione, modo="persona").ricevuta
    expect(scrittoio.get_by_text(ricevuta)).to_be_visible()
    assert telefono.lamentele == scrittoio.lamentele == []


def test_senza_javascript_si_entra_e_si_vota(sala):
    apri_voto(sala)
    telefono = sala.apri("sindaco", "sala", sala.seduta.pk, java_script_enabled=False)
    telefono.get_by_role("button", name="Sono presente").click()
    vota_dal_telefono(telefono)
    with sala.aperto():
        assert Voto.objects.get().espressione == "favorevole"


def violazioni(pagina):
    pagina.evaluate(AXE + "\n;0")
    trovate = pagina.evaluate("r => axe.run(document, {runOnly: {type: 'tag', values: r}}).then(e => e.violations)", REGOLE)
    return [(v["id"], [nodo["html"][:160] for nodo in v["nodes"]]) for v in trovate]


def pagine(scena):
    """Ruolo, pagina e argomenti, dalla preparazione al verbale."""
    assemblea, seduta = scena.assemblea, scena.seduta
    votazione = apri_voto(scena)
    with scena.aperto("segretario"):
        bozza = assemblea.bozza(punti=2)
        assemblea.entrano(seduta, ["Codogno"])
    yield from [("segretario", "sedute"), ("segretario", "nuova_seduta"), ("segretario", "seduta", bozza.pk)]
    yield from [("segretario", "nuovo_punto", bozza.pk), ("segretario", "sala", seduta.pk), ("segretario", "mani", votazione.pk)]
    yield from [("sindaco", "sala", seduta.pk), ("sindaco", "votazione", votazione.pk), ("sindaco", "deleghe")]
    yield from [("segretario", "schermo", seduta.pk), ("segretario", "nuova_regola", assemblea.organo.pk)]
    yield from [("segretario", "nuovo_organo"), ("coordinatore", "ufficio"), ("coordinatore", "compiti_ufficio")]
    with scena.aperto("segretario"):
        for nome in ("Lodi", "Codogno", "Casalpusterlengo"):
            assemblea.mano(votazione, nome, "favorevole")
        deliberazione = assemblea.chiudi(votazione).deliberazione
        aula.chiudi(seduta, poteri=assemblea.poteri, adesso=QUANDO)
    yield from [("sindaco", "votazione", votazione.pk), ("sindaco", "seduta", seduta.pk), ("segretario", "verbale", seduta.pk)]
    yield from [("coordinatore", "deliberazioni"), ("coordinatore", "deliberazione", deliberazione.pk)]
    yield from [("segretario", "deliberazione", deliberazione.pk)]


def test_il_voto_segreto_si_proclama_e_le_pagine_lo_dicono(sala):
    """Con un voto a testa: si apre dalla sala, chi siede non ha nulla da premere, i totali chiudono la votazione."""
    with sala.aperto("segretario"):
        Seduta.objects.filter(pk=sala.seduta.pk).update(regola_congelata=UN_VOTO.to_dict())
        flusso.esegui(sala.seduta.punti.first(), "chiama", poteri=sala.assemblea.poteri, adesso=QUANDO)
    scrittoio = sala.apri("segretario", "sala", sala.seduta.pk, misura=SCRITTOIO)
    scrittoio.get_by_role("button", name="Voto segreto, su carta").click()
    telefono = sala.apri("sindaco.altro", "sala", sala.seduta.pk)
    expect(telefono.get_by_role("heading", name="Si vota adesso, in segreto")).to_be_visible()
    sbagli = violazioni(telefono)
    scrittoio.get_by_role("link", name="Scrivi i totali dello spoglio").click()
    sbagli += violazioni(scrittoio)
    for etichetta, quanti in (("A favore", "2"), ("Contrari", "1")):
        scrittoio.get_by_label(etichetta).fill(quanti)
    scrittoio.get_by_role("button", name="Proclama e chiudi").click()
    expect(scrittoio.get_by_role("heading", name="La proposta è approvata")).to_be_visible()
    assert sbagli + violazioni(scrittoio) + telefono.lamentele + scrittoio.lamentele == []


@pytest.mark.parametrize("misura", [SCRITTOIO, TELEFONO], ids=["1280", "390"])
def test_le_pagine_sono_accessibili_e_stanno_nello_schermo(sala, misura):
    sbagli = []
    for ruolo, nome, *argomenti in pagine(sala):
        pagina = sala.apri(ruolo, nome, *argomenti, misura=misura)
        pagina.evaluate("document.querySelectorAll('#contenuto details').forEach(d => { d.open = true })")
        sbagli += [(nome, v) for v in violazioni(pagina)] + [(nome, riga) for riga in pagina.lamentele]
        avanza = pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        sbagli += [(nome, f"{avanza} pixel fuori")] if avanza else []
    assert sbagli == []
