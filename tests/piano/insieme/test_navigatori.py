"""Cinque navigatori, una sezione: convergono; il processo muore e riparte, o non c’è: nulla di confermato va perso."""

import os
import re
import signal
import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from ambito import incarichi
from piano.models import RevisioneSezione, Sezione, StanzaInsieme
from tests.percorsi.persona import ATTESA, SCRITTOIO, TELEFONO, Persona
from tests.percorsi.sonda import Sonda, accessibilita, peso
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.piano.insieme.processo import aspetta, nuova_squadra
from tests.scena import ADESSO, DAL, crea_scena, crea_utente

pytestmark = [
    pytest.mark.browser,
    pytest.mark.lento,
    pytest.mark.django_db(transaction=True),
]
INSIEME = "Insieme, in tempo reale"
QUI = "document.querySelector('textarea[data-insieme]').insieme"
PRONTA = f"{QUI}.collegamento?.stato === 'insieme'"
CONFERMATO = f"{QUI}.collegamento?.inAttesa === 0"
PERSONE = ("Anna Bianchi", "Paolo Ferri", "Chiara Galli", "Luca Moro", "Sara Villa")


@pytest.fixture(scope="module")
def squadra(django_db_setup, tmp_path_factory):
    """Web e scrittura insieme, processi veri sulla banca dati delle prove."""
    squadra = nuova_squadra(tmp_path_factory.mktemp("insieme"), "web", "insieme")
    squadra.avvia()
    try:
        aspetta(squadra, f"{squadra.origine}/salute/")
        aspetta(squadra, squadra.salute)
        yield squadra
    finally:
        squadra.ferma()


@pytest.fixture
def scena(squadra):
    """Un ufficio di cinque persone e una sezione con una riga."""
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        sezione = sezione_di(piano_nuovo(scena))
        scena.sezione = sezione.pk
        scena.indirizzo = reverse("piano:sezione", args=["lodi", "2025-2027", sezione.pk])
        scena.persone = []
        for nome in PERSONE:
            utente = crea_utente(f"{nome.split()[0].lower()}@lodi.example")
            utente.nome, utente.cognome = nome.split()
            utente.save()
            incarichi.conferisci(utente=utente, ruolo="udp", dal=DAL, al=None, atto="atto di prova", autore=None, adesso=ADESSO)
            scena.persone.append(utente)
    return scena


@pytest.fixture
def apri(browser, squadra, scena):
    """Apre la sezione come la persona di quel numero, e aspetta di scrivere insieme (o no, se `insieme` è falso)."""
    contesti = []

    def _apri(numero, *, insieme=True, telefono=False):
        contesto = browser.new_context(viewport=TELEFONO if telefono else SCRITTOIO, locale="it-IT", timezone_id="Europe/Rome")
        contesti.append(contesto)
        contesto.add_cookies([sessione(scena.persone[numero], squadra.origine)])
        chi = Persona(contesto, Sonda(contesto, squadra.origine), squadra.origine).va(scena.indirizzo)
        if insieme:
            stato(chi).to_contain_text(INSIEME, timeout=ATTESA)
        return chi

    yield _apri
    for contesto in contesti:
        contesto.close()
    quieta(scena)


def sessione(utente, origine):
    cliente, nome = Client(), settings.SESSION_COOKIE_NAME
    cliente.force_login(utente)
    return {"name": nome, "value": cliente.cookies[nome].value, "url": origine}


def quieta(scena):
    """Aspetta che la stanza si chiuda: svuotare le tabelle mentre salva la farebbe lamentare."""
    fine = time.monotonic() + 20
    while time.monotonic() < fine:
        with scena.aperto("udp"):
            if not StanzaInsieme.objects.filter(viva_il__isnull=False).exists():
                return
        time.sleep(0.2)


def stato(chi):
    return expect(chi.pagina.locator(".salvataggio"))


def scrive(chi, parole):
    """Un paragrafo suo, in fondo."""
    chi.pagina.locator(".editor-testo").click()
    chi.pagina.keyboard.press("Control+End")
    chi.pagina.keyboard.press("Enter")
    chi.pagina.keyboard.type(parole)


def attende(chi, condizione):
    """Aspetta che la pagina lo dica; la politica dei contenuti vieta di farglielo aspettare da sé."""
    fine = time.monotonic() + 40
    while not chi.pagina.evaluate(condizione):
        assert time.monotonic() < fine, condizione
        time.sleep(0.1)


def si_legge(chi):
    return chi.pagina.locator(".editor-testo").inner_text()


def html(chi):
    return chi.pagina.evaluate(f"{QUI}.editor.getHTML()")


def uguali(persone, *parole):
    """Aspetta che tutti vedano tutte le parole, e lo stesso testo."""
    for chi in persone:
        for parola in parole:
            expect(chi.pagina.locator(".editor-testo")).to_contain_text(parola, timeout=ATTESA)
    fine = time.monotonic() + 10
    while len({html(chi) for chi in persone}) > 1 and time.monotonic() < fine:
        time.sleep(0.2)
    assert len({html(chi) for chi in persone}) == 1


def salvata(scena):
    with scena.aperto("udp"):
        return Sezione.objects.get(pk=scena.sezione)


