"""Chi vota e chi guarda la sala attraverso il web vero di una `Casa`."""

import http.client
import json
import time
from urllib.parse import urlencode

from django.conf import settings

GETTONE, PAZIENZA = "a" * 32, 120


class Urna:
    """Votazioni aperte in una casa, con le sessioni di chi vota."""

    def __init__(self, casa, quante=1):
        self.casa = casa
        aperte = json.loads(casa.scrive("apri", str(quante)).strip().splitlines()[-1])
        self.votazioni, self.elettori, self.segretario = aperte["votazioni"], aperte["elettori"], aperte["segretario"]
        self.sedute = aperte["sedute"]

    def manda(self, sessione, percorso, **dati):
        """Un POST: codice e dove rinvia; `(0, "")` se il web non risponde."""
        biscotti = f"{settings.SESSION_COOKIE_NAME}={sessione}; {settings.CSRF_COOKIE_NAME}={GETTONE}"
        testate = {"Cookie": biscotti, "X-CSRFToken": GETTONE, "Content-Type": "application/x-www-form-urlencoded"}
        risposta, _ = self._chiede("POST", percorso, testate, urlencode(dati))
        return (risposta.status, risposta.getheader("Location", "")) if risposta else (0, "")

    def legge(self, elettore, percorso):
        """Una lettura periodica, come la fa la pagina: codice e testo; `(0, "")` se il web non risponde."""
        testate = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={elettore['sessione']}", "HX-Request": "true"}
        risposta, testo = self._chiede("GET", percorso, testate)
        return (risposta.status, testo) if risposta else (0, "")

    def _chiede(self, metodo, percorso, testate, corpo=None):
        filo = http.client.HTTPConnection("127.0.0.1", self.casa.porta, timeout=60)
        try:
            filo.request(metodo, f"/lodi/assemblea/{percorso}", corpo, testate)
            risposta = filo.getresponse()
            return risposta, risposta.read().decode()
        except (OSError, http.client.HTTPException):
            return None, ""
        finally:
            filo.close()

    def vota(self, elettore, voto):
        votazione = self.votazioni[0]
        dati = {"seggio": elettore["seggi"][str(votazione)], "espressione": voto}
        return self.manda(elettore["sessione"], f"votazioni/{votazione}/", **dati)[0]

    def insiste(self, elettore, voto):
        """Vota finché il portale non conferma (302) o dice che il voto c’è già (409)."""
        fine = time.monotonic() + PAZIENZA
        while (codice := self.vota(elettore, voto)) not in (302, 409):
            assert time.monotonic() < fine, f"Nessuna risposta dopo {PAZIENZA} secondi: {codice}."
            time.sleep(0.2)
        return codice

    def chiudi(self, votazione=None):
        """Il codice della risposta a chi chiude."""
        return self.manda(self.segretario, f"votazioni/{votazione or self.votazioni[0]}/chiudi/")[0]

    def schede(self):
        """Le schede scritte: seggio → espressione."""
        domanda = "select seggio_id, espressione from assemblea_voto where votazione_id = %s and ricevuta <> ''"
        return dict(self.casa.interroga(domanda, self.votazioni[0]))

    def contati(self):
        """I favorevoli del conto conservato; `None` se la votazione non è chiusa."""
        domanda = "select esito_calcolo->'conteggi'->'favorevoli'->>'teste' from assemblea_votazione where id = %s"
        favorevoli = self.casa.interroga(domanda, self.votazioni[0])[0][0]
        return None if favorevoli is None else int(favorevoli)
