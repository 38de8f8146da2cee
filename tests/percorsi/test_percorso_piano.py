"""Percorso 1: un ufficio senza piano lo crea, lo scrive a due mani, ci mette un obiettivo, lo propone; la versione è congelata."""

import hashlib
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ambito.models import Utente
from piano import operazioni
from piano.models import PianoDiZona, Sezione, VersionePiano
from tests.percorsi.persona import ATTESA

pytestmark = [pytest.mark.browser, pytest.mark.lento]
PIANO = "/pavese/piano/2025-2027/"
SEZIONE = "3 Analisi del contesto e dei bisogni"


@pytest.fixture
def coordinatore(persona):
    return persona("coordinatore@pavese.example")


@pytest.fixture
def collega(portale, persona):
    """Una seconda persona dell’Ufficio: nel Pavese dimostrativo non c’è."""
    return persona(portale.incarica("pavese", "udp", "udp"))


def test_dalla_creazione_alla_proposta(portale, coordinatore, collega):
    crea(coordinatore)
    scrive_a_due_mani(coordinatore, collega)
    aggiunge_un_obiettivo(collega)
    completa_le_altre_sezioni(portale)
    propone(portale, coordinatore)


def crea(chi):
    chi.va("/pavese/")
    chi.segue("Comincia il Piano di Zona")
    chi.legge("Ancora nessun Piano di Zona")
    chi.controlla(1280, 390)
    chi.sceglie("Triennio", "2025–2027")
    chi.preme("Crea il piano")
    chi.legge("Piano creato dal modello")
    chi.legge("sezioni obbligatorie da completare")
    chi.controlla(1280, 390)


def scrive(chi, testo):
    chi.pagina.locator(".editor-testo").click()
    chi.pagina.keyboard.type(testo)


def salvataggio(chi):
    return expect(chi.pagina.locator(".salvataggio"))


def scrive_a_due_mani(prima, seconda):
    """Aprono la stessa sezione vuota: la seconda lo sa e scrive lo stesso; salvando trova un conflitto, unisce i due testi."""
    prima.va(PIANO)
    with prima.pagina.expect_response("**/presenza/"):
        prima.segue(SEZIONE)
    seconda.va(PIANO)
    seconda.legge("Adesso scrivono:")
    seconda.segue(SEZIONE)
    seconda.legge("sta scrivendo qui dalle")
    seconda.controlla(1280, 390)
    seconda.segue("Scrivi lo stesso")
    for chi in (prima, seconda):
        expect(chi.pagina.locator(".editor-testo")).to_be_visible()
    scrive(prima, "I residenti oltre i sessantacinque anni crescono.")
    salvataggio(prima).to_have_text(re.compile(r"^Salvato alle \d\d:\d\d$"), timeout=ATTESA)
    scrive(seconda, "Nei Comuni piccoli mancano i trasporti.")
    salvataggio(seconda).to_contain_text("Il tuo testo è conservato", timeout=ATTESA)
    expect(seconda.pagina.locator("#conflitto")).to_contain_text("sessantacinque")
    seconda.controlla()
    seconda.segue("Confronta i due testi")
    seconda.titolo("Due testi a confronto")
    seconda.controlla(1280, 390)
    seconda.preme("Salva il testo unito")
    seconda.legge("Testo salvato: quello di prima resta fra le revisioni.")
    seconda.segue("Revisioni")
    seconda.legge("scelta dopo un confronto")
    seconda.controlla(1280, 390)
    prima.va(PIANO)
    prima.segue(SEZIONE)
    for parole in ("sessantacinque", "mancano i trasporti"):
        expect(prima.pagina.locator(".editor-testo")).to_contain_text(parole)
    prima.preme("Salva e segna come completa")
    prima.legge(f"Sezione «{SEZIONE}» salvata.")


