"""Accesso: un POST semplice, un freno che sta nella banca dati, nessun indizio su chi esiste."""

import re

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.test import Client

from ambito.accesso import freno
from ambito.accesso.dimostrativi import INGRESSI
from ambito.accesso.dimostrativi import PASSWORD as PASSWORD_DI_PROVA
from ambito.models import TentativoAccesso, Utente
from tests.scena import ADESSO, PASSWORD


@pytest.fixture
def utente(db):
    return Utente.objects.create_user("Anna@Lodi.Example", PASSWORD, nome="Anna")


def entra(navigatore, login, password=PASSWORD):
    return navigatore.post("/accedi/", {"login": login, "password": password})


def test_si_entra_con_e_mail_e_password_senza_badare_alle_maiuscole(utente):
    navigatore = Client()
    assert entra(navigatore, "anna@lodi.example").status_code == 302
    assert navigatore.session["_auth_user_id"] == str(utente.pk)


def test_la_sessione_cambia_quando_si_entra_e_finisce_quando_si_esce(utente):
    navigatore = Client()
    navigatore.get("/accedi/")
    entra(navigatore, utente.email)
    prima = navigatore.session.session_key
    navigatore.post("/esci/")
    assert "_auth_user_id" not in navigatore.session
    assert navigatore.session.session_key != prima


def test_uno_sbaglio_e_un_indirizzo_ignoto_danno_la_stessa_risposta(utente):
    sbagliata = entra(Client(), utente.email, "sbagliata-davvero")
    ignoto = entra(Client(), "nessuno@lodi.example", "sbagliata-davvero")
    assert sbagliata.status_code == ignoto.status_code
    assert visibile(sbagliata, utente.email) == visibile(ignoto, "nessuno@lodi.example")


def visibile(risposta, email):
    """Il contenuto della pagina senza l’indirizzo scritto e senza il gettone CSRF."""
    contenuto = risposta.content.decode().split("<main")[1].replace(email, "")
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", contenuto)


def test_dopo_cinque_sbagli_si_aspetta_anche_con_la_password_giusta(utente):
    for _ in range(freno.MASSIMI_PERSONA):
        entra(Client(), utente.email, "sbagliata-davvero")
    navigatore = Client()
    risposta = entra(navigatore, utente.email)
    assert "_auth_user_id" not in navigatore.session
    assert freno.TROPPI in risposta.content.decode()
    assert "Anna" not in {t.chiave for t in TentativoAccesso.objects.all()}


def test_il_conteggio_si_somma_e_si_pulisce(db):
    vecchio = ADESSO.replace(year=2024)
    freno.conta_tentativo("x", vecchio)
    freno.conta_tentativo("k", ADESSO)
    freno.conta_tentativo("k", ADESSO)
    assert freno.tentativi_recenti("k", ADESSO) == 2
    assert freno.tentativi_recenti("k", ADESSO.replace(hour=20)) == 0
    assert not TentativoAccesso.objects.filter(chiave="x").exists()


def test_nessuno_si_iscrive_da_se(db):
    risposta = Client().post("/iscrizione/", {"email": "nuovo@x.example", "password1": PASSWORD})
    assert not Utente.objects.exists()
    assert risposta.status_code == 200


def test_la_password_e_custodita_con_argon2_leggero(utente):
    assert identify_hasher(utente.password).algorithm == "argon2"
    assert "m=19456,t=2,p=1" in utente.password


def test_senza_gettone_csrf_si_rifiuta(utente):
    navigatore = Client(enforce_csrf_checks=True)
    assert entra(navigatore, utente.email).status_code == 403


def test_la_dimostrazione_dice_con_quali_indirizzi_si_entra_e_l_esercizio_no(db, settings):
    def ingresso():
        return Client().get("/accedi/").content.decode()

    detti = [PASSWORD_DI_PROVA, *(indirizzo for _, indirizzo in INGRESSI)]
    assert not any(detto in ingresso() for detto in detti)
    settings.DEMO = True
    assert all(detto in ingresso() for detto in detti)
