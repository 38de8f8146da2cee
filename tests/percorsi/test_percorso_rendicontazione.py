"""Percorso 4: tre Comuni inseriscono la spesa (modulo, xlsx, csv da correggere); il coordinatore la vede sommata e fa il PDF."""

import csv
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from playwright.sync_api import expect

from ambito.models import Comune
from tests.accordo.test_allegati import PNG
from tests.percorsi.persona import ATTESA

pytestmark = [pytest.mark.browser, pytest.mark.lento]
CAMPAGNA = "/pavese/rendicontazione/2024/"
# Comune, chi lo compila, spesa lorda: la netta è la lorda meno 1.000 euro di compartecipazione.
A_MANO, DA_XLSX, DA_CSV = "018004", "018006", "018009"
LORDE = {A_MANO: "20.000,50", DA_XLSX: "7.500,00", DA_CSV: "3.200,25"}
TOTALE_LORDO, TOTALE_NETTO = "30.700,75", "27.700,75"


@pytest.fixture
def coordinatore(persona):
    return persona("coordinatore@pavese.example")


@pytest.fixture
def del_comune(portale, persona):
    """Una persona con quel ruolo nel Comune."""

    def chi(ruolo, istat):
        with portale.dentro():
            comune = Comune.objects.get(codice_istat=istat)
        return persona(portale.incarica("pavese", f"{ruolo}.{istat}", ruolo, comune))

    return chi


def test_dalla_campagna_al_pdf(coordinatore, del_comune):
    apre_la_campagna(coordinatore)
    chi_scrive, con_xlsx, con_csv = (del_comune("operatore", istat) for istat in (A_MANO, DA_XLSX, DA_CSV))
    riga = inserisce_a_mano(chi_scrive)
    chiede_una_correzione(coordinatore)
    corregge(chi_scrive)
    sollecita_chi_manca(coordinatore)
    carica_xlsx(con_xlsx, riga)
    carica_csv_con_errori(con_csv, riga)
    certifica(del_comune("ragioneria", A_MANO))
    guarda_il_quadro(coordinatore)
    emette_il_pdf(coordinatore)
    chiude(coordinatore)


def apre_la_campagna(chi):
    chi.va("/pavese/")
    chi.segue("Apri la campagna della spesa sociale")
    chi.controlla(1280, 390)
    chi.scrive("Anno della spesa", "2024")
    chi.scrive("Si apre il", date.today().isoformat())
    chi.scrive("Termine per l’invio", (date.today() + timedelta(days=30)).isoformat())
    chi.preme("Apri la campagna")
    chi.legge("Campagna 2024 aperta")
    chi.controlla(1280, 390)


def inserisce_a_mano(chi):
    """Una riga col modulo, sbagliata e poi giusta; restituisce le celle del foglio che il portale ne ricava."""
    chi.va("/pavese/")
    chi.segue("Inserisci e invia la spesa 2024")
    chi.segue("Aggiungi una riga")
    chi.sceglie("Intervento", 1)
    chi.sceglie("Area di utenza", 1)
    chi.sceglie("Forma di gestione", 1)
    chi.scrive("Utenti nell’anno", "40")
    chi.scrive("Spesa lorda", "500")
    chi.scrive("Compartecipazione degli utenti", "1.000,00")
    chi.preme("Salva la riga")
    chi.legge("supera la spesa lorda")
    chi.controlla(1280, 390)
    chi.scrive("Spesa lorda", LORDE[A_MANO])
    expect(chi.pagina.locator("#netta")).to_contain_text("19.000,50 €")
    chi.preme("Salva la riga")
    chi.legge("Riga salvata.")
    chi.controlla(1280, 390)
    allega_una_prova(chi)
    foglio = chi.scarica("Scarica XLSX")
    invia(chi)
    intestazioni, celle = (list(r) for r in openpyxl.load_workbook(io.BytesIO(foglio)).active.iter_rows(values_only=True))
    return dict(zip(intestazioni, celle, strict=True))


def allega_una_prova(chi):
    qui = chi.qui
    chi.segue(re.compile("^Allega una prova"))
    chi.controlla(1280, 390)
    chi.pagina.get_by_label("File").set_input_files(files=[{"name": "mandato.png", "mimeType": "image/png", "buffer": PNG}])
    chi.preme("Allega", exact=True)
    chi.legge("Prova allegata.")
    chi.controlla(1280, 390)
    assert chi.scarica("mandato.png") == PNG
    chi.va(qui)