def aggiunge_un_obiettivo(chi):
    chi.va(f"{PIANO}obiettivi/")
    chi.segue("Aggiungi un obiettivo")
    chi.preme("Salva la scheda")
    expect(chi.pagina.locator("#sommario-errori").first).to_be_focused()
    chi.controlla(1280, 390)
    chi.scrive("Titolo", "Portare i servizi nei Comuni piccoli")
    chi.sceglie("Area di programmazione", 1)
    chi.scrive("Che cosa e perché", "Uno sportello itinerante.")
    chi.scrive("Bisogno a cui risponde", "Chi non guida non raggiunge gli uffici.")
    chi.pagina.get_by_role("group", name="A chi si rivolge").get_by_role("checkbox").first.check()
    chi.sceglie("Continuità", 1)
    chi.scrive("Come si realizza", "Un assistente sociale, due mattine al mese.")
    chi.scrive("Referente", "Lia Testi, Ufficio di Piano")
    azione, indicatore, risorsa = (chi.pagina.locator(f"#{nome}-0") for nome in ("azioni", "indicatori", "risorse"))
    chi.scrive("Azione", "Calendario degli sportelli", azione)
    chi.scrive("Chi la fa", "Ufficio di Piano", azione)
    chi.scrive("Indicatore", "Persone ricevute", indicatore)
    chi.scrive("Unità", "persone", indicatore)
    chi.scrive("Valore atteso", "120", indicatore)
    chi.sceglie("Anno", "2025", risorsa)
    chi.sceglie("Fondo", 1, risorsa)
    chi.scrive("Importo", "12.500,50", risorsa)
    chi.preme("Salva la scheda")
    chi.legge("salvato.")
    chi.legge("12.500,50 €")
    expect(chi.pagina.get_by_text("La scheda non è completa")).to_have_count(0)
    chi.controlla(1280, 390)


def completa_le_altre_sezioni(portale):
    """Tutte quelle che mancano, con le stesse operazioni della pagina: scriverle a mano non proverebbe altro."""
    with portale.dentro("pavese"):
        utente, adesso = Utente.objects.get(email="udp@pavese.example"), timezone.now()
        for sezione in Sezione.objects.filter(obbligatoria=True, completa=False):
            operazioni.salva_sezione(sezione, "<p>Testo breve.</p>", partenza=sezione.revisione, utente=utente, adesso=adesso)
            operazioni.segna_completa(sezione, True, utente=utente, adesso=adesso)


def propone(portale, chi):
    chi.va("/pavese/")
    chi.segue("Proponi il")
    chi.conferma("Proponi al voto")
    chi.legge("è congelato nella versione 1")
    chi.legge("L’impronta ricalcolata adesso corrisponde")
    chi.controlla(1280, 390)
    versione = chi.qui
    impronta = re.search(r"\b[0-9a-f]{64}\b", chi.pagina.locator("main").inner_text())[0]
    aspetta_il_pdf(chi, versione)
    pdf = chi.scarica("Scarica il PDF")
    assert pdf.startswith(b"%PDF-")
    chi.pagina.get_by_role("link", name=re.compile(r"\.pdf$")).first.click()
    chi.legge(hashlib.sha256(pdf).hexdigest())
    chi.controlla(1280, 390)
    chi.va(PIANO)
    chi.segue(SEZIONE)
    chi.legge("il testo si legge e non si modifica")
    expect(chi.pagina.locator("[data-editor]")).to_have_count(0)
    with portale.dentro("pavese"):
        assert VersionePiano.objects.get().impronta == impronta


def aspetta_il_pdf(chi, versione, tentativi=150):
    """La pagina della versione mostra il PDF quando il worker l’ha fatto."""
    for _ in range(tentativi):
        chi.va(versione)
        if chi.pagina.get_by_role("link", name="Scarica il PDF").count():
            return
        chi.pagina.wait_for_timeout(1000)
    pytest.fail("Il PDF della versione non arriva.")


def test_il_piano_di_un_ambito_non_si_apre_da_un_altro(portale, persona):
    with portale.dentro("lodi"):
        sezione = Sezione.objects.first().pk
        assert PianoDiZona.objects.exists()
    chi = persona("coordinatore@pavese.example")
    with chi.sonda.attende(404):
        for percorso in ("/lodi/piano/2025-2027/", f"/pavese/piano/2025-2027/sezioni/{sezione}/"):
            chi.va(percorso)
            chi.titolo("non c’è")
