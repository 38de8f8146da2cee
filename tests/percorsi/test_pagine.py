"""Giro delle pagine: ogni persona segue i collegamenti dalla sua casa; ogni pagina si guarda larga, stretta, e si pesa."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.percorsi.sonda import peso

pytestmark = [pytest.mark.browser, pytest.mark.lento]
# In quest’ordine: chi vede di più per primo; gli altri guardano solo le pagine che lui non ha, e quelle che per loro sono diverse.
PERSONE = ["coordinatore", "segretario", "sindaco.codogno", "operatore.codogno", "ragioneria.codogno", "ats"]
DIVERSE = {"ambito:home", "ambito:comune", "assemblea:seduta", "assemblea:sala", "accordo:adesione", "rendicontazione:comune"}
# Danno un file, non una pagina: si chiede che rispondano.
FILE = {"ambito:scarica", "ambito:errori_caricamento", "assemblea:calendario", "accordo:allegato", "rendicontazione:modello"}
# Quali moduli siano aperti dipende dai dati; a queste, una per parte del portale, i collegamenti devono portare sempre.
SEMPRE = {
    "ambito:comune", "ambito:persone", "ambito:registro", "assemblea:sala", "assemblea:votazione",
    "assemblea:verbale", "servizi:fondi", "piano:sezione", "piano:obiettivo", "piano:revisioni", "accordo:adesioni",
    "accordo:adesione", "rendicontazione:quadro", "rendicontazione:comune", "rendicontazione:voci",
}  # fmt: skip
ESEMPLARI = 8
HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
PUBBLICHE = ["/", "/accedi/", "/verifica/", "/verifica/1-AAAA-BBBB-CCCC/", "/accessibilita/", "/privacy/", "/password/nuova/"]


def rotta(percorso):
    """Il nome della rotta, o `None` se l’indirizzo non è del portale."""
    try:
        return resolve(percorso).view_name
    except Resolver404:
        return None


class Giro:
    """Le pagine guardate finora e i difetti trovati."""

    def __init__(self):
        self.guardate, self.difetti = set(), []

    def compi(self, chi, casa):
        """Visita in ampiezza: più pagine della stessa rotta, perché non tutte hanno gli stessi collegamenti."""
        viste, quante, coda = set(), Counter(), deque([casa])
        while coda:
            percorso = coda.popleft()
            nome = rotta(urlsplit(percorso).path)
            if nome is None or percorso in viste or quante[nome] == ESEMPLARI:
                continue
            viste.add(percorso)
            quante[nome] += 1
            for href in self.passa(chi, percorso, nome):
                parti = urlsplit(urljoin(percorso, href))
                if parti.netloc in ("", chi.sonda.ente):
                    coda.append(parti._replace(scheme="", netloc="", fragment="").geturl())

    def passa(self, chi, percorso, nome):
        """Guarda la pagina se è nuova o diversa per questa persona, altrimenti la legge soltanto; restituisce i collegamenti."""
        if nome in self.guardate - DIVERSE or nome in FILE or "formato=" in percorso:
            risposta = chi.pagina.context.request.get(chi.origine + percorso)
            self.difetti += [] if risposta.ok else [f"{percorso}: {risposta.status}"]
            testo = risposta.text() if "html" in risposta.headers["content-type"] else ""
        else:
            testo = self.guarda(chi, percorso)
        self.guardate.add(nome)
        return [unescape(href) for href in HREF.findall(testo)]

    def guarda(self, chi, percorso):
        """Apre la pagina con ogni dettaglio aperto e ne annota i difetti alle due larghezze."""
        chi.pagina.set_viewport_size({"width": 1280, "height": 900})
        chi.va(percorso)
        testo = chi.pagina.content()
        chi.pagina.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        self.difetti += chi.lamenta(1280, 390)
        return testo


def test_le_pagine_raggiungibili_sono_in_ordine(persona):
    giro = Giro()
    for percorso in PUBBLICHE:
        giro.passa(persona(), percorso, percorso)
    for chi in PERSONE:
        giro.compi(persona(f"{chi}@lodi.example"), "/lodi/")
    assert giro.difetti == [], "\n".join(giro.difetti)
    assert SEMPRE - giro.guardate == set()


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
