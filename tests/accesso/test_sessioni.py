"""Quanto dura una sessione, quali sono aperte, che cosa le chiude."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from ambito import tasks
from ambito.accesso import freno
from ambito.accesso.sessioni import INGRESSO, SCADUTA, ULTIMA
from ambito.models import Utente
from ambito.progetto import coda
from tests.accesso.codici import dentro
from tests.scena import PASSWORD

NUOVA = "tre-parole-senza-legame"


def arretra(navigatore, **secondi):
    """Sposta indietro i tempi segnati nella sessione."""
    sessione = navigatore.session
    for nome, quanti in secondi.items():
        sessione[nome] -= quanti
    sessione.save()


@pytest.mark.parametrize(
    ("tempi", "resta"),
    [
        ({ULTIMA: 2 * 3600 - 60}, True),
        ({ULTIMA: 2 * 3600 + 1}, False),
        ({INGRESSO: 8 * 3600 - 60}, True),
        ({INGRESSO: 8 * 3600 + 1}, False),
    ],
)
def test_due_ore_senza_far_nulla_o_otto_in_tutto(lodi, tempi, resta):
    navigatore = lodi.client("operatore")
    arretra(navigatore, **tempi)
    risposta = navigatore.get("/lodi/comuni/?nome=cod")
    assert dentro(navigatore) is resta
    if not resta:
        assert risposta.url == "/accedi/?next=/lodi/comuni/%3Fnome%3Dcod"
        assert SCADUTA in navigatore.get(risposta.url).content.decode()


def test_dopo_la_scadenza_si_rientra_e_si_torna_alla_pagina(lodi):
    operatore = lodi.utenti["operatore"]
    operatore.set_password(PASSWORD)
    operatore.save()
    navigatore = lodi.client("operatore")
    arretra(navigatore, **{ULTIMA: 3 * 3600})
    accesso = navigatore.get("/lodi/comuni/").url
    risposta = navigatore.post(accesso, {"login": operatore.email, "password": PASSWORD})
    assert risposta.url == "/lodi/comuni/"
    assert navigatore.get(risposta.url).status_code == 200


def test_chi_lavora_resta_dentro_chi_guarda_una_pagina_che_si_aggiorna_no(lodi):
    navigatore = lodi.client("operatore")
    arretra(navigatore, **{ULTIMA: 3600})
    fermo = navigatore.session[ULTIMA]
    navigatore.get("/lodi/comuni/", headers={"HX-Request": "true"})
    assert navigatore.session[ULTIMA] == fermo
    navigatore.get("/lodi/comuni/")
    assert navigatore.session[ULTIMA] >= fermo + 3600


def test_l_ultima_azione_non_si_riscrive_a_ogni_richiesta(lodi):
    navigatore = lodi.client("operatore")
    fermo = navigatore.session[ULTIMA]
    arretra(navigatore, **{ULTIMA: 50})
    navigatore.get("/lodi/comuni/")
    assert navigatore.session[ULTIMA] == fermo - 50


def test_cambiare_la_password_chiude_le_altre_sessioni_e_tiene_la_propria(anna, entra):
    telefono, _ = entra(anna.email)
    ufficio, _ = entra(anna.email)
    risposta = ufficio.post("/password/", {"oldpassword": PASSWORD, "password1": NUOVA, "password2": NUOVA})
    assert risposta.status_code == 302
    assert ufficio.get("/accesso/sicurezza/").status_code == 200
    assert telefono.get("/accesso/sicurezza/").url.startswith("/accedi/")


def test_si_vedono_le_sessioni_aperte_e_si_chiudono_le_altre(anna, entra):
    entra(anna.email)[0].post("/esci/")
    telefono, _ = entra(anna.email)
    ufficio = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"})
    ufficio.post("/accedi/", {"login": anna.email, "password": PASSWORD})
    pagina = ufficio.get("/accesso/sicurezza/").content.decode()
    assert "Firefox su Linux" in pagina
    assert pagina.count('data-etichetta="Aperta"') == 2
    assert ufficio.get("/accesso/sicurezza/sessioni/").status_code == 405
    ufficio.post("/accesso/sicurezza/sessioni/")
    assert not dentro(telefono)
    assert dentro(ufficio)
    assert ufficio.get("/accesso/sicurezza/").content.decode().count('data-etichetta="Aperta"') == 1


def test_non_si_chiudono_le_sessioni_di_un_altro(anna, entra, db):
    Utente.objects.create_user("bruno@lodi.example", PASSWORD)
    bruno, _ = entra("bruno@lodi.example")
    entra(anna.email)[0].post("/accesso/sicurezza/sessioni/")
    assert dentro(bruno)


def test_la_sessione_cambia_all_ingresso_e_il_vecchio_cookie_muore_all_uscita(anna):
    navigatore = Client()
    navigatore.get("/accedi/?next=/lodi/")
    sessione = navigatore.session
    sessione["di_prima"] = "sì"
    sessione.save()
    navigatore.cookies["sessionid"] = prima = sessione.session_key
    navigatore.post("/accedi/", {"login": anna.email, "password": PASSWORD})
    dopo = navigatore.cookies["sessionid"].value
    assert dopo != prima
    assert not Session.objects.filter(pk=prima).exists()
    navigatore.post("/esci/")
    ladro = Client()
    ladro.cookies["sessionid"] = dopo
    assert ladro.get("/accesso/sicurezza/").url.startswith("/accedi/")


def test_chi_perde_l_incarico_o_e_sospeso_non_fa_un_altra_richiesta(lodi):
    navigatore = lodi.client("operatore")
    assert navigatore.get("/lodi/").status_code == 200
    Utente.objects.filter(pk=lodi.utenti["operatore"].pk).update(is_active=False)
    assert navigatore.get("/lodi/").url.startswith("/accedi/")


def test_scaduta_mentre_la_pagina_si_aggiorna_si_va_all_accesso_intero(lodi):
    navigatore = lodi.client("operatore")
    arretra(navigatore, **{ULTIMA: 3 * 3600})
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/lodi/comuni/"}
    assert navigatore.get("/lodi/comuni/?segno=3", headers=htmx).headers["HX-Redirect"] == "/accedi/?next=/lodi/comuni/"
    altrove = {"HX-Request": "true", "HX-Current-URL": "http://cattivo.example/x"}
    assert "cattivo" not in Client().get("/lodi/comuni/", headers=altrove).headers["HX-Redirect"]


@pytest.mark.parametrize(
    "pagina", ["", "accesso/sicurezza/", "accesso/sicurezza/applicazione/", "password/", "accesso/secondo-fattore/"]
)
def test_cio_che_vede_chi_e_entrato_non_si_conserva(anna, entra, pagina):
    navigatore, _ = entra(anna.email)
    assert "no-store" in navigatore.get(f"/{pagina}").headers["Cache-Control"]


def test_la_password_attuale_non_si_indovina_da_una_sessione_aperta(anna, entra):
    navigatore, _ = entra(anna.email)
    nuova = {"password1": NUOVA, "password2": NUOVA}
    for _ in range(freno.MASSIMI_PERSONA):
        navigatore.post("/password/", {"oldpassword": "sbagliata davvero", **nuova})
    risposta = navigatore.post("/password/", {"oldpassword": PASSWORD, **nuova})
    assert freno.TROPPI in risposta.content.decode()
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)


def test_chi_non_ha_una_password_e_portato_a_chiederla(anna):
    anna.set_unusable_password()
    anna.save()
    navigatore = Client()
    navigatore.force_login(anna)
    risposta = navigatore.get("/password/", follow=True)
    assert risposta.redirect_chain[-1][0] == "/password/nuova/"


@pytest.mark.django_db
def test_l_orologio_toglie_le_sessioni_scadute():
    for nome, giorni in (("viva", 1), ("scaduta", -1)):
        Session.objects.create(session_key=nome, session_data="", expire_date=timezone.now() + timedelta(days=giorni))
    tasks.togli_sessioni_scadute()
    assert set(Session.objects.values_list("session_key", flat=True)) == {"viva"}
    assert "ambito.togli_sessioni_scadute" in {v["task"] for v in coda.beat_schedule.values()}
