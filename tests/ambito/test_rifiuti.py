"""«Perché non vedo?»: ogni rifiuto dentro l’Ambito dice che cosa manca, se c’è stato, chi può darlo; fuori non dice nulla."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from ambito import incarichi
from ambito.nucleo.formati_italiani import formatta_data
from tests.scena import crea_utente

OGGI = timezone.localdate()


def conferisci(scena, ruolo, **campi):
    dati = {"atto": "decreto", "autore": None, "adesso": timezone.now(), **campi}
    with scena.aperto():
        return incarichi.conferisci(utente=scena.utenti["operatore"], ruolo=ruolo, **dati)


def parole(risposta):
    """Ciò che si legge nella pagina, senza il codice della richiesta, che è diverso ogni volta."""
    corpo = risposta.content.decode().split("<main")[1].split("</main")[0].replace(risposta["X-Request-ID"], "")
    return re.sub(r"\s+", " ", strip_tags(corpo.replace("<", " <")))


def rifiuto(scena, ruolo, indirizzo, metodo="get"):
    risposta = getattr(scena.client(ruolo), metodo)(indirizzo)
    assert risposta.status_code == 403
    return parole(risposta)


def test_un_rifiuto_nomina_il_potere_i_ruoli_e_chi_puo_darlo(lodi):
    lodi.utenti["coordinatore"].nome, lodi.utenti["coordinatore"].cognome = "Chiara", "Bassi"
    lodi.utenti["coordinatore"].save()
    pagina = rifiuto(lodi, "operatore", "/lodi/registro/")
    assert "Ti manca questo potere: «Legge il registro delle operazioni»." in pagina
    assert "Coordinatore dell’Ufficio di Piano, Ufficio di Piano, Segretario dell’Assemblea, Revisore" in pagina
    assert "Chiara Bassi: conferisce gli incarichi" in pagina
    assert "è terminato" not in pagina


def test_un_incarico_finito_si_ricorda_con_il_suo_giorno(lodi):
    ieri = OGGI - timedelta(1)
    conferisci(lodi, "udp", dal=OGGI - timedelta(90), al=ieri)
    pagina = rifiuto(lodi, "operatore", "/lodi/registro/")
    assert f"Il tuo incarico di Ufficio di Piano è terminato il {formatta_data(ieri, esteso=True)}." in pagina


def test_un_incarico_futuro_si_annuncia(lodi):
    domani = OGGI + timedelta(1)
    conferisci(lodi, "revisore", dal=domani, al=domani + timedelta(9))
    pagina = rifiuto(lodi, "operatore", "/lodi/registro/")
    assert f"Il tuo incarico di Revisore comincia il {formatta_data(domani, esteso=True)}: da quel giorno potrai." in pagina


def test_un_incarico_che_non_c_entra_non_si_nomina(lodi):
    conferisci(lodi, "presidente", dal=OGGI - timedelta(90), al=OGGI - timedelta(1))
    assert "Presidente" not in rifiuto(lodi, "operatore", "/lodi/registro/").split("Chi ce l’ha")[0]


@pytest.mark.parametrize(
    ("ruolo", "indirizzo", "metodo", "potere"),
    [
        ("udp", "/lodi/persone/nuovo/", "get", "Conferisce e termina gli incarichi, invita le persone"),
        ("sindaco", "/lodi/piano/", "post", "Scrive il piano"),
        ("ets", "/lodi/piano/", "get", "Legge il piano, bozze comprese"),
        ("operatore", "/lodi/assemblea/sedute/nuova/", "get", "Convoca e tiene le sedute, redige i verbali"),
        ("ats", "/lodi/accordo/2025-2027/adesioni/", "get", "Vede chi ha aderito e chi manca"),
        ("ats", "/lodi/rendicontazione/", "get", "Vede la spesa di tutti i Comuni"),
    ],
)
def test_anche_le_altre_parti_del_portale_dicono_quale_potere_manca(lodi, ruolo, indirizzo, metodo, potere):
    assert f"Ti manca questo potere: «{potere}»." in rifiuto(lodi, ruolo, indirizzo, metodo)


def test_senza_coordinatore_si_manda_dal_gestore(lodi):
    lodi.utenti["coordinatore"].is_active = False
    lodi.utenti["coordinatore"].save()
    assert "chiedi a chi gestisce la piattaforma" in rifiuto(lodi, "operatore", "/lodi/registro/")


def test_l_ambito_altrui_resta_un_404_senza_indizi(lodi, pavese):
    altrui, ignoto = lodi.client("operatore").get("/pavese/registro/"), lodi.client("operatore").get("/ignoto/registro/")
    assert (altrui.status_code, ignoto.status_code) == (404, 404)
    assert parole(altrui) == parole(ignoto)
    assert "potere" not in parole(altrui) and "coordinatore" not in parole(altrui)


def test_che_cosa_posso_elenca_incarichi_poteri_e_da_dove_vengono(lodi):
    conferisci(lodi, "ragioneria", dal=OGGI, comune=lodi.comuni["Casalpusterlengo"])
    conferisci(lodi, "udp", dal=OGGI - timedelta(90), al=OGGI - timedelta(1))
    pagina = parole(lodi.client("operatore").get("/lodi/poteri/"))
    puoi, _, non_puoi = pagina.partition("Che cosa non puoi fare")
    assert "Operatore comunale – Codogno" in puoi and "Ufficio di Piano decreto" in puoi and "terminato" in puoi
    assert "Inserisce e invia la spesa del Comune Codogno Operatore comunale" in puoi
    assert "Certifica la spesa del Comune Casalpusterlengo Ragioneria comunale" in puoi
    assert "Vede i dati riservati del Comune Casalpusterlengo, Codogno Operatore comunale, Ragioneria comunale" in puoi.replace(
        "Ragioneria comunale, Operatore comunale", "Operatore comunale, Ragioneria comunale"
    )
    assert "Legge il registro delle operazioni Coordinatore" in non_puoi and "Inserisce e invia" not in non_puoi


def test_chi_vale_per_ogni_comune_lo_legge(lodi):
    assert "Vede i dati riservati del Comune ogni Comune Ufficio di Piano" in parole(lodi.client("udp").get("/lodi/poteri/"))


def test_la_pagina_dei_poteri_spiega_quello_chiesto(lodi):
    navigatore = lodi.client("operatore")
    altrui = parole(navigatore.get("/lodi/poteri/?potere=compila_spesa&comune=098010"))
    assert "per Casalpusterlengo: «Inserisce e invia la spesa del Comune»" in altrui and "Ce l’hai per Codogno soltanto." in altrui
    assert "è fra i tuoi poteri" in parole(navigatore.get("/lodi/poteri/?potere=compila_spesa&comune=098019"))
    for strano in ("potere=niente", "potere=vota&comune=abc", "comune=098019", "potere=<script>"):
        assert navigatore.get(f"/lodi/poteri/?{strano}").status_code == 200


def test_accanto_a_un_comando_che_manca_c_e_il_perche(lodi):
    pagina = lodi.client("udp").get("/lodi/assemblea/").content.decode()
    assert 'href="/lodi/poteri/?potere=convoca_sedute"' in pagina
    assert "?potere=convoca_sedute" not in lodi.client("segretario").get("/lodi/assemblea/").content.decode()


def test_la_scadenza_del_revisore_e_scritta(lodi):
    utente = lodi.utenti["altro"] = crea_utente("altro@x.example")
    fine = OGGI + timedelta(200)
    with lodi.aperto():
        incarichi.conferisci(utente=utente, ruolo="revisore", dal=OGGI, al=fine, atto="a", autore=None, adesso=timezone.now())
    assert f"al {fine:%d/%m/%Y}" in parole(lodi.client("altro").get("/lodi/poteri/"))
