"""Percorso 5: l’Ufficio scrive l’offerta, le risorse e un bando; un Comune scrive le sue misure; la mappa si usa da tastiera."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from ambito.models import Comune
from tests.servizi.fabbriche import PNG

pytestmark = [pytest.mark.browser, pytest.mark.lento]
ANNO = date.today().year - 1
SIZIANO = "018150"


@pytest.fixture
def ufficio(persona):
    return persona("coordinatore@pavese.example")


@pytest.fixture
def operatore(portale, persona):
    with portale.dentro():
        comune = Comune.objects.get(codice_istat=SIZIANO)
    return persona(portale.incarica("pavese", f"operatore.{SIZIANO}", "operatore", comune))


def test_dall_offerta_alle_misure(ufficio, operatore):
    scrive_l_offerta(ufficio)
    apre_la_raccolta(ufficio)
    scrive_le_misure(operatore)
    le_carica_da_foglio(operatore)
    guarda_il_quadro(ufficio)


def scrive_l_offerta(chi):
    chi.va("/pavese/servizi/")
    chi.controlla(1280, 390)
    chi.segue("L’offerta")
    chi.segue("Aggiungi la prima")
    chi.controlla(1280, 390)
    chi.sceglie("Che servizio è", "ASILO_NIDO Asilo nido")
    chi.scrive("Denominazione", "Nido Il Germoglio")
    chi.preme("Salva")
    chi.legge("Una struttura ha una sede")
    chi.controlla(1280, 390)
    chi.sceglie("Comune in cui ha sede", "Siziano")
    chi.scrive("Posti autorizzati", "24")
    chi.preme("Salva")
    chi.legge("Salvato nell’offerta.")
    chi.controlla(1280, 390)
    chi.segue("Offerta", exact=True)
    chi.legge("Nido Il Germoglio")
    chi.segue("Chi ha che cosa")
    chi.segue("Famiglia e minori")
    expect(chi.pagina.get_by_role("row", name=re.compile("^Siziano"))).to_contain_text("sede")
    chi.controlla(1280, 390)


def apre_la_raccolta(chi):
    chi.va("/pavese/servizi/rilevazioni/")
    chi.segue("Apri la prima")
    chi.scrive("Anno", str(ANNO))
    chi.scrive("I Comuni scrivono entro il", (date.today() + timedelta(days=40)).isoformat())
    chi.preme("Apri la raccolta")
    chi.legge("Raccolta aperta")
    chi.controlla(1280, 390)


def scrive_le_misure(chi):
    chi.va("/pavese/")
    chi.segue(f"Scrivi le misure {ANNO} dei servizi di Siziano")
    chi.controlla(1280, 390)
    chi.segue("Asilo nido", exact=True)
    chi.preme("Salva le misure")
    chi.legge("Scrivi almeno una misura")
    chi.scrive("Utenti nell’anno", "ventidue")
    chi.preme("Salva le misure")
    chi.controlla(1280, 390)
    expect(chi.pagina.get_by_label("Utenti nell’anno")).to_have_value("ventidue")
    chi.scrive("Utenti nell’anno", "22")
    chi.scrive("Costo totale", "98.400,50")
    chi.preme("Salva le misure")
    chi.legge("Misure salvate.")
    chi.legge("98.400,50")
    chi.controlla(1280, 390)


def le_carica_da_foglio(chi):
    """Un foglio con una riga sbagliata non scrive nulla; corretto, scrive."""
    testa = "Codice Istat del Comune;Anno;Servizio;Utenti nell’anno;Costo totale"
    giusta, sbagliata = f"{SIZIANO} Siziano;{ANNO};SAD;31;12.000,00", f"{SIZIANO} Siziano;{ANNO};Servizio inventato;4;"
    carica(chi, "\n".join([testa, giusta, sbagliata]))
    chi.legge("non è un servizio del catalogo")
    chi.controlla(1280, 390)
    chi.pagina.go_back()
    carica(chi, "\n".join([testa, giusta]))
    chi.conferma("Conferma e scrivi")
    chi.legge("Foglio applicato.")
    chi.legge("12.000,00")
    chi.conferma("Ho finito")
    chi.legge("risulta che hai finito")
    chi.controlla(1280, 390)


def carica(chi, testo):
    chi.pagina.get_by_label("Foglio riempito").set_input_files(
        files=[{"name": "misure.csv", "mimeType": "text/csv", "buffer": testo.encode()}]
    )
    chi.preme("Carica e controlla")
    chi.titolo(re.compile("Controllo di"))


def guarda_il_quadro(chi):
    chi.va("/pavese/servizi/rilevazioni/")
    chi.segue(f"Rilevazione dei servizi {ANNO}")
    chi.legge("98.400,50 €")
    expect(chi.pagina.get_by_role("row", name=re.compile("^Siziano"))).to_contain_text("Finito")
    chi.controlla(1280, 390)


def test_le_risorse_e_un_bando(ufficio):
    ufficio.va("/pavese/servizi/fondi/")
    ufficio.segue("Scrivi la prima")
    ufficio.sceglie("Fondo", "FNPS Fondo nazionale politiche sociali")
    ufficio.scrive("Annualità", str(ANNO))
    ufficio.scrive("Atto", "Decreto di prova", exact=True)
    ufficio.scrive("Data dell’atto", (date.today() - timedelta(days=100)).isoformat())
    ufficio.scrive("Importo", "100.000,00", exact=True)
    ufficio.scrive("Da spendere entro", (date.today() + timedelta(days=100)).isoformat())
    ufficio.preme("Salva")
    ufficio.legge("Assegnazione salvata.")
    ufficio.segue("Aggiorna impegnato e pagato")
    ufficio.scrive("Impegnato dall’inizio", "20.000,00")
    ufficio.scrive("Pagato dall’inizio", "0")
    ufficio.preme("Salva")
    ufficio.legge("resterebbero non impegnati 60.000,00 €")
    ufficio.controlla(1280, 390)
    ufficio.va("/pavese/servizi/bandi/")
    ufficio.segue("Annota il primo")
    ufficio.scrive("Titolo", "Centri per la famiglia")
    ufficio.scrive("Chi lo pubblica", "Regione Lombardia")
    ufficio.sceglie("Livello", "Regionale")
    ufficio.scrive("Le domande scadono il", (date.today() + timedelta(days=20)).isoformat())
    ufficio.scrive("Importo che si chiede", "50.000,00")
    ufficio.preme("Salva")
    ufficio.controlla(1280, 390)
    ufficio.preme("Prepara la domanda")
    ufficio.preme("Domanda presentata")
    ufficio.segue("È finanziato")
    ufficio.scrive("Importo ottenuto", "45.000,00")
    ufficio.preme("Salva")
    ufficio.legge("Esito scritto")
    ufficio.controlla(1280, 390)


def test_una_pratica_con_un_documento(ufficio):
    ufficio.va("/pavese/servizi/offerta/nuova/")
    ufficio.sceglie("Che servizio è", "CDA Centro diurno anziani")
    ufficio.scrive("Denominazione", "Centro diurno Il Ponte")
    ufficio.sceglie("Comune in cui ha sede", "Belgioioso")
    ufficio.preme("Salva")
    ufficio.legge("Salvato nell’offerta.")
    ufficio.va("/pavese/servizi/accreditamenti/nuova/")
    ufficio.sceglie("Struttura", "Centro diurno Il Ponte")
    ufficio.sceglie("Perché si comunica", "Nuova apertura")
    ufficio.preme("Salva")
    ufficio.legge("controllo di completezza")
    ufficio.segue("Allega un documento")
    ufficio.scrive("Che documento è", "Planimetria")
    ufficio.pagina.get_by_label("File").set_input_files(files=[{"name": "p.png", "mimeType": "image/png", "buffer": PNG}])
    ufficio.preme("Allega")
    ufficio.legge("Documento allegato.")
    assert ufficio.scarica("p.png") == PNG
    ufficio.controlla(1280, 390)
    ufficio.preme("È completa")
    ufficio.preme("Si trasmette all’ATS")
    ufficio.segue("Ci sono prescrizioni")
    ufficio.scrive("Motivo", "Mancano gli estintori")
    ufficio.preme("Salva")
    ufficio.legge("Scrivi prima entro quando")
    ufficio.controlla(1280, 390)


def test_dalla_mappa_dei_bisogni_a_un_comune_senza_mouse(persona):
    chi = persona("sindaco.codogno@lodi.example")
    chi.va("/lodi/servizi/bisogni/?indicatore=minori")
    tasti = chi.pagina.keyboard
    for _ in range(60):
        tasti.press("Tab")
        if chi.pagina.evaluate("document.activeElement.closest('svg.mappa') !== null"):
            break
    nome = chi.pagina.evaluate("document.activeElement.getAttribute('aria-label')")
    assert re.match(r"\w.*: \d+,\d su 100 residenti", nome)
    tasti.press("Enter")
    chi.titolo(nome.partition(":")[0])
