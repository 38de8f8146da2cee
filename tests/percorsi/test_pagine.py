"""Giro delle pagine: ogni persona segue i collegamenti dalla sua casa; ogni pagina si guarda larga, stretta, e si pesa."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from ambito.models import Utente
from tests.percorsi import nu
from tests.percorsi.sonda import AVANZO, peso

pytestmark = [pytest.mark.browser, pytest.mark.lento]
# In quest’ordine: chi vede di più per primo; gli altri guardano solo le pagine che lui non ha, e quelle che per loro sono diverse.
PERSONE = ["coordinatore", "segretario", "sindaco.codogno", "operatore.codogno", "ragioneria.codogno", "ats"]
# Nel giro intero guardano anche loro, e di ognuno si apre ogni pagina.
ALTRE_PERSONE = ["udp", "presidente", "revisore", "ets"]
DIVERSE = {"ambito:home", "ambito:comune", "assemblea:seduta", "assemblea:sala", "accordo:adesione", "rendicontazione:comune"}
GESTORE = "gestore@portale.example"
# Danno un file, non una pagina: si chiede che rispondano.
FILE = {"ambito:scarica", "ambito:errori_caricamento", "ambito:modello_persone", "assemblea:calendario",
        "assemblea:foglio_presenze", "assemblea:foglio_recapiti", "accordo:allegato", "accordo:file_atto", "accordo:foglio_dato",
        "accordo:ente_allegato", "accordo:documento_ente",
        "rendicontazione:modello", "rendicontazione:chiusura_righe",
        "servizi:modello_misure", "servizi:estrazione", "servizi:scadenze",
        "piano:word", "piano:sezione_in_word",
        "novita_pubbliche", "pdf_relazione_finale", "dati_votazione", "riconteggio", "scarica_insieme", "catalogo_dati",
        "api_openapi", "api_ambiti", "api_insiemi", "api_insieme", "api_righe"}  # fmt: skip
# Rimandano altrove o rispondono a una macchina.
SENZA_PAGINA = {
    "account_logout", "account_signup", "ambito:stemma", "api_ignota", "calendario_personale", "colore",
    "figura_pubblica", "mappa_pubblica", "piano:immagine",
    "mappa_sito", "metriche", "openid_connect_login", "robots", "salute", "salute_pronta", "salute_viva",
    "openid_connect_callback", "mfa_list_webauthn", "mfa_login_webauthn", "mfa_download_recovery_codes",
}  # fmt: skip
# Nascono da ciò che le persone fanno (un conflitto, un caricamento, un voto a mani alzate): le guardano i percorsi.
NEI_PERCORSI = {
    "account_reauthenticate", "account_inactive", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "ambito:caricamento", "ambito:errori_caricamento", "ambito:invio", "assemblea:mani",
    "assemblea:fascicolo", "assemblea:scarica_firmato",
    "assemblea:punto", "piano:conflitto", "piano:prova", "piano:nuovo_giro", "piano:modifica_giro", "piano:apri_giro",
    "accordo:atto_riparto", "accordo:ritira_riparto", "accordo:riscuoti",
    "servizi:carta", "piano:allegato_incontro", "piano:versione_attuativo", "piano:proroga", "piano:ritirato",
    "accordo:articolo", "accordo:nuovo_articolo", "accordo:nuova_parte", "accordo:integra", "accordo:firma",
    "accordo:da_firmare", "accordo:firmato", "accordo:file_firma", "accordo:avviso_sul_sito", "accordo:proroga_accordo",
    "piano_pubblico", "sezione_pubblica", "obiettivo_pubblico", "pdf_piano_pubblico",
    "relazione_finale_pubblica", "pdf_relazione_finale",
    "accordo:file_proroga", "accordo_pubblico", "testo_accordo_pubblico",
    "accordo:ricevuta", "accordo:ente_ricevuta", "accordo:ente_da_firmare", "accordo:ente_pdf_da_firmare",
    "verifica_richiesta", "accordo:ritira", "accordo:ente_ritira",
    "accordo:sospendi", "accordo:riattiva", "accordo:ente_riattiva", "accordo:ente_sospendi", "accordo:annulla_allegato",
    "accordo:ente_annulla_allegato",
    "accordo:conferma", "accordo:rimanda",
    "corrispondenze:nuova", "corrispondenze:riga",
    "rendicontazione:voce", "rendicontazione:rispondi", "rendicontazione:prove", "rendicontazione:prova",
    "invito", "account_set_password",
    "account_conferma", "account_aggiungi_fattore", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
# Di ogni rotta, quante pagine si leggono per trovarvi collegamenti: non tutte hanno gli stessi. Chi vede di più ne legge di più.
ESEMPLARI, DI_CHI_SEGUE = 8, 4
# Uno schermo di 1280 ingrandito al 200 e al 400 per cento (WCAG 2.2, criteri 1.4.4 e 1.4.10).
INGRANDITE = (640, 320)
HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
PUBBLICHE = [
    "/",
    "/accedi/",
    "/guida/",
    "/guida/ruolo-sindaco/",
    "/verifica/",
    "/verifica/1-AAAA-BBBB-CCCC/",
    "/lodi/trasparenza/",
    "/lodi/trasparenza/amministrazione/",
    "/lodi/trasparenza/piano/",
    "/lodi/trasparenza/sedute/",
    "/lodi/trasparenza/atti/",
    "/lodi/trasparenza/spesa/",
    "/lodi/trasparenza/servizi/",
    "/lodi/trasparenza/accreditati/",
    "/lodi/trasparenza/consultazioni/",
    "/lodi/trasparenza/accordo/",
    "/lodi/trasparenza/adesioni/",
    "/lodi/trasparenza/adesioni/2025-2027/richiesta/",
    "/lodi/trasparenza/dati/",
    "/lodi/trasparenza/dati/comuni/",
    "/lodi/trasparenza/dati/comuni.csv",
    "/lodi/trasparenza/dati/catalogo.rdf",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/ambiti/",
    "/api/v1/ambiti/lodi/insiemi/",
    "/api/v1/ambiti/lodi/insiemi/comuni/",
    "/api/v1/ambiti/lodi/insiemi/comuni/righe/",
    "/accessibilita/",
    "/privacy/",
    "/vetrina/",
    "/password/nuova/",
]


def rotta(percorso):
    """Il nome della rotta, o `None` se l’indirizzo non è del portale."""
    try:
        return resolve(percorso).view_name
    except Resolver404:
        return None


def pagine_del_portale():
    """Le rotte che si aprono con GET."""
    chiavi = [c for c in get_resolver().reverse_dict if isinstance(c, str)]
    spazi = {
        f"{nome}:{c}"
        for nome, (_, dentro) in get_resolver().namespace_dict.items()
        for c in dentro.reverse_dict
        if isinstance(c, str)
    }
    return {nome for nome in {*chiavi, *spazi} if "get" in _metodi(nome)}


def _dentro(voci):
    """Le rotte, anche quelle di un gruppo senza spazio di nomi."""
    for voce in voci:
        if isinstance(voce, URLPattern):
            yield voce
        elif not voce.namespace:
            yield from _dentro(voce.url_patterns)


def _metodi(nome):
    """I metodi a cui la vista risponde davvero."""
    spazio, _, voce = nome.rpartition(":")
    resolver = get_resolver().namespace_dict[spazio][1] if spazio else get_resolver()
    vista = next(p.callback for p in _dentro(resolver.url_patterns) if p.name == voce)
    classe = getattr(vista, "view_class", None)
    return {metodo for metodo in classe.http_method_names if hasattr(classe, metodo)} if classe else {"get"}


class Giro:
    """Le pagine guardate finora e i difetti trovati. Intero: ogni persona guarda tutte le sue, una volta anche ingrandite."""

    def __init__(self, intero=False):
        self.guardate, self.difetti, self.intero, self.sguardi = set(), [], intero, 0
        self.senza_script, self.testi, self.detti = None, {}, 0

    def compi(self, chi, casa, esemplari=DI_CHI_SEGUE, senza_script=None):
        """Visita in ampiezza; di ogni rotta guarda la prima pagina (anche con chi ha gli script spenti) e legge le altre."""
        self.senza_script = senza_script
        viste, quante, coda = set(), Counter(), deque([casa])
        while coda:
            percorso = coda.popleft()
            nome = rotta(urlsplit(percorso).path)
            if nome is None or percorso in viste or quante[nome] == esemplari:
                continue
            viste.add(percorso)
            quante[nome] += 1
            for href in self.passa(chi, percorso, nome, prima=quante[nome] == 1):
                parti = urlsplit(urljoin(percorso, href))
                if parti.netloc in ("", chi.sonda.ente):
                    coda.append(parti._replace(scheme="", netloc="", fragment="").geturl())
            self.racconta()

    def racconta(self):
        """I difetti nuovi si dicono appena trovati: il giro intero dura, e chi lo ferma non perde ciò che ha già visto."""
        for difetto in self.difetti[self.detti :]:
            print(f"DIFETTO {difetto}", flush=True)
        self.detti = len(self.difetti)

    def riassume(self, chi, cartella):
        """Alla fine di una persona: quanto si è guardato, e che cosa dice il validatore delle sue pagine."""
        if self.intero and nu.archivio():
            cartella.mkdir(parents=True)
            self.difetti += nu.errori(self.testi, cartella)
        self.racconta()
        print(f"{chi}: {len(self.testi)} testi; finora {len(self.guardate)} rotte, {self.sguardi} sguardi", flush=True)
        self.testi = {}

    def passa(self, chi, percorso, nome, *, prima=True):
        """Guarda la pagina se è nuova o diversa per questa persona, altrimenti la legge soltanto; restituisce i collegamenti."""
        gia_vista = nome in self.guardate and not (prima and (self.intero or nome in DIVERSE))
        if gia_vista or nome in FILE or "formato=" in percorso:
            risposta = chi.chiede(percorso)
            self.difetti += [] if risposta.ok else [f"{percorso}: {risposta.status}"]
            testo = risposta.text() if "html" in risposta.headers["content-type"] else ""
        else:
            testo = self.guarda(chi, percorso, INGRANDITE if self.intero and nome not in self.guardate else ())
        self.guardate.add(nome)
        return [unescape(href) for href in HREF.findall(testo)]

    def guarda(self, chi, percorso, altre=()):
        """Apre la pagina con ogni dettaglio aperto e ne annota i difetti alle due larghezze, e alle altre."""
        chi.pagina.set_viewport_size({"width": 1280, "height": 900})
        chi.va(percorso)
        testo = chi.pagina.content()
        if self.intero:
            # Com’è arrivata dal server, prima che gli script la tocchino.
            self.testi[f"{percorso} ({len(self.testi)})"] = chi.chiede(percorso).text()
        chi.pagina.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        self.difetti += chi.lamenta(1280, 390, *altre)
        self.sguardi += 2 + len(altre)
        if self.senza_script:
            self.guarda_senza_script(percorso)
        return testo

    def guarda_senza_script(self, percorso):
        """La pagina si apre, ha il suo titolo e sta nello schermo anche dove gli script non girano."""
        pagina = self.senza_script.va(percorso).pagina
        self.difetti += self.senza_script.lamenta()
        self.difetti += [] if pagina.locator("h1").count() == 1 else [f"{percorso}: senza script non ha un titolo"]
        self.difetti += [f"{percorso}: senza script esce dallo schermo"] if pagina.evaluate(AVANZO) > 0 else []
        self.sguardi += 1


def chiedi_documento(coordinatore):
    """Un documento e il suo lavoro, perché il giro li trovi."""
    coordinatore.va("/lodi/piano/2025-2027/")
    coordinatore.preme("PDF della bozza")
    coordinatore.pagina.wait_for_url("**/lodi/lavori/*/")
    coordinatore.pagina.locator(".avanzamento .btn").wait_for()


def test_le_pagine_raggiungibili_sono_in_ordine(persona, portale, pytestconfig, tmp_path):
    soltanto = [chi for chi in pytestconfig.getoption("giro_di").split(",") if chi]
    giro = Giro(pytestconfig.getoption("giro_intero") or bool(soltanto))
    if giro.intero and not nu.archivio():
        print("Nu non c’è: nessuno ha detto dove (PORTALE_VNU)")
    for percorso in PUBBLICHE:
        giro.passa(persona(), percorso, rotta(percorso))
    giro.riassume("chi non è entrato", tmp_path / "pubbliche")
    chiedi_documento(persona("coordinatore@lodi.example"))
    for chi in soltanto or (PERSONE + ALTRE_PERSONE if giro.intero else PERSONE):
        email = f"{chi}@lodi.example"
        spenta = persona(email, telefono=True, java_script_enabled=False) if giro.intero else None
        giro.compi(persona(email), "/lodi/", ESEMPLARI if chi == PERSONE[0] else DI_CHI_SEGUE, spenta)
        giro.riassume(chi, tmp_path / chi)
    gestore = persona(GESTORE)
    giro.compi(gestore, "/gestione/")
    with portale.dentro():
        accesso = f"/gestione/accessi/{Utente.objects.get(email='udp@lodi.example').pk}/"
    giro.passa(gestore, accesso, rotta(accesso))
    giro.riassume(GESTORE, tmp_path / "gestore")
    assert giro.difetti == [], "\n".join(giro.difetti)
    assert soltanto or pagine_del_portale() - SENZA_PAGINA - NEI_PERCORSI - giro.guardate == set()


@pytest.mark.parametrize(
    ("percorso", "massimo"),
    [("/accedi/", 150_000), ("/lodi/", 150_000), ("/lodi/comuni/", 150_000), ("/lodi/piano/2025-2027/", 150_000)],
)
def test_la_prima_apertura_e_leggera(persona, percorso, massimo):
    """Byte ricevuti a memoria vuota, tutto compreso. La pagina dei Comuni porta la mappa dei loro confini."""
    chi = persona("coordinatore@lodi.example")
    byte, richieste = peso(chi.pagina.context, chi.origine + percorso)
    assert byte <= massimo
    assert richieste <= 16


def test_le_pagine_seguenti_sono_leggere_e_l_editor_sta_nel_suo_peso(persona):
    chi = persona("coordinatore@lodi.example")
    peso(chi.pagina.context, f"{chi.origine}/lodi/")
    seguente, _ = peso(chi.pagina.context, f"{chi.origine}/lodi/persone/")
    assert seguente <= 15_000
    chi.va("/lodi/piano/2025-2027/")
    sezione = chi.pagina.get_by_role("link", name="3 Analisi del contesto").get_attribute("href")
    byte, _ = peso(persona("coordinatore@lodi.example").pagina.context, chi.origine + sezione)
    assert byte <= 310_000
