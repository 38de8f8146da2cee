"""Il secondo fattore nel browser: una chiave di accesso si aggiunge, serve da secondo fattore e fa entrare senza password."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from ambito.dimostrazione import PASSWORD
from ambito.models import Ambito, Utente
from tests.percorsi.test_accesso import entra

pytestmark = pytest.mark.browser
CHIAVE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}


@pytest.fixture
def segretaria(portale):
    """Una persona nuova, perché le altre prove trovino le loro senza secondo fattore."""
    email = portale.incarica("pavese", "segretaria.sicura", "segretario")
    with portale.dentro():
        utente = Utente.objects.get(email=email)
        utente.set_password(PASSWORD)
        utente.save()
        Ambito.objects.filter(slug="pavese").update(secondo_fattore="sempre")
    yield email
    with portale.dentro():
        Ambito.objects.filter(slug="pavese").update(secondo_fattore="")
        Authenticator.objects.filter(user__email=email).delete()


def con_chiave_virtuale(chi):
    """La persona su `localhost` (lì WebAuthn è ammesso senza https), con un dispositivo che risponde come un telefono sbloccato."""
    chi.origine = chi.origine.replace("127.0.0.1", "localhost")
    chi.sonda.ente = chi.origine.removeprefix("http://")
    ascolto = chi.pagina.context.new_cdp_session(chi.pagina)
    ascolto.send("WebAuthn.enable")
    numero = ascolto.send("WebAuthn.addVirtualAuthenticator", {"options": CHIAVE})["authenticatorId"]
    return chi, ascolto, numero


@pytest.mark.parametrize("telefono", [False, True], ids=["1280", "390"])
def test_chi_e_tenuto_aggiunge_una_chiave_e_poi_entra_senza_password(persona, segretaria, telefono):
    chi, ascolto, numero = con_chiave_virtuale(persona(telefono=telefono))
    chi.va("/pavese/comuni/")
    entra(chi, segretaria)
    chi.titolo("Serve un secondo fattore")
    chi.controlla()
    aggiunge_la_chiave(chi)
    chi.titolo("Comuni", exact=False)
    assert len(ascolto.send("WebAuthn.getCredentials", {"authenticatorId": numero})["credentials"]) == 1

    esce(chi)
    chi.va("/pavese/comuni/")
    entra(chi, segretaria)
    chi.titolo("Conferma che sei tu")
    chi.controlla()
    chi.preme("Usa una chiave di accesso")
    chi.titolo("Comuni", exact=False)

    esce(chi)
    chi.va("/accedi/?next=/pavese/comuni/")
    chi.preme("Accedi con una chiave")
    chi.titolo("Comuni", exact=False)
    chi.va("/accesso/sicurezza/")
    expect(chi.pagina.get_by_role("rowheader", name="Telefono di prova")).to_be_visible()
    chi.controlla()


def test_se_la_chiave_non_c_e_lo_si_dice_e_un_codice_di_riserva_apre(persona, segretaria, portale):
    chi, *_ = con_chiave_virtuale(persona())
    chi.va("/pavese/")
    entra(chi, segretaria)
    aggiunge_la_chiave(chi)
    with portale.dentro():
        (codice, *_) = Authenticator.objects.get(user__email=segretaria, type="recovery_codes").wrap().get_unused_codes()

    altrove, *_ = con_chiave_virtuale(persona())
    altrove.va("/pavese/")
    entra(altrove, segretaria)
    altrove.preme("Usa una chiave di accesso")
    altrove.legge("L’operazione è stata annullata o è scaduta.")
    altrove.controlla()
    altrove.scrive("Codice", codice)
    altrove.preme("Accedi", exact=True)
    altrove.titolo("Tocca a te")


def test_le_pagine_dell_accesso_sono_come_le_si_pretende(persona, segretaria):
    chi, *_ = con_chiave_virtuale(persona())
    chi.va("/pavese/")
    entra(chi, segretaria)
    aggiunge_la_chiave(chi)
    chiave = chi.va("/accesso/sicurezza/").pagina.get_by_role("link", name="Togli Telefono di prova").get_attribute("href")
    for pagina in [
        "sicurezza/applicazione/", "sicurezza/codici/nuovi/", "conferma/codice/?next=/pavese/", "conferma/chiave/?next=/pavese/",
    ]:  # fmt: skip
        chi.va(f"/accesso/{pagina}")
        chi.controlla(1280, 390)
    for pagina in [chiave, chiave.replace("togli", "nome"), "/password/"]:
        chi.va(pagina)
        chi.controlla(1280, 390)


def test_la_sicurezza_degli_accessi_dell_ambito(persona):
    persona("coordinatore@lodi.example").va("/lodi/accessi/").controlla(1280, 390)


def aggiunge_la_chiave(chi):
    """Dalla pagina che chiede un secondo fattore fino a riprendere ciò che si faceva."""
    chi.segue("Chiave di accesso")
    chi.titolo("Aggiungi una chiave di accesso")
    chi.controlla()
    chi.scrive("Nome della chiave", "Telefono di prova")
    chi.preme("Aggiungi la chiave")
    chi.titolo("Codici di riserva")
    chi.controlla()
    chi.segue("Li ho conservati: prosegui")


def esce(chi):
    chi.va("/esci/")
    chi.pagina.locator("main").get_by_role("button", name="Esci").click()
    chi.pagina.wait_for_url("**/")