def chiede_una_correzione(chi):
    """Un rilievo su una cella e uno su una riga che manca, poi si rimanda."""
    chi.va(f"{CAMPAGNA}comuni/{A_MANO}/")
    chi.segue(re.compile("^Rilievo su"))
    chi.sceglie("Su che cosa", "Solo utenti")
    chi.preme("Prepara il rilievo")
    chi.controlla(1280, 390)
    chi.scrive("Che cosa correggere", "Sono quaranta persone o quaranta accessi?")
    chi.preme("Prepara il rilievo")
    chi.segue("Manca una riga?")
    chi.controlla(1280, 390)
    chi.scrive("Che cosa manca", "Manca il nido")
    chi.preme("Prepara il rilievo")
    chi.legge("Rilievo preparato", exact=False)
    chi.controlla(1280, 390)
    chi.segue("Rimanda al Comune")
    chi.legge("Si riapre soltanto ciò che ha un rilievo")
    chi.scrive("Che cosa correggere", "Due cose da guardare")
    chi.controlla(1280, 390)
    chi.preme("Rimanda", exact=True)


def corregge(chi):
    """Corregge la cella, risponde sulla riga che manca, reinvia."""
    chi.va("/pavese/")
    chi.segue("Correggi la spesa 2024", exact=False)
    chi.legge("Sono quaranta persone o quaranta accessi?", exact=False)
    chi.controlla(1280, 390)
    chi.pagina.locator("#righe").get_by_role("link").first.click()
    expect(chi.pagina.get_by_label("Spesa lorda")).to_be_disabled()
    chi.controlla(1280, 390)
    chi.scrive("Utenti nell’anno", "38")
    chi.preme("Salva la riga")
    chi.legge("Riga salvata.")
    chi.segue(re.compile("^Rispondi"))
    chi.scrive("Perché va bene così", "Il nido lo gestisce l’Unione")
    chi.controlla(1280, 390)
    chi.preme("Salva la risposta")
    chi.legge("Il nido lo gestisce l’Unione", exact=False)
    invia(chi)


def sollecita_chi_manca(chi):
    chi.va(CAMPAGNA)
    chi.segue("Sollecita chi manca")
    chi.controlla(1280, 390)
    chi.preme("Manda il sollecito")
    chi.legge("Non è ancora partito", exact=False)
    chi.controlla(1280, 390)


def per_comune(riga, istat):
    """La stessa riga di spesa per un altro Comune."""
    lorda = float(LORDE[istat].replace(".", "").replace(",", "."))
    return {**riga, "Codice Istat del Comune": istat, "Spesa lorda": lorda, "Spesa netta": lorda - 1000}


def importa(chi, nome, byte):
    chi.va("/pavese/")
    chi.segue("Inserisci e invia la spesa 2024")
    carica(chi, nome, byte)


def carica(chi, nome, byte):
    chi.segue("Carica da foglio")
    chi.controlla(1280, 390)
    chi.pagina.get_by_label("Foglio della spesa").set_input_files(
        files=[{"name": nome, "mimeType": "application/octet-stream", "buffer": byte}]
    )
    chi.preme("Carica e controlla")
    chi.titolo(re.compile("Controllo di"))


def conferma(chi):
    chi.controlla(1280, 390)
    chi.conferma("Conferma e scrivi")
    chi.legge("Foglio applicato.")


def invia(chi):
    chi.pagina.set_viewport_size({"width": 390, "height": 844})
    chi.va(re.match(r".*/comuni/\d+/", chi.qui)[0])
    chi.segue("Controlla e invia")
    chi.controlla()
    chi.preme("Invia all’Ufficio di Piano")
    chi.legge("Spesa inviata all’Ufficio di Piano.")
    chi.controlla()


def carica_xlsx(chi, riga):
    voce = per_comune(riga, DA_XLSX)
    libro = openpyxl.Workbook()
    libro.active.append(list(voce))
    libro.active.append(list(voce.values()))
    byte = io.BytesIO()
    libro.save(byte)
    importa(chi, "spesa.xlsx", byte.getvalue())
    conferma(chi)
    invia(chi)


def in_csv(righe):
    testo = io.StringIO()
    scrittore = csv.writer(testo, delimiter=";")
    scrittore.writerow(list(righe[0]))
    for riga in righe:
        scrittore.writerow(
            [str(v if v is not None else "").replace(".", ",") if isinstance(v, float) else v for v in riga.values()]
        )
    return testo.getvalue().encode("cp1252")


