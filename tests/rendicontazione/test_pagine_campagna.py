"""Le pagine della campagna severa: spiegazioni, rilievi, solleciti, chiusure, e lo stato detto a ciascuno."""

import re
from hashlib import sha256

import pytest

from rendicontazione import operazioni
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, campi, consegna, spesa_di
from tests.rendicontazione.test_pagine import CODOGNO, corpo
from tests.scena import ADESSO


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
    return lodi


def test_le_spiegazioni_si_salvano_prima_dell_invio_e_l_ufficio_le_legge(aperta):
    with aperta.aperto("operatore"):
        aggiungi(aperta, spesa_di(aperta), utenti=0)
    operatore, udp = aperta.client("operatore"), aperta.client("udp")
    pagina = corpo(operatore.get(f"{CODOGNO}invia/"))
    assert "C’è spesa e nessun utente." in pagina
    [campo] = re.findall(r'name="(spiega-C08-\d+)"', pagina)
    rifiutata = operatore.post(f"{CODOGNO}invia/", {"messaggio": "Ecco", "totale_dichiarato": "1.000,00"})
    assert rifiutata.status_code == 422
    assert "Scrivi perché, in una frase." in corpo(rifiutata) and "Ecco" in corpo(rifiutata) and "1.000,00" in corpo(rifiutata)
    letto = re.search(rf'name="letto-{campo}" value="(\w+)"', pagina)[1]
    bozza = {
        campo: "Canone della sede",
        f"letto-{campo}": letto,
        "messaggio": "Ecco",
        "totale_dichiarato": "1.000,00",
        "salva": "1",
    }
    salvata = corpo(operatore.post(f"{CODOGNO}invia/", bozza, follow=True))
    assert "Spiegazioni salvate" in salvata and "Ecco" in salvata and "1000,00" in salvata.replace(".", "")
    vecchia = operatore.post(f"{CODOGNO}invia/", {**bozza, campo: "Altro"})
    assert vecchia.status_code == 422 and "Mentre scrivevi è cambiato" in corpo(vecchia) and "Canone della sede" in corpo(vecchia)
    inviata = operatore.post(f"{CODOGNO}invia/", {campo: "Canone della sede"}, follow=True)
    assert "Spesa inviata" in corpo(inviata)
    for indirizzo in (CODOGNO, f"/lodi/rendicontazione/{ANNO}/controlli/"):
        assert "Canone della sede" in corpo(udp.get(indirizzo))
    assert "controlli fanno notare" not in corpo(operatore.get(CODOGNO))


def test_un_rilievo_va_dall_ufficio_al_comune_e_ritorno(aperta):
    with aperta.aperto("operatore"):
        consegna(aperta)
        voce = spesa_di(aperta).voci.get()
    udp, operatore = aperta.client("udp"), aperta.client("operatore")
    assert f"{CODOGNO}voci/{voce.pk}/rilievo/" in corpo(udp.get(CODOGNO))
    assert udp.post(f"{CODOGNO}voci/{voce.pk}/rilievo/", {"campo": "utenti", "testo": ""}).status_code == 422
    udp.post(f"{CODOGNO}voci/{voce.pk}/rilievo/", {"campo": "utenti", "testo": "Sono dieci o cento?"})
    udp.post(f"{CODOGNO}rilievi/manca/", {"testo": "Manca il nido"})
    assert "Sono dieci o cento?" in corpo(udp.get(CODOGNO)) and "Sono dieci o cento?" in corpo(udp.get(f"{CODOGNO}rimanda/"))
    assert "Sono dieci o cento?" not in corpo(operatore.get(CODOGNO))
    with aperta.aperto("udp"):
        manca = spesa_di(aperta).rilievi.get(genere="manca")
    assert "Rilievo tolto" in corpo(udp.post(f"{CODOGNO}rilievi/{manca.pk}/togli/", follow=True))
    udp.post(f"{CODOGNO}rimanda/", {"motivo": "Un dubbio"})
    pagina = corpo(operatore.get(CODOGNO))
    assert "Sono dieci o cento?" in pagina and "voci/nuova/" not in pagina
    modulo = corpo(operatore.get(f"{CODOGNO}voci/{voce.pk}/"))
    assert "Solo utenti" in modulo and "Togli questa riga" not in modulo
    assert re.search(r'name="spesa_lorda"[^>]*disabled', modulo) and not re.search(r'name="utenti"[^>]*disabled', modulo)
    with aperta.aperto("operatore"):
        rilievo = spesa_di(aperta).rilievi.get()
        dati = {**campi(utenti="100", spesa_lorda="9.999,00"), "revisione": "1"}
    risposta = f"{CODOGNO}rilievi/{rilievo.pk}/risposta/"
    assert operatore.post(risposta, {"risposta": ""}).status_code == 422
    operatore.post(risposta, {"risposta": "Sono cento"})
    assert "Sono cento" in corpo(operatore.get(CODOGNO))
    assert operatore.post(f"{CODOGNO}voci/{voce.pk}/", dati).url == CODOGNO
    with aperta.aperto("operatore"):
        voce.refresh_from_db()
    assert (voce.utenti, str(voce.spesa_lorda)) == (100, "1000.00")


