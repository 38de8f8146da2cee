"""Percorso 2: Codogno compila dal telefono e il Sindaco conferma dal suo; l’Ufficio la rimanda, si corregge, è accolta."""

import hashlib
import io
import re
from datetime import date, timedelta

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.percorsi.persona import ATTESA

pytestmark = [pytest.mark.browser, pytest.mark.lento]
CODOGNO, CASALE = "098019", "098010"
ADESIONI = "/lodi/accordo/2025-2027/adesioni/"
# Il codice fiscale degli esempi dei manuali: non è di nessuno.
CODICE_FISCALE = "RSSMRA85T10A562S"
DICHIARAZIONI = ("Chi aderisce conosce", "Non ci sono impedimenti", "So che le dichiarazioni false", "Ho letto l’informativa")


@pytest.fixture
def operatrice(persona):
    return persona("operatore.codogno@lodi.example", telefono=True)


@pytest.fixture
def sindaco(persona):
    return persona("sindaco.codogno@lodi.example", telefono=True)


@pytest.fixture
def ufficio(persona):
    return persona("udp@lodi.example")


def delibera():
    """Un PDF di una pagina, da allegare."""
    uscita = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(uscita)
    return {"name": "delibera-12.pdf", "mimeType": "application/pdf", "buffer": uscita.getvalue()}


def test_dal_modulo_gia_riempito_all_accoglimento(operatrice, sindaco, ufficio):
    compila_i_dati(operatrice)
    sceglie_aree_e_tavoli(operatrice)
    allega_l_atto(operatrice)
    la_dice_pronta(operatrice)
    il_sindaco_la_rende(sindaco)
    la_ridice_pronta(operatrice)
    numero = conferma(sindaco)
    prende_la_ricevuta(sindaco, numero)
    l_ufficio_la_rimanda(ufficio)
    corregge(operatrice)
    assert conferma(sindaco) == numero
    l_ufficio_l_accoglie(ufficio)
    operatrice.va(f"{ADESIONI}{CODOGNO}/")
    operatrice.legge("Accolta: sottoscrive")
    operatrice.controlla()
    ci_ripensa_ma_non_ritira(operatrice)
    annulla_un_file(ufficio)
    sospende_e_riattiva(ufficio, operatrice)


def annulla_un_file(chi):
    """La delibera caricata per sbaglio: è già nella ricevuta, e si annulla."""
    chi.va(f"{ADESIONI}{CODOGNO}/")
    chi.pagina.get_by_role("link", name=re.compile("^Annulla «")).first.click()
    chi.legge("È in un’adesione inviata: non si cancella.")
    chi.controlla()
    chi.scrive("Perché", "È la delibera di un altro Comune.")
    chi.preme("Annulla il file")
    chi.legge("File annullato: chi compila ne legge il motivo.")
    chi.legge("È la delibera di un altro Comune.")
    chi.controlla()


def sospende_e_riattiva(ufficio, operatrice):
    ufficio.segue("Sospendi l’adesione")
    ufficio.titolo("Sospendi l’adesione")
    ufficio.controlla()
    ufficio.scrive("Motivo", "Serve la delibera giusta: mandacela.")
    ufficio.preme("Sospendi l’adesione")
    ufficio.legge("Adesione sospesa: chi aderisce ne legge il motivo.")
    operatrice.va("/lodi/")
    operatrice.segue("L’adesione di Codogno è sospesa")
    operatrice.legge("Serve la delibera giusta: mandacela.")
    operatrice.legge("poi scrivilo all’Ufficio di Piano")
    operatrice.controlla()
    ufficio.segue("Riattiva l’adesione")
    ufficio.titolo("Riattiva l’adesione")
    ufficio.controlla()
    ufficio.scrive("Motivo", "La delibera giusta è arrivata.")
    ufficio.preme("Riattiva l’adesione")
    ufficio.legge("Adesione riattivata: chi aderisce è avvisato.")


def ci_ripensa_ma_non_ritira(chi):
    chi.segue("Ritira l’adesione")
    chi.titolo("Ritira l’adesione")
    chi.controlla()
    chi.segue("Annulla")
    chi.legge("Accolta: sottoscrive")


