"""Chi deve avere il secondo fattore, e la conferma prima del voto: portati a farlo, senza giri a vuoto, e di nuovo dov’erano."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from ambito.accesso import fattori
from ambito.assemblea.models import Voto
from ambito.models import SceltaSecondoFattore
from tests.accesso.codici import SEGRETO, codice, dentro, segreto_in
from tests.accesso.test_secondo_fattore import invecchia
from tests.assemblea.conftest import Assemblea
from tests.scena import PASSWORD, RUOLI_AMBITO, RUOLI_COMUNE

AGGIUNGI = "/accesso/secondo-fattore/"


@pytest.fixture
def ufficio(lodi):
    """Le persone di Lodi con la loro password."""
    for utente in lodi.utenti.values():
        utente.set_password(PASSWORD)
        utente.save()
    return lodi


def con_codice(scena, ruolo):
    """La persona con quel ruolo, entrata con password e codice."""
    utente = scena.utenti[ruolo]
    if not fattori.ne_ha(utente):
        TOTP.activate(utente, SEGRETO)
    navigatore = Client()
    navigatore.post("/accedi/", {"login": utente.email, "password": PASSWORD})
    navigatore.post("/accesso/codice/", {"code": codice()})
    assert dentro(navigatore)
    return navigatore


@pytest.mark.parametrize("ruolo", [*RUOLI_AMBITO, *RUOLI_COMUNE])
def test_sono_tenuti_coordinatore_e_segretario(lodi, acceso, ruolo):
    risposta = lodi.client(ruolo).get("/lodi/comuni/")
    if ruolo in {"coordinatore", "segretario"}:
        assert risposta.url == f"{AGGIUNGI}?next=/lodi/comuni/"
    else:
        assert risposta.status_code == 200


@pytest.mark.parametrize(
    ("scelta", "generale", "chiede"),
    [("", False, False), ("", True, True), ("sempre", False, True), ("mai", True, False)],
)
def test_l_ambito_decide_per_se(lodi, settings, scelta, generale, chiede):
    settings.SECONDO_FATTORE = generale
    lodi.ambito.secondo_fattore = SceltaSecondoFattore(scelta)
    lodi.ambito.save()
    assert (lodi.client("coordinatore").get("/lodi/").status_code == 302) is chiede


def test_chi_e_tenuto_aggiunge_il_mezzo_e_riprende_da_dove_era(ufficio, acceso):
    navigatore = Client()
    navigatore.post("/accedi/", {"login": ufficio.utenti["segretario"].email, "password": PASSWORD})
    risposta = navigatore.get("/lodi/comuni/", follow=True)
    assert risposta.redirect_chain == [(f"{AGGIUNGI}?next=/lodi/comuni/", 302)]
    assert "Serve un secondo fattore" in risposta.content.decode()
    segreto = segreto_in(navigatore.get("/accesso/sicurezza/applicazione/"))
    risposta = navigatore.post("/accesso/sicurezza/applicazione/", {"code": codice(segreto)}, follow=True)
    assert 'href="/lodi/comuni/"' in risposta.content.decode()
    assert navigatore.get("/lodi/comuni/").status_code == 200
    assert navigatore.get(f"{AGGIUNGI}?next=/lodi/").url == "/lodi/"


def test_una_sessione_aperta_prima_di_aggiungere_il_mezzo_deve_darlo(ufficio, acceso):
    vecchia = ufficio.client("segretario")
    con_codice(ufficio, "segretario")
    risposta = vecchia.get("/lodi/", follow=True)
    assert [tappa for tappa, _ in risposta.redirect_chain] == [
        "/accesso/conferma/?next=/lodi/",
        "/accesso/conferma/codice/?next=/lodi/",
    ]
    risposta = vecchia.post("/accesso/conferma/codice/", {"code": codice(passi=1), "next": "/lodi/"})
    assert risposta.url == "/lodi/"
    assert vecchia.get("/lodi/").status_code == 200


def test_una_parte_di_pagina_cambia_pagina_e_un_invio_non_si_ripete(lodi, acceso):
    navigatore = lodi.client("segretario")
    htmx = {"HX-Request": "true", "HX-Current-URL": "http://testserver/lodi/comuni/?q=a"}
    assert navigatore.get("/lodi/comuni/", headers=htmx).headers["HX-Redirect"] == f"{AGGIUNGI}?next=/lodi/comuni/%3Fq%3Da"
    assert navigatore.post("/lodi/registro/").url == AGGIUNGI


def test_il_gestore_lo_da_ovunque(gestore, acceso):
    gestore.set_password(PASSWORD)
    gestore.save()
    navigatore = Client()
    navigatore.post("/accedi/", {"login": gestore.email, "password": PASSWORD})
    assert navigatore.get("/").url.startswith(AGGIUNGI)
    assert navigatore.get(AGGIUNGI).status_code == 200
    assert navigatore.get("/salute/").status_code == 200
    TOTP.activate(gestore, SEGRETO)
    assert navigatore.get("/").url.startswith("/accesso/conferma/")
    navigatore.post("/accesso/conferma/codice/", {"code": codice()})
    assert navigatore.get("/").status_code == 200


def test_il_gestore_spento_non_lo_deve_dare(gestore):
    navigatore = Client()
    navigatore.force_login(gestore)
    assert navigatore.get("/").status_code == 200


# --- la conferma prima del voto


@pytest.fixture
def al_voto(ufficio, acceso):
    """Una votazione aperta, con i Comuni presenti."""
    with ufficio.aperto():
        votazione = Assemblea(ufficio).al_voto()
    return ufficio, votazione, f"/lodi/assemblea/votazioni/{votazione.pk}/"


def voti(scena):
    with scena.aperto():
        return Voto.objects.exclude(ricevuta="").count()


def test_senza_conferma_il_voto_non_si_registra_e_si_torna_alla_votazione(al_voto):
    scena, _, pagina = al_voto
    sindaco = Client()
    sindaco.force_login(scena.utenti["sindaco"])
    contenuto = sindaco.get(pagina).content.decode()
    assert "Prima di votare conferma chi sei" in contenuto
    assert "Conferma il voto" not in contenuto
    risposta = sindaco.post(pagina, {"espressione": "favorevole"})
    assert risposta.url.startswith(AGGIUNGI)
    assert voti(scena) == 0


def test_con_la_conferma_si_vota(al_voto):
    scena, _, pagina = al_voto
    sindaco = con_codice(scena, "sindaco")
    assert "Conferma il voto" in sindaco.get(pagina).content.decode()
    assert sindaco.post(pagina, {"espressione": "favorevole"}).url == pagina
    assert voti(scena) == 1


def test_dopo_otto_ore_si_conferma_di_nuovo(al_voto):
    scena, _, pagina = al_voto
    sindaco = con_codice(scena, "sindaco")
    invecchia(sindaco, 8 * 3600 + 1)
    risposta = sindaco.post(pagina, {"espressione": "favorevole"}, follow=True)
    assert risposta.redirect_chain[-1][0].startswith("/accesso/conferma/codice/")
    assert voti(scena) == 0
    ritorno = {"code": codice(passi=1), "next": pagina}
    assert sindaco.post("/accesso/conferma/codice/", ritorno).url == pagina
    assert sindaco.post(pagina, {"espressione": "favorevole"}).url == pagina
    assert voti(scena) == 1


def test_chi_apre_la_scheda_all_ultimo_conferma_prima_di_compilarla(al_voto):
    scena, _, pagina = al_voto
    sindaco = con_codice(scena, "sindaco")
    invecchia(sindaco, 8 * 3600 - 60)
    assert "Prima di votare conferma chi sei" in sindaco.get(pagina).content.decode()


@pytest.mark.parametrize("azione", ["mani", "chiudi", "annulla"])
def test_mani_chiusura_e_annullamento_chiedono_la_conferma(al_voto, azione):
    scena, votazione, pagina = al_voto
    segretario = con_codice(scena, "segretario")
    invecchia(segretario, 9 * 3600)
    risposta = segretario.post(f"{pagina}{azione}/", {"altri": "favorevole", "motivo": "prova"})
    assert risposta.url.startswith("/accesso/conferma/")
    assert voti(scena) == 0
    with scena.aperto():
        votazione.refresh_from_db()
    assert votazione.e_aperta


def test_la_pagina_delle_mani_chiede_la_conferma_prima_di_compilarla(al_voto):
    scena, _, pagina = al_voto
    segretario = con_codice(scena, "segretario")
    assert segretario.get(f"{pagina}mani/").status_code == 200
    invecchia(segretario, 8 * 3600 - 60)
    assert segretario.get(f"{pagina}mani/").url.startswith("/accesso/conferma/")


def test_dove_non_e_richiesta_si_vota_come_prima(al_voto, settings):
    settings.SECONDO_FATTORE = False
    scena, _, pagina = al_voto
    sindaco = Client()
    sindaco.force_login(scena.utenti["sindaco"])
    assert sindaco.post(pagina, {"espressione": "favorevole"}).url == pagina
    assert voti(scena) == 1


def test_chi_votera_e_invitato_a_prepararsi(lodi, acceso):
    frase = "Aggiungi un secondo fattore al tuo accesso"
    assert frase in lodi.client("sindaco").get("/lodi/").content.decode()
    assert frase not in lodi.client("operatore").get("/lodi/").content.decode()
    TOTP.activate(lodi.utenti["sindaco"], SEGRETO)
    assert frase not in lodi.client("sindaco").get("/lodi/").content.decode()


def test_i_soli_codici_di_riserva_non_sono_un_secondo_fattore(lodi):
    sindaco = lodi.utenti["sindaco"]
    Authenticator.objects.create(user=sindaco, type="recovery_codes", data={})
    assert not fattori.ne_ha(sindaco)