def test_si_sollecita_dalla_pagina_e_la_chiusura_si_scarica(aperta):
    udp = aperta.client("udp")
    quadro = f"/lodi/rendicontazione/{ANNO}/"
    assert "Sollecita chi manca" in corpo(udp.get(quadro))
    pagina = corpo(udp.get(f"{quadro}sollecito/"))
    assert "operatore@lodi.example" in pagina and f"Manca ancora la spesa sociale {ANNO}" in pagina
    assert udp.post(f"{quadro}sollecito/", {"testo": ""}).status_code == 422
    assert "Non è ancora partito" in corpo(udp.post(f"{quadro}sollecito/", {"testo": "Manca la vostra"}, follow=True))
    assert "Manca la vostra" not in corpo(aperta.client("operatore").get("/lodi/avvisi/"))
    udp.post(f"{quadro}campagna/", {"azione": "chiudi"})
    assert "La raccolta non è in corso." in corpo(udp.get(f"{quadro}sollecito/"))
    gestione = corpo(udp.get(f"{quadro}campagna/"))
    scaricata = udp.get(f"{quadro}chiusure/1/righe.csv")
    assert sha256(scaricata.content).hexdigest() in gestione
    assert udp.get(f"{quadro}chiusure/2/righe.csv").status_code == 404


def test_le_righe_dell_anno_prima_si_riportano_dalla_pagina(aperta):
    with aperta.aperto("operatore"):
        apri(aperta, ANNO - 1)
        aggiungi(aperta, spesa_di(aperta, anno=ANNO - 1), lorda="1500.00")
        prima, chi = spesa_di(aperta, anno=ANNO - 1), {"poteri": aperta.poteri("operatore"), "adesso": ADESSO}
        operazioni.invia(prima, senza_spesa=False, messaggio="", **chi)
    operatore = aperta.client("operatore")
    assert f"Riporta la riga del {ANNO - 1}" in corpo(operatore.get(CODOGNO))
    pagina = corpo(operatore.post(f"{CODOGNO}riporta/", follow=True))
    assert "Da completare" in pagina and "1.500,00" in pagina and f"Lorda {ANNO - 1}" in pagina
    assert "ancora senza cifre" in corpo(operatore.get(f"{CODOGNO}invia/"))


@pytest.mark.parametrize("ruolo, parola", [
    ("operatore", "Non l’hai ancora cominciata"), ("ragioneria", "la certifichi tu"), ("sindaco", "Il tuo Comune non l’ha"),
    ("udp", "Il Comune non l’ha ancora cominciata."), ("revisore", "Il Comune non l’ha ancora cominciata."),
])  # fmt: skip
def test_lo_stato_si_dice_a_ciascuno_con_le_sue_parole(aperta, ruolo, parola):
    assert parola in corpo(aperta.client(ruolo).get(CODOGNO))
