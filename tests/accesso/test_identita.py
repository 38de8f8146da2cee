"""L’ingresso con l’identità digitale, contro un fornitore vero: si riconosce dal codice fiscale e da nient’altro."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ambito.accesso.identita import codice_fiscale
from ambito.models import Utente
from ambito.progetto import ambiente
from tests.accesso.codici import dentro
from tests.accesso.fornitore import CLIENTE, SEGRETO, Fornitore, in_ascolto
from tests.scena import PASSWORD

ENTRA, RITORNO = "/accesso/identita/aggregatore/", "/accesso/identita/aggregatore/ritorno/"
ATTRIBUTO = "https://attributes.eid.gov.it/fiscal_number"
ANNA = "RSSNNA80A41E648X"


@pytest.fixture
def fornitore(settings):
    """Il fornitore d’identità acceso e il portale che lo conosce."""
    with in_ascolto(Fornitore(f"http://testserver{RITORNO}")) as acceso:
        variabili = {"OIDC_INDIRIZZO": acceso.indirizzo, "OIDC_CLIENTE": CLIENTE, "OIDC_SEGRETO": SEGRETO}
        settings.IDENTITA_DIGITALE = ambiente.identita_digitale(variabili)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.IDENTITA_DIGITALE}}
        acceso.attributi = {ATTRIBUTO: f"TINIT-{ANNA}", "email": "altra@posta.example"}
        yield acceso


def dal_fornitore(navigatore, inizio=ENTRA):
    """Va dal fornitore e restituisce l’indirizzo con cui quello rimanda al portale."""
    partenza = navigatore.get(inizio)
    risposta = requests.get(partenza.url, allow_redirects=False, timeout=10)
    return risposta.headers["Location"].removeprefix("http://testserver")


def accede(navigatore, inizio=ENTRA):
    return navigatore.get(dal_fornitore(navigatore, inizio))


def test_si_entra_dal_codice_fiscale_e_si_torna_dove_si_andava(anna, fornitore):
    navigatore = Client()
    risposta = accede(navigatore, f"{ENTRA}?next=/verifica/")
    assert risposta.url == "/verifica/"
    assert navigatore.session["_auth_user_id"] == str(anna.pk)
    assert not SocialAccount.objects.exists(), "non resta un legame che valga al posto del codice fiscale"


def test_si_mandano_stato_nonce_pkce_e_livello(anna, fornitore):
    accede(Client())
    (richiesta,) = fornitore.richieste
    assert len(richiesta["state"]) >= 16 and len(richiesta["nonce"]) >= 32
    assert richiesta["code_challenge_method"] == "S256"
    assert richiesta["acr_values"].startswith("https://www.spid.gov.it/SpidL2")


def test_chi_ha_la_stessa_posta_ma_non_il_codice_fiscale_non_entra(fornitore, db):
    Utente.objects.create_user("altra@posta.example", PASSWORD)
    navigatore = Client()
    risposta = accede(navigatore)
    assert risposta.status_code == 403 and not dentro(navigatore)
    assert "chiedi all’Ufficio di Piano" in risposta.content.decode()
    assert Utente.objects.count() == 1, "nessuno si crea un accesso da solo"


@pytest.mark.parametrize("attributi", [{}, {ATTRIBUTO: ""}, {ATTRIBUTO: "TINIT-"}, {"email": "anna@lodi.example"}])
def test_senza_codice_fiscale_non_si_entra_neppure_se_una_scheda_lo_ha_vuoto(anna, fornitore, attributi):
    Utente.objects.create_user("senza@lodi.example", PASSWORD)
    fornitore.attributi = attributi
    navigatore = Client()
    assert accede(navigatore).status_code == 403
    assert not dentro(navigatore)


@pytest.mark.parametrize("livello", ["https://www.spid.gov.it/SpidL1", None])
def test_il_livello_1_non_basta(anna, fornitore, livello):
    fornitore.livello = livello
    navigatore = Client()
    risposta = accede(navigatore)
    assert "livello 2" in risposta.content.decode() and not dentro(navigatore)


def test_un_nonce_diverso_si_rifiuta(anna, fornitore):
    fornitore.nonce_imposto = "un-altro-nonce"
    navigatore = Client()
    assert accede(navigatore).status_code == 403
    assert not dentro(navigatore)


def test_il_ritorno_vale_solo_per_chi_e_partito_e_una_volta(anna, fornitore):
    navigatore, ladro = Client(), Client()
    ritorno = dal_fornitore(navigatore)
    assert ladro.get(ritorno).status_code == 403 and not dentro(ladro)
    assert navigatore.get(ritorno).status_code == 302 and dentro(navigatore)
    navigatore.post("/esci/")
    assert navigatore.get(ritorno).status_code == 403 and not dentro(navigatore)


def test_il_codice_di_un_altra_partenza_non_supera_pkce(anna, fornitore):
    """Chi infila nel proprio ritorno il codice di un altro non ha la chiave con cui quel codice fu chiesto."""
    vittima, ladro = Client(), Client()
    codice = parse_qs(urlsplit(dal_fornitore(vittima)).query)["code"][0]
    stato = parse_qs(urlsplit(dal_fornitore(ladro)).query)["state"][0]
    assert ladro.get(RITORNO, {"code": codice, "state": stato}).status_code == 403
    assert not dentro(ladro)


def test_chi_cambia_l_indirizzo_non_cambia_la_richiesta(anna, fornitore):
    accede(
        Client(), f"{ENTRA}?auth_params=acr_values%3Dnessuno%26nonce%3Dfisso&scope=tutto&process=redirect&next=//cattivo.example"
    )
    (richiesta,) = fornitore.richieste
    assert richiesta["nonce"] != "fisso" and "nessuno" not in richiesta["acr_values"] and "tutto" not in richiesta["scope"]


def test_non_si_viene_portati_altrove(anna, fornitore):
    assert accede(Client(), f"{ENTRA}?next=//cattivo.example/").url == "/"


def test_il_livello_2_vale_da_secondo_fattore(con_codici, fornitore):
    navigatore = Client()
    assert accede(navigatore).url == "/"
    assert dentro(navigatore)


def test_il_sospeso_non_entra(anna, fornitore):
    Utente.objects.update(is_active=False)
    navigatore = Client()
    assert accede(navigatore).url == reverse("account_inactive")
    assert not dentro(navigatore)


def test_se_il_fornitore_non_risponde_lo_si_dice(anna, fornitore, settings):
    settings.IDENTITA_DIGITALE[0]["settings"]["server_url"] = "http://127.0.0.1:1"
    risposta = Client().get(ENTRA)
    assert risposta.status_code == 403
    assert "non è riuscito" in risposta.content.decode()


def test_annullare_non_e_un_guasto(anna, fornitore):
    navigatore = Client()
    stato = parse_qs(urlsplit(navigatore.get(ENTRA).url).query)["state"][0]
    risposta = navigatore.get(RITORNO, {"error": "access_denied", "state": stato})
    assert "Accesso annullato" in risposta.content.decode()


def test_spenta_non_c_e(db):
    assert Client().get(ENTRA).status_code == 404
    assert "Entra con" not in Client().get("/accedi/").content.decode()


def test_accesa_si_vede_e_porta_con_se_il_ritorno(fornitore, db):
    pagina = Client().get("/accedi/?next=/lodi/piano/%3Fa%3D1%26b%3D2").content.decode()
    assert "Entra con SPID o CIE" in pagina
    assert f"{ENTRA}?next=%2Flodi%2Fpiano%2F%3Fa%3D1%26b%3D2" in pagina


def test_a_meta_non_si_accende():
    with pytest.raises(ImproperlyConfigured, match="OIDC_CLIENTE e OIDC_SEGRETO"):
        ambiente.identita_digitale({"OIDC_INDIRIZZO": "https://identita.example"})


@pytest.mark.parametrize(
    ("scritto", "letto"),
    [("TINIT-rssnna80a41e648x", ANNA), (ANNA, ANNA), ("RSSNNA80A41", ""), (f"X{ANNA}", ""), (None, "")],
)
def test_il_codice_fiscale_si_legge_con_o_senza_prefisso(scritto, letto):
    assert codice_fiscale({}, {"fiscalNumber": scritto}) == letto


def test_due_persone_non_hanno_lo_stesso_codice_fiscale(anna):
    with pytest.raises(IntegrityError, match="utente_codice_fiscale_unico"), transaction.atomic():
        Utente.objects.create(email="copia@lodi.example", codice_fiscale=ANNA.lower())
    Utente.objects.create(email="a@lodi.example")
    Utente.objects.create(email="b@lodi.example")
