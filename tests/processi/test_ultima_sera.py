"""L’ultima sera: 61 Comuni (uno compila, un altro conferma) e 20 enti inviano insieme, con doppi clic e con chi riprova.

Ogni adesione ha la sua ricevuta e il suo numero: nessuno manca, nessuno è doppio, nessuno è saltato.
"""

import http.client
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.accordo.fabbriche import DATI, DICHIARA, oggi, pdf
from tests.processi.casa import Casa
from tests.processi.lavorante import fino_a
from tests.processi.ultima_sera import COMUNI, ENTI

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
TUTTI, FILI, GETTONE, PAZIENZA = COMUNI + ENTI, 24, "a" * 32, 120
IDENTITA = pdf("Documento d'identita")
VUOTE = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0"}
DELL_ENTE = {"denominazione": "Associazione", "natura_giuridica": "IS", "runts_numero": "4107", "runts_data": oggi().isoformat()}


@pytest.fixture(scope="module")
def casa():
    casa = Casa("tests.processi.ultima_sera")
    try:
        casa.avvia()
        yield casa
    finally:
        casa.ferma()


class Aderente:
    """Chi compila e invia attraverso il web vero."""

    def __init__(self, casa, chi):
        self.porta, self.chi = casa.porta, chi

    def manda(self, passo, dati, sessione="sessione", tipo="application/x-www-form-urlencoded"):
        """Un POST: codice e dove rinvia; `(0, "")` se il web non risponde."""
        biscotti = f"{settings.SESSION_COOKIE_NAME}={self.chi[sessione]}; {settings.CSRF_COOKIE_NAME}={GETTONE}"
        testate = {"Cookie": biscotti, "X-CSRFToken": GETTONE, "Content-Type": tipo}
        filo = http.client.HTTPConnection("127.0.0.1", self.porta, timeout=60)
        try:
            filo.request("POST", f"{self.chi['pagina']}{passo}/", dati if isinstance(dati, bytes) else urlencode(dati), testate)
            risposta = filo.getresponse()
            risposta.read()
            return risposta.status, risposta.getheader("Location", "")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            filo.close()

    def insiste(self, passo, dati, **altro):
        """Riprova finché il web risponde."""
        fine = time.monotonic() + PAZIENZA
        while (esito := self.manda(passo, dati, **altro))[0] in (0, 502, 503):
            assert time.monotonic() < fine, f"Nessuna risposta dopo {PAZIENZA} secondi."
            time.sleep(0.2)
        return esito

    def compila(self):
        """I tre passi prima dell’invio; dà le risposte."""
        dati = {**DATI, **(DELL_ENTE if self.chi["ente"] else {}), "revisione": 0}
        codici = [self.insiste("dati", dati)[0], self.insiste("aree", {**self.chi["scelte"], "revisione": 1})[0]]
        if not self.chi["ente"]:
            return [*codici, self.insiste("risorse", {**VUOTE, "revisione": 2})[0]]
        firma = {"firma": "autografa", "tipo_allegato": "identita", "file": ContentFile(IDENTITA, "identita.pdf")}
        corpo = encode_multipart(BOUNDARY, {**VUOTE, **firma, "revisione": 2})
        return [*codici, self.insiste("risorse", corpo, tipo=MULTIPART_CONTENT)[0]]

    def invia(self):
        """Due clic insieme, poi un altro: chi è in fretta. Per un Comune anche il Sindaco. Dà i codici."""
        codici = self.in_fretta("invio", {**dict.fromkeys(DICHIARA, "on"), "revisione": 3})
        # La revisione che il Sindaco ha davanti: i quattro passi, e il passaggio a lui.
        return codici if self.chi["ente"] else [*codici, *self.in_fretta("conferma", {"revisione": 5}, sessione="conferma")]

    def in_fretta(self, passo, dati, **altro):
        with ThreadPoolExecutor(2) as clic:
            insieme = [attesa.result()[0] for attesa in [clic.submit(self.insiste, passo, dati, **altro) for _ in range(2)]]
        return [*insieme, self.insiste(passo, dati, **altro)[0]]


def test_ottantuno_adesioni_ottantuno_ricevute_e_numeri_senza_salti(casa):
    aderenti = [Aderente(casa, chi) for chi in json.loads(casa.scrive("sessioni").strip().splitlines()[-1])]
    assert len(aderenti) == TUTTI
    with ThreadPoolExecutor(FILI) as fili:
        assert Counter(codice for risposte in fili.map(Aderente.compila, aderenti) for codice in risposte) == {302: 3 * TUTTI}
        inviate = list(fili.map(Aderente.invia, aderenti))
    # Chi preme due volte non vede un guasto: va alla sua adesione, o legge che è già inviata.
    assert {codice for codici in inviate for codice in codici} <= {302, 409, 422}
    assert all(302 in codici for codici in inviate)

    numeri = casa.interroga("select numero, stato, tardiva from accordo_adesione order by numero")
    assert numeri == [(n, "presentata", False) for n in range(1, TUTTI + 1)]
    (invii,) = casa.interroga("select count(*), count(distinct oggetto_id) from ambito_evento where verbo = 'adesione.presenta'")
    assert invii == (TUTTI, TUTTI)

    def ricevute():
        return casa.interroga("select count(*), count(distinct oggetto_id) from ambito_documento where tipo = 'adesione'")[0]

    fino_a(lambda: ricevute()[1] == TUTTI, 6 * PAZIENZA, "mancano ricevute")
    assert ricevute() == (TUTTI, TUTTI)
