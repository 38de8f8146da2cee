"""Gli inviti agli enti da un elenco: si vede prima che cosa succede, ciascuno riceve il suo, le righe sbagliate si saltano."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accordo import operazioni
from accordo.operazioni.inviti import _righe
from ambito.models import Ente, Incarico, Invito, Utente
from tests.accordo.fabbriche import adesso, crea_avviso, oggi

PAGINA = "/lodi/accordo/2025-2027/enti/inviti/"
RIGHE = """Associazione Il Ponte; segreteria@ilponte.example
Cooperativa di prova; nuova@coop.example
senza indirizzo
Un altro; non-valida
Associazione Il Ponte; altra@ilponte.example
ATS di prova; ats@ats.example
"""


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        lodi.avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"])
    return lodi


def manda(lodi, righe=RIGHE, ruolo="coordinatore"):
    return operazioni.invita_enti(lodi.avviso, righe, poteri=lodi.poteri(ruolo), adesso=adesso())


def test_si_legge_riga_per_riga(aperto):
    with aperto.aperto("coordinatore"):
        lette = operazioni.leggi_inviti(RIGHE, oggi())
    assert [r.problema.split(":")[0].split(",")[0] for r in lette] == [
        "", "", "Manca il nome dell’ente", "L’indirizzo e-mail non è valido.", "È già in una riga sopra.", "C’è già",
    ]  # fmt: skip
    assert [bool(r.ente) for r in lette[:2]] == [False, True]


def test_nasce_l_ente_e_parte_un_invito_ciascuno_una_volta_sola(aperto):
    with aperto.aperto("coordinatore"):
        assert manda(aperto) == 2
        assert Ente.objects.get(denominazione="Associazione Il Ponte").tipo == "ets"
        assert {(i.email, i.ruolo) for i in Invito.objects.all()} == {
            ("segreteria@ilponte.example", "ets"), ("nuova@coop.example", "ets"),
        }  # fmt: skip
        assert sorted(m.to[0] for m in mail.outbox) == ["nuova@coop.example", "segreteria@ilponte.example"]
        with pytest.raises(operazioni.InvitiNonPronti, match="Nessuna riga"):
            manda(aperto)


def test_chi_lo_riceve_entra_e_trova_il_modulo(aperto):
    with aperto.aperto("coordinatore"):
        manda(aperto, "Associazione Il Ponte; segreteria@ilponte.example")
    collegamento = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    nuovo = Client()
    parola = "una-frase-lunga-davvero"
    dati = {"nome": "Ada", "cognome": "Ponti", "password": parola, "ripetuta": parola}
    assert nuovo.post(collegamento, dati).status_code == 302
    assert "Compila l’adesione di Associazione Il Ponte" in nuovo.get("/lodi/").content.decode()
    with aperto.aperto("coordinatore"):
        assert Incarico.objects.get(utente=Utente.objects.get(email="segreteria@ilponte.example")).ruolo == "ets"
    assert Client().post(collegamento, dati).status_code == 404


def test_solo_chi_conferisce_e_solo_se_l_avviso_lo_ammette(aperto):
    with aperto.aperto("coordinatore"):
        for ruolo in ("udp", "operatore", "ets"):
            with pytest.raises(PermissionDenied):
                manda(aperto, ruolo=ruolo)
        operazioni.modifica_avviso(aperto.avviso, ammessi=["comuni"], poteri=aperto.poteri("udp"), adesso=adesso())
        aperto.avviso.refresh_from_db()
        with pytest.raises(operazioni.InvitiNonPronti, match="terzo settore"):
            manda(aperto)
        assert not Invito.objects.exists()


def test_la_pagina_mostra_e_poi_manda(aperto):
    coordinatore = aperto.client("coordinatore")
    assert coordinatore.get(PAGINA).status_code == 200
    assert coordinatore.post(PAGINA, {"righe": " "}).status_code == 422
    anteprima = coordinatore.post(PAGINA, {"righe": RIGHE}).content.decode()
    assert "L’ente si aggiunge." in anteprima and "Riga 4: L’indirizzo e-mail non è valido." in anteprima
    with aperto.aperto("coordinatore"):
        assert not Invito.objects.exists()
    mandata = coordinatore.post(PAGINA, {"righe": RIGHE, "manda": "si"}, follow=True)
    assert "2 inviti sono partiti." in mandata.content.decode()


@given(testo=st.text(max_size=200))
def test_qualunque_testo_si_legge_o_si_rifiuta_con_una_frase(testo):
    try:
        lette = _righe(testo)
    except operazioni.InvitiNonPronti as errore:
        assert "nome; e-mail" in errore.frase
    else:
        assert 1 <= len(lette) <= 100 and all(numero >= 1 for numero, _, _ in lette)
