"""Il secondo fattore all’ingresso: un codice vale una volta sola, nessuna strada lo scavalca."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ambito.accesso import freno
from ambito.accesso.codici import NON_VALE, AdattatoreFattori
from ambito.models import Utente
from tests.accesso.codici import SEGRETO, codice, dentro, segreto_in
from tests.scena import PASSWORD


def test_chi_ha_il_secondo_fattore_non_entra_con_la_sola_password(con_codici, entra):
    navigatore, risposta = entra(con_codici.email)
    assert risposta.url == "/accesso/codice/"
    assert not dentro(navigatore)
    assert navigatore.get("/accesso/sicurezza/").url.startswith("/accedi/")
    risposta = navigatore.post("/accesso/codice/", {"code": codice()})
    assert risposta.status_code == 302 and dentro(navigatore)


def test_dopo_il_codice_si_torna_dove_si_andava(con_codici, entra):
    navigatore, _ = entra(con_codici.email, next="/verifica/")
    assert navigatore.post("/accesso/codice/", {"code": codice()}).url == "/verifica/"


def test_un_codice_usato_non_vale_la_seconda_volta(con_codici, entra):
    usato = codice()
    primo, _ = entra(con_codici.email)
    primo.post("/accesso/codice/", {"code": usato})
    assert dentro(primo)
    secondo, _ = entra(con_codici.email)
    risposta = secondo.post("/accesso/codice/", {"code": usato})
    assert not dentro(secondo)
    assert NON_VALE in risposta.content.decode()
    secondo.post("/accesso/codice/", {"code": codice(passi=1)})
    assert dentro(secondo)


def test_un_codice_piu_vecchio_dell_ultimo_usato_non_vale(con_codici, entra):
    primo, _ = entra(con_codici.email)
    primo.post("/accesso/codice/", {"code": codice(passi=1)})
    assert dentro(primo)
    secondo, _ = entra(con_codici.email)
    secondo.post("/accesso/codice/", {"code": codice()})
    assert not dentro(secondo)


def test_ogni_codice_di_riserva_vale_una_volta(con_codici, riserva, entra):
    primo, _ = entra(con_codici.email)
    primo.post("/accesso/codice/", {"code": riserva[0]})
    assert dentro(primo)
    secondo, _ = entra(con_codici.email)
    secondo.post("/accesso/codice/", {"code": riserva[0]})
    assert not dentro(secondo)
    secondo.post("/accesso/codice/", {"code": riserva[1]})
    assert dentro(secondo)


def test_dopo_cinque_codici_sbagliati_non_vale_neppure_quello_giusto(con_codici, entra):
    navigatore, _ = entra(con_codici.email)
    for _ in range(freno.MASSIMI_CODICI):
        navigatore.post("/accesso/codice/", {"code": "000000"})
    # Neppure ricominciando da capo: il conto è della persona, non della sessione.
    navigatore, _ = entra(con_codici.email)
    risposta = navigatore.post("/accesso/codice/", {"code": codice()})
    assert freno.TROPPI_CODICI in risposta.content.decode()
    assert not dentro(navigatore)


def test_il_segreto_sta_cifrato_nella_banca_dati(con_codici):
    custodito = Authenticator.objects.get(user=con_codici, type="totp").data["secret"]
    assert SEGRETO not in custodito
    assert AdattatoreFattori().decrypt(custodito) == SEGRETO


def test_cambiando_la_chiave_segreta_i_vecchi_segreti_si_leggono_ancora(con_codici, settings, entra):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "un’altra chiave lunga abbastanza per la prova"
    navigatore, _ = entra(con_codici.email)
    navigatore.post("/accesso/codice/", {"code": codice()})
    assert dentro(navigatore)


def test_la_password_nuova_non_scavalca_il_secondo_fattore(con_codici, mailoutbox, entra):
    navigatore = Client()
    navigatore.post("/password/nuova/", {"email": con_codici.email})
    (messaggio,) = mailoutbox
    percorso = re.search(r"http://[^/]+(/\S+)", messaggio.body)[1]
    pagina = navigatore.get(percorso, follow=True)
    risposta = navigatore.post(
        pagina.request["PATH_INFO"], {"password1": "tre-parole-senza-legame", "password2": "tre-parole-senza-legame"}
    )
    assert risposta.url == "/password/nuova/fatta/"
    assert not dentro(navigatore)
    navigatore, risposta = entra(con_codici.email, "tre-parole-senza-legame")
    assert risposta.url == "/accesso/codice/" and not dentro(navigatore)


@pytest.fixture
def entrata(con_codici, entra):
    """Anna entrata con password e codice."""
    navigatore, _ = entra(con_codici.email)
    navigatore.post("/accesso/codice/", {"code": codice()})
    return navigatore


def invecchia(navigatore, secondi):
    """Porta indietro nel tempo le prove date nella sessione."""
    sessione = navigatore.session
    for prova in sessione["account_authentication_methods"]:
        prova["at"] -= secondi
    sessione.save()


def test_togliere_il_secondo_fattore_chiede_il_secondo_fattore_non_la_password(con_codici, entrata):
    invecchia(entrata, 3600)
    risposta = entrata.get("/accesso/sicurezza/applicazione/togli/")
    assert risposta.url.startswith("/accesso/conferma/codice/")
    risposta = entrata.post("/conferma-accesso/?next=/accesso/sicurezza/", {"password": PASSWORD})
    assert risposta.url.startswith("/accesso/conferma/codice/")
    entrata.post("/accesso/sicurezza/applicazione/togli/")
    assert Authenticator.objects.filter(user=con_codici, type="totp").exists()
    entrata.post("/accesso/conferma/codice/?next=/accesso/sicurezza/applicazione/togli/", {"code": codice(passi=1)})
    entrata.post("/accesso/sicurezza/applicazione/togli/")
    assert not Authenticator.objects.filter(user=con_codici).exists()


def test_aggiungere_l_applicazione_e_ricevere_i_codici_di_riserva(anna, entra, mailoutbox, django_capture_on_commit_callbacks):
    navigatore, _ = entra(anna.email)
    pagina = navigatore.get("/accesso/sicurezza/applicazione/")
    segreto = segreto_in(pagina)
    usato = codice(segreto)
    with django_capture_on_commit_callbacks(execute=True):
        risposta = navigatore.post("/accesso/sicurezza/applicazione/", {"code": usato})
    assert risposta.url == "/accesso/sicurezza/codici/"
    assert len(re.findall(r"<li><code>\d{8}</code>", navigatore.get(risposta.url).content.decode())) == 10
    assert "applicazione che dà codici" in mailoutbox[0].body
    altro, _ = entra(anna.email)
    altro.post("/accesso/codice/", {"code": usato})
    assert not dentro(altro), "il codice con cui si è attivata l’applicazione è già stato usato"


def test_chi_ha_solo_la_sessione_aperta_deve_ridare_la_password_per_aggiungere_un_mezzo(anna, entra):
    navigatore, _ = entra(anna.email)
    invecchia(navigatore, 3600)
    assert navigatore.get("/accesso/sicurezza/chiavi/nuova/").url.startswith("/conferma-accesso/")
    risposta = navigatore.post("/conferma-accesso/?next=/accesso/sicurezza/chiavi/nuova/", {"password": PASSWORD})
    assert risposta.url == "/accesso/sicurezza/chiavi/nuova/"
    assert navigatore.get(risposta.url).status_code == 200


def test_i_mezzi_di_un_altra_persona_non_si_toccano(con_codici, entra):
    altro = Utente.objects.create_user("bruno@lodi.example", PASSWORD)
    chiave = Authenticator.objects.create(user=con_codici, type="webauthn", data={"name": "Chiave", "credential": {}})
    navigatore, _ = entra(altro.email)
    for azione in ("togli", "nome"):
        assert navigatore.post(f"/accesso/sicurezza/chiavi/{chiave.pk}/{azione}/", {"name": "mia"}).status_code == 404
    chiave.refresh_from_db()
    assert chiave.data["name"] == "Chiave"