def test_cinque_persone_scrivono_il_processo_muore_e_riparte_nulla_di_confermato_va_perso(apri, squadra, scena):
    persone = [apri(numero) for numero in range(5)]
    expect(persone[0].pagina.locator(".presenza")).to_contain_text("Scrivono con te:", timeout=ATTESA)
    for n, chi in enumerate(persone):
        scrive(chi, f"Prima{n} della caduta.")
        attende(chi, CONFERMATO)
        # Ciascuno apre il suo paragrafo dopo aver visto quello di prima; poi scrivono tutti nello stesso momento.
        uguali(persone, f"Prima{n} della caduta.")
    os.kill(squadra.figli["insieme"].pid, signal.SIGKILL)
    for n, chi in enumerate(persone):
        chi.pagina.keyboard.type(f" Durante{n}.")
    squadra.controlla()
    aspetta(squadra, squadra.salute)
    for chi in persone:
        attende(chi, f"{PRONTA} && {CONFERMATO}")
    uguali(persone, *(f"{quando}{n}" for n in range(5) for quando in ("Prima", "Durante")))
    # Il navigatore dice in console che il collegamento è caduto; altro non deve dire.
    assert [riga for chi in persone for riga in chi.sonda.lamentele if "WebSocket" not in riga] == []
    assert accessibilita(persone[0].pagina) == []
    visto = html(persone[0])
    for chi in persone:
        chi.pagina.close()
    fine = time.monotonic() + 20
    while salvata(scena).testo != visto and time.monotonic() < fine:
        time.sleep(0.3)
    scritta = salvata(scena)
    assert scritta.testo == visto
    assert all(f"{quando}{n}" in scritta.testo for n in range(5) for quando in ("Prima", "Durante"))
    # In quante revisioni finisce dipende da quanto ci si mette; che nessuno sia dimenticato, no.
    with scena.aperto("udp"):
        revisioni = RevisioneSezione.objects.filter(sezione=scritta, autore__isnull=False).select_related("autore")
        firme = {nome for r in revisioni for nome in (r.autore.nome_completo, *r.insieme_a.split(", "))}
    assert firme >= set(PERSONE)


def test_ciascuno_annulla_le_sue_parole_e_salva_senza_conflitti(apri, scena):
    anna, paolo = apri(0), apri(1, telefono=True)
    scrive(anna, "Di Anna.")
    uguali([anna, paolo], "Di Anna.")
    scrive(paolo, "Di Paolo.")
    uguali([anna, paolo], "Di Paolo.")
    expect(anna.pagina.locator(".cursore-altrui")).to_have_attribute("data-nome", "Paolo Ferri")
    anna.preme("Annulla")
    expect(paolo.pagina.locator(".editor-testo")).not_to_contain_text("Di Anna.")
    uguali([anna, paolo], "Di Paolo.")
    anna.preme("Ripeti")
    uguali([anna, paolo], "Di Anna.", "Di Paolo.")
    anna.controlla(1280)
    paolo.controlla(390)
    anna.preme("Salva e segna come completa")
    anna.pagina.wait_for_url(re.compile(r"/2025-2027/(#s\d+)?$"))
    scritta = salvata(scena)
    assert scritta.completa and "Di Anna." in scritta.testo and "Di Paolo." in scritta.testo
    paolo.pagina.keyboard.type(" Ancora.")
    attende(paolo, CONFERMATO)
    stato(paolo).to_contain_text("Salvato alle", timeout=ATTESA)


def test_senza_il_processo_si_scrive_e_si_salva_come_sempre(apri, squadra, scena):
    paolo, chiara = apri(0), apri(1)
    scrive(paolo, "Insieme a tutti.")
    attende(paolo, CONFERMATO)
    uguali([paolo, chiara], "Insieme a tutti.")
    squadra.figli["insieme"].ferma()
    try:
        stato(paolo).to_contain_text("il testo è conservato in questo browser", timeout=ATTESA)
        scrive(paolo, "Da solo.")
        stato(paolo).to_contain_text("Salvato alle", timeout=40_000)
        assert "Da solo." in salvata(scena).testo
        # Chi arriva adesso trova le regole di sempre: si legge, e chi vuole scrive lo stesso.
        bianca = apri(2, insieme=False)
        bianca.legge("sta scrivendo qui dalle")
        bianca.legge("Da solo.")
        expect(bianca.pagina.get_by_role("link", name="Scrivi lo stesso")).to_be_visible()
    finally:
        squadra.controlla()
        aspetta(squadra, squadra.salute)
    stato(chiara).to_contain_text(INSIEME, timeout=60_000)
    stato(paolo).to_contain_text(INSIEME, timeout=60_000)
    uguali([paolo, chiara], "Insieme a tutti.", "Da solo.")
    assert si_legge(paolo).count("Insieme a tutti.") == si_legge(paolo).count("Da solo.") == 1


def test_la_pagina_sta_nel_suo_peso(browser, squadra, scena):
    contesto = browser.new_context()
    contesto.add_cookies([sessione(scena.persone[0], squadra.origine)])
    byte, _ = peso(contesto, squadra.origine + scena.indirizzo)
    contesto.close()
    quieta(scena)
    assert byte <= 310_000


def test_una_nota_si_scrive_insieme(apri, scena):
    anna, paolo = apri(0), apri(1)
    scrive(anna, "Il segretariato")
    anna.pagina.keyboard.press("Control+Alt+f")
    anna.pagina.keyboard.type("Legge 328, art. 22.")
    anna.pagina.keyboard.press("Control+Alt+f")
    anna.pagina.keyboard.type(" è unico.")
    expect(paolo.pagina.locator(".editor-testo small")).to_have_text("Legge 328, art. 22.", timeout=ATTESA)
    uguali([anna, paolo], "è unico.")
    attende(anna, CONFERMATO)
    fine = time.monotonic() + 30
    attesa = "<p>Il segretariato<small>Legge 328, art. 22.</small> è unico.</p>"
    while attesa not in salvata(scena).testo and time.monotonic() < fine:
        time.sleep(0.2)
    assert attesa in salvata(scena).testo