def carica_csv_con_errori(chi, riga):
    """Il primo foglio ha il Comune di un altro e un importo che non si legge: si scarica, si corregge, si ricarica."""
    buona = per_comune(riga, DA_CSV)
    sbagliata = {**buona, "Codice Istat del Comune": A_MANO, "Spesa lorda": "tremila"}
    importa(chi, "spesa.csv", in_csv([sbagliata]))
    chi.legge("Il foglio ha errori: non è stato scritto nulla")
    chi.legge("questo foglio è di")
    chi.controlla(1280, 390)
    da_correggere = chi.scarica("Scarica il foglio da correggere").decode("utf-8-sig")
    assert "tremila" in da_correggere and "errore" in da_correggere.splitlines()[0]
    chi.segue("Torna a caricare")
    chi.va(re.match(r".*/comuni/\d+/", chi.qui)[0])
    carica(chi, "spesa-corretta.csv", in_csv([buona]))
    conferma(chi)
    invia(chi)


def certifica(chi):
    chi.va("/pavese/")
    chi.segue("Certifica la spesa 2024", exact=False)
    chi.legge("Aspetta te: se le cifre sono quelle della contabilità", exact=False)
    chi.controlla(1280, 390)
    chi.conferma("Certifica")
    chi.legge("Spesa certificata.")


def guarda_il_quadro(chi):
    chi.va("/pavese/")
    chi.segue("Controlla la spesa 2024 di 3 Comuni")
    chi.va(CAMPAGNA)
    chi.legge("3 su")
    for cifra in (TOTALE_LORDO, TOTALE_NETTO):
        chi.legge(cifra)
    chi.controlla(1280, 390)
    chi.pagina.set_viewport_size({"width": 1280, "height": 900})
    for istat in (A_MANO, DA_XLSX, DA_CSV):
        chi.va(f"{CAMPAGNA}comuni/{istat}/")
        chi.conferma("Valida")
        chi.legge("Spesa validata.")
    chi.va(f"{CAMPAGNA}voci/")
    chi.legge(TOTALE_NETTO)
    chi.controlla(1280, 390)


def emette_il_pdf(chi):
    chi.pagina.set_viewport_size({"width": 1280, "height": 900})
    chi.va(CAMPAGNA)
    chi.preme("Emetti il PDF")
    expect(chi.pagina).to_have_url(re.compile("/lavori/"))
    barra, apri = chi.pagina.locator("main progress"), chi.pagina.get_by_role("link", name="Apri il documento")
    expect(barra.or_(apri).first).to_be_visible()
    chi.controlla(1280, 390)
    expect(apri).to_be_visible(timeout=3 * ATTESA)
    chi.controlla()
    apri.click()
    chi.titolo("Rendicontazione della spesa sociale 2024")
    chi.controlla(1280, 390)
    assert chi.scarica(re.compile(r"\(PDF")).startswith(b"%PDF-")
    chi.va("/pavese/lavori/")
    chi.legge("Rendicontazione della spesa sociale 2024")
    chi.controlla(1280, 390)


def chiude(chi):
    """Con tutte le spese arrivate validate si chiude: resta una copia delle righe, che si scarica."""
    chi.va(CAMPAGNA)
    chi.segue("Date, regole e chiusura")
    chi.controlla(1280, 390)
    chi.conferma("Chiudi la campagna")
    chi.legge("Campagna chiusa.")
    chi.segue("Date, regole e chiusura")
    chi.controlla(1280, 390)
    righe = chi.scarica("Righe della chiusura 1", exact=False).decode("utf-8-sig").splitlines()
    assert len(righe) == 4 and "20000,50" in "".join(righe)


def test_un_operatore_non_vede_la_spesa_di_un_altro_comune_ne_il_quadro(persona):
    chi = persona("operatore.codogno@lodi.example")
    with chi.sonda.attende(403, 404):
        assert chi.pagina.goto(f"{chi.origine}/pavese/rendicontazione/").status == 404
        assert chi.pagina.goto(f"{chi.origine}/lodi/rendicontazione/nuova/").status == 403


def test_il_gestore_cambia_una_corrispondenza(persona):
    gestore = persona("gestore@portale.example")
    gestore.va("/gestione/")
    gestore.segue("Corrispondenze")
    anno = date.today().year
    gestore.segue(f"{anno}, Matrice del Fondo nazionale politiche sociali")
    gestore.preme("Copia nell’anno nuovo")
    gestore.legge("adesso si possono cambiare")
    gestore.segue("Cambia 2.1, ogni area → riga 2.1")
    gestore.controlla(1280, 390)
    gestore.sceglie("Casella", "2.2 Servizi di prossimità")
    gestore.preme("Salva")
    gestore.legge("Riga 2.2, Servizi di prossimità")
    gestore.segue("Aggiungi una corrispondenza")
    gestore.controlla(1280, 390)
