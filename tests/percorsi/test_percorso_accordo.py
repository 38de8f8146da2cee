"""Percorso dell’accordo: l’Ufficio lo scrive e lo congela, due Comuni lo approvano e lo firmano dal telefono, entra in vigore."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from ambito.models import Utente
from piano.documenti import prepara
from piano.models import PianoDiZona, VersionePiano
from piano.operazioni import congela_bozza
from tests.firme import Firmatario
from tests.percorsi.persona import ATTESA
from tests.percorsi.test_percorso_adesioni import delibera
from tests.piano.fabbriche import piano_pronto
from tests.scena import ADESSO, crea_scena
from tests.trasparenza.mondo import emesso

pytestmark = [pytest.mark.browser, pytest.mark.lento]
SLUG = "sponde"
COMUNI = [("098921", "Ponte Vecchio", 8000), ("098922", "Riva Alta", 4000), ("098923", "Riva Bassa", 2500)]
ACCORDO = f"/{SLUG}/accordo/2025-2027/"
FIRMATARI = {"sindaco": ("MARIO", "ROSSI", "RSSMRA80A01F205X"), "sindaco.altro": ("ADA", "VERDI", "VRDDAA80A41F205X")}
OGGI = date.today().isoformat()


@pytest.fixture
def scena(portale):
    """L’Ambito con un piano completo e congelato; dei due Sindaci si conosce il codice fiscale."""
    with portale.dentro():
        scena = crea_scena(SLUG, comuni=COMUNI)
        for ruolo, (_, _, codice) in FIRMATARI.items():
            Utente.objects.filter(pk=scena.utenti[ruolo].pk).update(codice_fiscale=codice)
        with scena.aperto("coordinatore"):
            congela_bozza(piano_pronto(scena), nome="Per l’accordo", nota="", poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    return scena


def test_dallo_schema_all_accordo_in_vigore(scena, persona, portale):
    ufficio = persona(f"udp@{SLUG}.example")
    sindaci = {ruolo: persona(f"{ruolo}@{SLUG}.example", telefono=True) for ruolo in FIRMATARI}
    comincia_e_scrive(ufficio)
    aggiunge_le_parti(ufficio)
    congela(ufficio)
    for sindaco in sindaci.values():
        approva(sindaco)
    controlla_gli_atti(ufficio)
    for numero, (ruolo, sindaco) in enumerate(sindaci.items(), start=1):
        firma(sindaco, Firmatario(*FIRMATARI[ruolo]), f"Firma{numero}")
    with portale.dentro(SLUG):
        adotta(scena)
    pubblica(ufficio)
    da_notizia(sindaci["sindaco"])
    proroga(ufficio, portale)
    integra(ufficio)
    legge_chiunque(persona())
    legge_il_piano(persona())


def adotta(scena):
    """L’Assemblea ha approvato la versione congelata, e il suo PDF è emesso."""
    versione = VersionePiano.objects.select_related("piano__ambito", "aggiorna").get()
    estremi = {"deliberazione": "Deliberazione n. 1/2025", "deliberato_il": ADESSO.date()}
    PianoDiZona.objects.update(stato="approvato", adottata=versione, **estremi)
    emesso(scena, "piano", versione.piano_id, prepara(versione, ADESSO.date()))


def largo_e_stretto(chi):
    chi.controlla(1280, 390)
    chi.pagina.set_viewport_size({"width": 1280, "height": 900})


def comincia_e_scrive(chi):
    chi.va(f"/{SLUG}/accordo/")
    chi.preme("Comincia l’accordo")
    chi.titolo("Accordo di programma 2025-2027")
    largo_e_stretto(chi)
    chi.segue("Scrivi l’articolo 5")
    expect(chi.pagina.locator(".editor-testo")).to_be_visible()
    largo_e_stretto(chi)
    chi.pagina.locator(".editor-testo").click()
    chi.pagina.keyboard.press("Control+End")
    chi.pagina.keyboard.type(" Le parti si incontrano due volte l’anno.")
    chi.preme("Salva l’articolo")
    chi.legge("due volte l’anno", exact=False)
    chi.segue("Aggiungi un articolo")
    chi.scrive("Titolo dell’articolo", "Norme finali")
    largo_e_stretto(chi)
    chi.preme("Salva")
    chi.titolo("Norme finali")
    chi.pagina.locator(".editor-testo").click()
    chi.pagina.keyboard.type("Per ciò che non è scritto vale la legge.")
    chi.preme("Salva l’articolo")
    chi.legge("vale la legge", exact=False)


def aggiunge_le_parti(chi):
    for comune in ("Riva Alta", "Riva Bassa"):
        chi.va(f"{ACCORDO}parti/")
        chi.segue("Aggiungi una parte")
        chi.pagina.get_by_label(re.compile("^Comune")).select_option(label=comune)
        largo_e_stretto(chi)
        chi.preme("Salva")
        chi.legge(f"Comune di {comune}")
    largo_e_stretto(chi)


def congela(chi):
    chi.va(f"{ACCORDO}dati/")
    for campo, giorni in (("Gli enti approvano entro il", 30), ("Si firma entro il", 60)):
        chi.scrive(campo, (date.today() + timedelta(giorni)).isoformat())
    largo_e_stretto(chi)
    chi.preme("Salva")
    chi.preme("Condividi il testo con le parti")
    chi.legge("Condiviso con le parti")
    chi.conferma("Congela e manda agli enti")
    chi.legge("All’approvazione degli enti")
    largo_e_stretto(chi)
    fine = chi.pagina.get_by_role("link", name="PDF del testo")
    for _ in range(3 * ATTESA // 1000):
        if fine.count():
            return
        chi.pagina.wait_for_timeout(1000)
        chi.va(ACCORDO)
    pytest.fail("Il PDF del testo non è arrivato.")


def approva(chi):
    chi.va(f"/{SLUG}/")
    chi.segue(re.compile("Approva l’accordo di programma"))
    chi.legge("Il testo da approvare", exact=False)
    chi.controlla()
    chi.segue("Carica l’atto")
    chi.sceglie("Chi ha deciso", "giunta")
    chi.scrive("Numero dell’atto", "12")
    chi.scrive("Data dell’atto", OGGI)
    chi.scrive("Esecutivo dal", OGGI)
    chi.preme("Salva")
    chi.legge("Scegli un file", exact=False)
    expect(chi.pagina.get_by_label("Numero dell’atto")).to_have_value("12")
    chi.controlla()
    chi.pagina.get_by_label("File dell’atto").set_input_files(files=[delibera()])
    chi.preme("Salva")
    chi.legge("Atto caricato: l’Ufficio di Piano lo controlla.")
    chi.controlla()


def controlla_gli_atti(chi):
    for comune in ("Riva Alta", "Riva Bassa"):
        chi.va(f"{ACCORDO}parti/")
        chi.segue(f"Comune di {comune}")
        largo_e_stretto(chi)
        chi.preme("L’atto va bene")
        chi.legge(f"Comune di {comune} ha approvato il testo.")
    chi.va(ACCORDO)
    chi.preme("Apri la firma")
    chi.legge("Firma aperta: le parti sono avvisate.")
    largo_e_stretto(chi)


def firma(chi, firmatario, campo):
    chi.va(f"/{SLUG}/")
    chi.segue(re.compile("Firma l’accordo di programma"))
    da_firmare = chi.scarica("Scarica il PDF da firmare")
    chi.controlla()
    chi.segue("Carica il file firmato")
    chi.controlla()
    carica(chi, "non-firmato.pdf", delibera()["buffer"])
    chi.legge("15, c. 2-bis", exact=False)
    chi.controlla()
    carica(chi, "firmato.pdf", firmatario.pdf(da_firmare, campo))
    chi.legge("Firma verificata e registrata.")
    chi.controlla()
    assert chi.scarica("firmato.pdf").startswith(da_firmare)


def carica(chi, nome, byte):
    chi.pagina.get_by_label("Il file firmato").set_input_files(
        files=[{"name": nome, "mimeType": "application/pdf", "buffer": byte}]
    )
    chi.preme("Verifica e registra la firma")


def pubblica(chi):
    chi.va(f"{ACCORDO}parti/")
    assert chi.scarica("Scarica l’accordo con le firme").count(b"/ByteRange") == len(FIRMATARI)
    largo_e_stretto(chi)
    chi.va(f"{ACCORDO}dati/")
    for campo, valore in (
        ("Atto di approvazione", "Decreto n. 3"), ("Data dell’atto", OGGI),
        ("Bollettino ufficiale, numero e serie", "BURL n. 12"), ("Data del bollettino", OGGI),
    ):  # fmt: skip
        chi.scrive(campo, valore)
    chi.preme("Salva")
    chi.preme("Approvato con atto formale")
    chi.preme("Pubblicato: è vigente")
    chi.legge("L’accordo è vigente.")
    largo_e_stretto(chi)
    chi.va(f"/{SLUG}/piano/2025-2027/")
    chi.legge("Vigente", exact=False)


def da_notizia(chi):
    chi.va(f"/{SLUG}/")
    chi.segue(re.compile("Dai notizia dell’accordo di programma"))
    chi.controlla()
    chi.segue("Scrivi dov’è la notizia")
    chi.scrive("Sul sito dal", OGGI)
    chi.scrive("Indirizzo della pagina", "https://www.comune.example/avvisi/12")
    chi.controlla()
    chi.preme("Salva")
    chi.legge("https://www.comune.example/avvisi/12")


def proroga(chi, portale):
    with portale.dentro(SLUG):
        PianoDiZona.objects.update(triennio_fine=2028)
    chi.va(ACCORDO)
    chi.segue("Registra una proroga")
    for campo, valore in (
        ("Dura fino al", "2028-12-31"), ("Chi l’ha deciso", "Assemblea dei Sindaci"), ("Numero dell’atto", "8"),
        ("Data dell’atto", OGGI), ("Perché", "Il piano è stato prorogato di un anno."),
    ):  # fmt: skip
        chi.scrive(campo, valore)
    chi.pagina.get_by_label("File dell’atto").set_input_files(files=[delibera()])
    largo_e_stretto(chi)
    chi.preme("Registra la proroga")
    chi.legge("Proroga registrata: le parti sono avvisate.")
    assert chi.scarica("file dell’atto n. 8").startswith(b"%PDF")
    largo_e_stretto(chi)


def legge_chiunque(chi):
    chi.va(f"/{SLUG}/trasparenza/adesioni/")
    chi.segue("L’accordo di programma")
    largo_e_stretto(chi)
    chi.segue("Accordo di programma 2025-2027")
    chi.legge("Il piano è stato prorogato di un anno.")
    chi.legge("1 Comune su 2")
    largo_e_stretto(chi)
    assert chi.scarica("Il testo in PDF").startswith(b"%PDF")


def integra(chi):
    chi.va(ACCORDO)
    chi.segue("Integra l’accordo")
    chi.scrive("Che cosa cambia", "Gli incontri diventano tre")
    chi.pagina.get_by_role("checkbox").nth(4).check()
    largo_e_stretto(chi)
    chi.preme("Comincia l’integrativo")
    chi.titolo("integrativo n. 1", exact=False)
    largo_e_stretto(chi)


def legge_il_piano(chi):
    chi.va(f"/{SLUG}/trasparenza/")
    largo_e_stretto(chi)
    chi.segue("Il Piano di Zona", exact=True)
    chi.segue("Piano di Zona 2025-2027")
    chi.legge("Deliberazione n. 1/2025", exact=False)
    largo_e_stretto(chi)
    assert chi.scarica("Il piano in PDF").startswith(b"%PDF")
    chi.segue("D1 Più anziani seguiti a casa")
    chi.titolo("D1 Più anziani seguiti a casa")
    largo_e_stretto(chi)
    chi.segue("Piano di Zona 2025-2027", exact=True)
    chi.segue(re.compile(r"^3\.1 "))
    chi.legge("Testo di 3.1", exact=False)
    largo_e_stretto(chi)