def compila_i_dati(chi):
    chi.va("/lodi/")
    chi.segue("Compila l’adesione di Codogno")
    chi.controlla()
    chi.segue("Comincia", exact=True)
    expect(chi.pagina.get_by_label("Denominazione")).to_have_value("Comune di Codogno")
    expect(chi.pagina.get_by_label("Carica", exact=True)).to_have_value("Sindaco")
    chi.scrive("PEC", "comune@pec.codogno.example")
    chi.scrive("E-mail", "sociali@codogno.example", exact=True)
    chi.scrive("Telefono", "0377 000000", exact=True)
    chi.scrive("Codice fiscale personale", "RSSMRA85T10A562X")
    chi.preme("Salva e continua")
    expect(chi.pagina.locator("#sommario-errori")).to_be_focused()
    expect(chi.pagina.get_by_label("PEC")).to_have_value("comune@pec.codogno.example")
    chi.controlla()
    chi.scrive("Codice fiscale personale", CODICE_FISCALE)
    chi.preme("Salva e continua")


def sceglie_aree_e_tavoli(chi):
    chi.titolo("Aree e tavoli")
    chi.controlla()
    chi.spunta("Sottoscrive l’accordo di programma")
    for gruppo in ("Aree di intervento di interesse", "Tavoli a cui partecipare"):
        chi.riquadro(gruppo).get_by_role("checkbox").first.check()
    chi.scrive("Esperienza in queste aree", "Assistenza domiciliare in gestione associata.")
    chi.preme("Salva e continua")


def allega_l_atto(chi):
    chi.titolo("Risorse e allegati")
    riga = chi.pagina.locator("#risorse-0")
    chi.sceglie("Tipo", 1, riga)
    chi.scrive("Che cosa mette a disposizione", "Sala civica", riga)
    chi.scrive("Valore stimato", "600,00", riga)
    chi.sceglie("Chi ha deciso", 1)
    chi.scrive("Numero dell’atto", "12")
    chi.scrive("Data dell’atto", date.today().isoformat())
    chi.pagina.get_by_label("File da allegare").set_input_files(
        files=[{"name": "foto.pdf", "mimeType": "application/pdf", "buffer": b"questo non e un pdf"}]
    )
    chi.preme("Carica il file")
    chi.legge("pdf", exact=False)
    expect(chi.pagina.get_by_text("foto.pdf» è allegato")).to_have_count(0)
    expect(chi.pagina.get_by_label("Numero dell’atto")).to_have_value("12")
    chi.controlla()
    chi.pagina.get_by_label("File da allegare").set_input_files(files=[delibera()])
    chi.preme("Carica il file")
    chi.legge("«delibera-12.pdf» è allegato.")
    chi.controlla()
    chi.preme("Salva e continua")


def la_dice_pronta(chi):
    """Rende le dichiarazioni e passa l’adesione al Sindaco."""
    chi.titolo("Dichiarazioni e invio")
    chi.preme("È pronta per il Sindaco")
    chi.legge("Per inviare spunta questa casella.")
    chi.controlla()
    for frase in DICHIARAZIONI:
        chi.spunta(frase)
    chi.preme("È pronta per il Sindaco")
    chi.legge("il Sindaco la trova in «Tocca a te»", exact=False)
    chi.legge("Da confermare")
    chi.controlla()


def il_sindaco_la_rende(chi):
    chi.va("/lodi/")
    chi.segue("Conferma l’adesione di Codogno")
    chi.legge("Assistenza domiciliare in gestione associata.")
    chi.controlla()
    chi.segue("Rimanda a chi l’ha compilata")
    chi.controlla()
    chi.scrive("Motivo", "Aggiungi una nota per l’Ufficio.")
    chi.preme("Rimanda", exact=True)
    chi.legge("Rimandata a chi la compila, con il motivo.")


def la_ridice_pronta(chi):
    chi.va("/lodi/")
    chi.segue("Finisci l’adesione di Codogno")
    chi.legge("Aggiungi una nota per l’Ufficio.")
    chi.controlla()
    chi.va(f"{ADESIONI}{CODOGNO}/invio/")
    chi.scrive("Note per l’Ufficio di Piano", "La sala è libera il martedì.")
    chi.preme("È pronta per il Sindaco")
    chi.legge("Da confermare")


def conferma(chi):
    """Il Sindaco legge il riepilogo e conferma; restituisce il numero dell’adesione."""
    chi.va("/lodi/")
    chi.segue("Conferma l’adesione di Codogno")
    chi.controlla()
    chi.preme("Conferma e invia")
    chi.legge("Adesione inviata: ha il numero")
    return re.search(r"ha il numero (\S+)\.", chi.pagina.locator("main").inner_text())[1]


