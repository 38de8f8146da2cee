"""Chi è di un Comune non arriva ai dati di un altro: né per pagina, né per modulo, file, esportazione, documento o messaggio."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accordo.models import Adesione, AllegatoAdesione, AvvisoAdesione
from ambito import documenti
from tests.accordo.fabbriche import CF_PERSONA, DATI, DICHIARA, adesso, compila, crea_avviso, invia, pdf

BASE = "/lodi/accordo/2025-2027/adesioni"
CODOGNO, ALTRO = f"{BASE}/098019/", f"{BASE}/098010/"
SEGRETI = [CF_PERSONA, "Bruno Neri", "bruno.neri@comune.example.it", DATI["sede"], "Sala civica", "delibera.pdf", "0377 314215"]


@pytest.fixture
def scena(lodi):
    """Codogno ha inviato; chi guarda è di Casalpusterlengo."""
    with lodi.aperto("operatore"):
        invia(lodi, crea_avviso(lodi))
        lodi.allegato = AllegatoAdesione.objects.get().pk
        documenti.richiedi("adesione", Adesione.objects.get(), utente=lodi.utenti["operatore"], adesso=adesso())
    return lodi


def letture(scena):
    pezzi = ["", "dati/", "aree/", "risorse/", "invio/", "istruttoria/", f"allegati/{scena.allegato}/", "?formato=csv"]
    return [CODOGNO + p for p in pezzi]


@pytest.mark.parametrize("ruolo", ["operatore.altro", "sindaco.altro", "ragioneria.altro"])
def test_nessuna_pagina_di_un_altro_comune(scena, ruolo):
    navigatore = scena.client(ruolo)
    for url in letture(scena):
        risposta = navigatore.get(url)
        assert risposta.status_code in (403, 404), url
        assert not [s for s in SEGRETI if s in risposta.content.decode()], url


@pytest.mark.parametrize("ruolo", ["operatore.altro", "sindaco.altro", "ragioneria.altro"])
def test_nessun_modulo_di_un_altro_comune(scena, ruolo):
    navigatore = scena.client(ruolo)
    invii = {
        "dati/": {**DATI, "sede": "presa", "revisione": 4},
        "aree/": {"tipo": "consultiva", "revisione": 4},
        "risorse/": {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0", "togli": scena.allegato, "revisione": 4},
        "invio/": {**dict.fromkeys(DICHIARA, "on"), "revisione": 4},
        "istruttoria/": {"esito": "respingi", "motivo": "dispetto"},
        "ricevuta/": {},
    }
    for pezzo, dati in invii.items():
        risposta = navigatore.post(CODOGNO + pezzo, dati)
        assert risposta.status_code in (403, 404), pezzo
        assert not [s for s in SEGRETI if s in risposta.content.decode()]
    with scena.aperto("operatore"):
        adesione = Adesione.objects.get()
        assert (adesione.stato, adesione.sede, adesione.allegati.count()) == ("presentata", DATI["sede"], 1)


def test_l_allegato_altrui_non_passa_dalla_propria_adesione(scena):
    """Il numero di un file altrui messo nel proprio indirizzo, o nel proprio modulo, non apre e non toglie."""
    with scena.aperto("operatore.altro"):
        compila(scena, AvvisoAdesione.objects.get(), comune="Casalpusterlengo", ruolo="operatore.altro", allega=False)
    navigatore = scena.client("operatore.altro")
    assert navigatore.get(f"{ALTRO}allegati/{scena.allegato}/").status_code == 404
    dati = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0", "togli": scena.allegato, "revisione": 4}
    assert navigatore.post(f"{ALTRO}risorse/", {**dati, "azione": "bozza"}).status_code == 302
    with scena.aperto("operatore"):
        assert AllegatoAdesione.objects.filter(pk=scena.allegato).exists()


def test_lo_stesso_file_in_due_comuni_non_tradisce_l_altro(scena):
    """Allegare un file che un altro Comune ha già allegato non deve dire che esiste."""
    dati = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0", "azione": "carica", "revisione": 0}
    dati["file"] = SimpleUploadedFile("delibera.pdf", pdf("Deliberazione di Codogno"))
    assert scena.client("operatore.altro").post(f"{ALTRO}risorse/", dati).status_code == 302


@pytest.mark.parametrize("formato", ["", "?formato=csv"])
def test_il_quadro_di_un_operatore_ha_solo_il_suo_comune(scena, formato):
    pagina = scena.client("operatore.altro").get(f"{BASE}/{formato}").content.decode()
    assert "Casalpusterlengo" in pagina and "Codogno" not in pagina and "Abbadia" not in pagina
    filtrata = scena.client("operatore.altro").get(f"{BASE}/?q=Codogno&stato=presentata").content.decode()
    assert "098019" not in filtrata


def test_il_sindaco_di_un_altro_comune_vede_solo_lo_stato(scena):
    for formato in ("", "?formato=csv"):
        pagina = scena.client("sindaco.altro").get(f"{BASE}/{formato}").content.decode()
        assert "Codogno" in pagina and "Inviata, da esaminare" in pagina
        assert not [s for s in SEGRETI if s in pagina]


def test_le_pagine_d_insieme_non_nominano_gli_altri(scena):
    for url in ("/lodi/", "/lodi/accordo/", "/lodi/documenti/", "/lodi/lavori/"):
        pagina = scena.client("operatore.altro").get(url).content.decode()
        assert "Codogno" not in pagina and not [s for s in SEGRETI if s in pagina], url


@pytest.mark.parametrize("ruolo", ["ats", "ets"])
def test_chi_non_e_di_un_comune_ne_dell_ufficio_non_entra(scena, ruolo):
    for url in (f"{BASE}/", *letture(scena)):
        assert scena.client(ruolo).get(url).status_code == 403, url
    # L’accordo lo legge chi ne è parte: della casa vede quello, e nessuna adesione.
    casa = scena.client(ruolo).get("/lodi/accordo/")
    assert casa.status_code == (200 if ruolo == "ats" else 403) and "Codogno" not in casa.content.decode()


def test_da_un_altro_ambito_non_si_sa_nemmeno_che_esiste(scena, pavese):
    for ruolo in ("udp", "operatore", "sindaco"):
        for url in (f"{BASE}/", *letture(scena)):
            assert pavese.client(ruolo).get(url).status_code == 404
    assert pavese.client("udp").get("/pavese/accordo/2025-2027/adesioni/098019/").status_code == 404
