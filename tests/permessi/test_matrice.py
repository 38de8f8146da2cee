"""La matrice degli accessi: ogni rotta × ogni ruolo × il proprio Ambito e quello altrui × GET e POST.

Altrui = 404, diritto mancante = 403, anonimo = rinvio all’accesso, metodo che non c’è = 405. Una rotta fuori dalla matrice è un
errore. Gli oggetti nascosti (di un altro Comune, o che non si può sapere se esistono) danno 404 anche dentro l’Ambito.
"""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from ambito.models import Utente
from ambito.permessi import RUOLI
from rendicontazione.griglie import versioni
from rendicontazione.models import Corrispondenza
from tests.permessi.rotta import TUTTI
from tests.scena import aggiungi_delegato, crea_scena

MODULI = sorted(p.stem for p in (Path(__file__).parent / "rotte").glob("*.py") if p.stem != "__init__")
RIGHE = {rotta.nome: (modulo, rotta) for modulo in MODULI for rotta in import_module(f"tests.permessi.rotte.{modulo}").ROTTE}
PUBBLICHE = {
    "guida", "pagina_guida", "salute_viva", "salute_pronta", "metriche",
    "radice", "salute", "cerca_verifica", "verifica", "invito", "accessibilita", "privacy", "vetrina", "account_login",
    "riconteggio", "votazione_pubblica", "dati_votazione", "servizi_pubblici", "accreditati_pubblici",
    "consultazioni_pubbliche", "consultazione_pubblica", "scrivi_contributo",
    "calendario_personale", "accordi_pubblici", "accordo_pubblico", "testo_accordo_pubblico",
    "adesioni_pubbliche", "chiedi_di_aderire", "verifica_richiesta",
    "api_ambiti", "api_guida", "api_ignota", "api_insieme", "api_insiemi", "api_openapi", "api_righe", "atti_pubblici",
    "atto_pubblico", "catalogo_dati", "dati_aperti", "insieme_aperto", "mappa_pubblica", "mappa_sito", "novita_pubbliche",
    "figura_pubblica",
    "obiettivo_pubblico", "pdf_piano_pubblico", "piani_pubblici", "piano_pubblico", "robots", "scarica_insieme", "seduta_pubblica",
    "relazione_finale_pubblica", "pdf_relazione_finale",
    "sedute_pubbliche", "sezione_pubblica", "spesa_pubblica", "spese_pubbliche", "trasparenza",
    "amministrazione_trasparente", "colore",
    "account_logout",
    "account_signup", "account_change_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_reauthenticate", "account_inactive",
    "account_conferma", "account_set_password",
    "account_aggiungi_fattore", "account_chiudi_sessioni", "openid_connect_login", "openid_connect_callback",
    "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip
FNPS = {"anno": timezone.localdate().year, "griglia": "fnps"}
# La console di chi gestisce la piattaforma, con gli argomenti d’indirizzo: nessun ruolo d’Ambito ci arriva.
GESTIONE = {
    "gestione:ambiti": {}, "gestione:nuovo": {},
    "gestione:ambito": {"slug": "lodi"}, "gestione:andamento": {}, "gestione:accessi": {},
    "gestione:accesso": {"pk": None}, "gestione:atti": {},
    "corrispondenze:elenco": {}, "corrispondenze:schema": FNPS, "corrispondenze:copia": {**FNPS, "griglia": "sioss"},
    "corrispondenze:nuova": FNPS, "corrispondenze:riga": {**FNPS, "pk": None}, "corrispondenze:togli": {**FNPS, "pk": None},
}  # fmt: skip
SENZA_GET = {"corrispondenze:copia", "corrispondenze:togli"}
CON_POST = {"gestione:nuovo", "gestione:ambito", "gestione:accesso", "corrispondenze:nuova", "corrispondenze:riga", *SENZA_GET}
RIUSCITE = {200, 302, 303, 400, 409, 422}
ALTRI = ["operatore.altro", "sindaco.altro", "ragioneria.altro"]


def rotte(voci, spazio=""):
    for voce in voci:
        if isinstance(voce, URLPattern):
            yield f"{spazio}{voce.name}", voce
        else:
            yield from rotte(voce.url_patterns, f"{voce.namespace}:" if voce.namespace else spazio)


def test_ogni_rotta_sta_nella_matrice_e_viceversa():
    esistenti = {nome for nome, _ in rotte(get_resolver().url_patterns)}
    assert esistenti == set(RIGHE) | PUBBLICHE | set(GESTIONE)


def test_ogni_ruolo_sta_nella_matrice():
    assert set(RUOLI) == TUTTI


def test_ogni_vista_d_ambito_dichiara_il_suo_diritto():
    from ambito.views.base import VistaAmbito
    from ambito.views.gestione import VistaGestione

    for nome, voce in rotte(get_resolver().url_patterns):
        if nome not in PUBBLICHE:
            vista = voce.callback.view_class
            assert issubclass(vista, VistaGestione if nome in GESTIONE else VistaAmbito) and vista.permesso, nome


@pytest.fixture(scope="module")
def mondo(django_db_setup, django_db_blocker):
    """I due Ambiti con gli oggetti di ogni modulo (quelli di Lodi), costruiti una volta; ogni richiesta si annulla da sé."""
    with django_db_blocker.unblock(), transaction.atomic():
        lodi, pavese = (aggiungi_delegato(crea_scena(slug)) for slug in ("lodi", "pavese"))
        oggetti = {}
        with lodi.aperto():
            for modulo in MODULI:
                oggetti[modulo] = import_module(f"tests.permessi.rotte.{modulo}").prepara(lodi)
        yield Mondo(lodi, pavese, oggetti)
        transaction.set_rollback(True)


class Mondo:
    """Le persone dei due Ambiti, ciascuna col suo navigatore già entrato."""

    def __init__(self, lodi, pavese, oggetti):
        self.oggetti = oggetti
        self.di_lodi = {ruolo: lodi.client(ruolo) for ruolo in [*sorted(TUTTI), *ALTRI]}
        self.gestore, gestore = Client(), Utente.objects.create(email="gestore@portale.example", gestore=True)
        self.gestore.force_login(gestore)
        versioni.copia("FNPS", FNPS["anno"], gestore=gestore, adesso=timezone.now())
        self.di_pavese = {ruolo: pavese.client(ruolo) for ruolo in sorted(TUTTI)}


def attesi(rotta, ammessi, ruolo):
    """I codici giusti per quel ruolo del proprio Ambito."""
    base, di_un_altro = ruolo.split(".")[0], ruolo in ALTRI and rotta.del_comune
    if ammessi is None:
        return {403, 404, 405}
    if base in ammessi and not di_un_altro:
        return RIUSCITE
    if di_un_altro and ammessi is rotta.get and not (rotta.riservata or rotta.nascosta):
        return {200} if base in ammessi else {403}
    return {404} if rotta.riservata else {403, 404} if di_un_altro else {403}


@pytest.mark.django_db
@pytest.mark.parametrize("nome", sorted(RIGHE))
def test_accesso(mondo, nome):
    modulo, rotta = RIGHE[nome]
    oggetti = mondo.oggetti[modulo]
    url = reverse(nome, kwargs={"ambito": "lodi", **rotta.argomenti(oggetti)})
    sbagli = []
    for metodo, ammessi in (("get", rotta.get), ("post", rotta.post)):
        dati = rotta.dati(oggetti) if metodo == "post" else {}
        sbagli += prova(Client(), metodo, url, dati, {302}, "anonimo")
        for ruolo, navigatore in mondo.di_lodi.items():
            sbagli += prova(navigatore, metodo, url, dati, attesi(rotta, ammessi, ruolo), ruolo)
        for ruolo, navigatore in mondo.di_pavese.items():
            sbagli += prova(navigatore, metodo, url, dati, {404}, f"{ruolo} di un altro Ambito")
        sbagli += prova(mondo.di_lodi["udp"], metodo, url.replace("/lodi/", "/inesistente/"), dati, {404}, "Ambito ignoto")
    assert sbagli == []


@pytest.mark.django_db
@pytest.mark.parametrize("nome", sorted(GESTIONE))
def test_la_console_esiste_solo_per_i_gestori(mondo, nome):
    modello = Corrispondenza if nome.startswith("corrispondenze:") else Utente
    url = reverse(nome, kwargs={**GESTIONE[nome], **({"pk": modello.objects.first().pk} if "pk" in GESTIONE[nome] else {})})
    sbagli = []
    for metodo in ("get", "post"):
        sbagli += prova(Client(), metodo, url, {}, {302}, "anonimo")
        for ruolo, navigatore in mondo.di_lodi.items():
            sbagli += prova(navigatore, metodo, url, {}, {404}, ruolo)
        con_metodo = nome not in SENZA_GET if metodo == "get" else nome in CON_POST
        ammessi = RIUSCITE if con_metodo else {405}
        sbagli += prova(mondo.gestore, metodo, url, {}, ammessi, "gestore")
    assert sbagli == []


@pytest.mark.django_db
@pytest.mark.parametrize("nome", sorted(RIGHE))
def test_un_gestore_non_entra_in_nessun_ambito(mondo, nome):
    modulo, rotta = RIGHE[nome]
    url = reverse(nome, kwargs={"ambito": "lodi", **rotta.argomenti(mondo.oggetti[modulo])})
    assert prova(mondo.gestore, "get", url, {}, {404}, "gestore") + prova(mondo.gestore, "post", url, {}, {404}, "gestore") == []


def prova(navigatore, metodo, url, dati, codici, chi):
    """Una richiesta, poi annullata; elenco vuoto se la risposta è fra quelle attese (per l’anonimo: il rinvio all’accesso)."""
    with transaction.atomic():
        risposta = getattr(navigatore, metodo)(url, dati)
        transaction.set_rollback(True)
    all_accesso = risposta.status_code == 302 and risposta.url.startswith("/accedi/")
    if risposta.status_code in codici and all_accesso == (chi == "anonimo"):
        return []
    return [(chi, metodo, risposta.status_code, sorted(codici))]