def prende_la_ricevuta(chi, numero):
    """Il riquadro di chi ha inviato si aggiorna da sé fino al PDF."""
    chi.titolo(f"Ricevuta n. {numero}")
    riquadro = chi.pagina.locator("#ricevuta")
    pronta = riquadro.get_by_role("link", name="Apri il documento").or_(riquadro.get_by_role("link", name="(PDF)"))
    expect(pronta.first).to_be_visible(timeout=3 * ATTESA)
    chi.va(f"{ADESIONI}{CODOGNO}/")
    chi.controlla()
    pdf = chi.scarica("(PDF)", riquadro)
    assert pdf.startswith(b"%PDF-")
    chi.va("/lodi/documenti/")
    chi.segue(re.compile("[Aa]desione"))
    chi.legge(hashlib.sha256(pdf).hexdigest())
    chi.segue(re.compile(r"^\d+-\w{4}-\w{4}-\w{4}$"))
    chi.legge("Il documento è autentico ed è l’ultima versione")
    chi.controlla()


def esame(chi):
    chi.va("/lodi/")
    chi.segue(re.compile("adesion[ei] da esaminare"))
    chi.pagina.locator("tbody").get_by_role("link", name="Codogno", exact=True).click()
    chi.titolo("Esame dell’adesione di Codogno")
    chi.controlla(1280, 390)
    chi.pagina.set_viewport_size({"width": 1280, "height": 900})


def l_ufficio_la_rimanda(chi):
    esame(chi)
    chi.spunta("Rimanda con i rilievi")
    chi.preme("Registra la decisione")
    chi.legge("Scrivi il motivo: chi aderisce deve sapere perché.")
    chi.controlla()
    chi.segue("Scrivi i rilievi")
    chi.pagina.get_by_label("Su che cosa").select_option("atto_numero")
    chi.scrive("Che cosa va corretto", "Nell’atto allegato il numero è un altro.")
    chi.preme("Aggiungi il rilievo")
    chi.controlla(1280, 390)
    chi.pagina.set_viewport_size({"width": 1280, "height": 900})
    chi.segue("Torna alla decisione")
    chi.spunta("Rimanda con i rilievi")
    chi.scrive("Motivo", "Il numero della delibera non è quello dell’atto allegato.")
    chi.scrive("Da correggere entro", (date.today() + timedelta(days=5)).isoformat())
    chi.preme("Registra la decisione")
    chi.legge("Rimandata: chi compila trova motivo e rilievi in «Tocca a te».")


def corregge(chi):
    """Solo il dato con il rilievo si può cambiare; il numero resta quello."""
    chi.va("/lodi/")
    chi.segue("Correggi l’adesione di Codogno")
    chi.legge("Il numero della delibera non è quello dell’atto allegato.")
    chi.controlla()
    chi.segue("Correggi", exact=True)
    chi.legge("Nell’atto allegato il numero è un altro.")
    chi.controlla()
    chi.scrive("Numero dell’atto", "21")
    chi.preme("Salva e continua")
    for frase in DICHIARAZIONI:
        chi.spunta(frase)
    chi.preme("È pronta per il Sindaco")
    chi.legge("Da confermare")


def l_ufficio_l_accoglie(chi):
    esame(chi)
    chi.spunta("Accogli: sottoscriverà l’accordo")
    chi.preme("Registra la decisione")
    chi.legge("Adesione accolta: è fra i sottoscrittori.")
    chi.va(ADESIONI)
    riga = chi.pagina.get_by_role("row", name=re.compile("Codogno"))
    expect(riga).to_contain_text("Accolta: sottoscrive")
    chi.controlla(1280, 390)


@pytest.mark.parametrize(
    ("percorso", "stato"),
    [
        (f"{ADESIONI}{CASALE}/", 404),
        (f"{ADESIONI}{CASALE}/dati/", 404),
        (f"{ADESIONI}{CASALE}/invio/", 404),
        (f"{ADESIONI}{CODOGNO}/istruttoria/", 403),
        (f"{ADESIONI}{CODOGNO}/conferma/", 403),
    ],
)
def test_l_operatrice_non_apre_cio_che_non_e_del_suo_comune(operatrice, percorso, stato):
    with operatrice.sonda.attende(stato):
        assert operatrice.pagina.goto(operatrice.origine + percorso).status == stato
        operatrice.controlla()
