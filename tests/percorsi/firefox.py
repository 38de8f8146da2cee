"""Firefox, dove c’è, guidato con WebDriver BiDi: nessun programma di mezzo, solo il navigatore del sistema e una presa."""

import contextlib
import itertools
import json
import re
import shutil
import subprocess
import threading
import time

from websockets.sync.client import connect

PROGRAMMI = ("firefox-esr", "firefox")
ATTESA = 60
PRONTO = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def programma():
    """Dove sta Firefox, o `None`."""
    return next(filter(None, map(shutil.which, PROGRAMMI)), None)


class Firefox:
    """`apri(cookie)` dà la scheda di una persona; `va`, `valuta`, `scrive` agiscono su una scheda; `ferma`."""

    def __init__(self, cartella):
        self.numeri, self.lamentele = itertools.count(1), []
        comando = [programma(), "--headless", "--no-remote", "--profile", str(cartella), "--remote-debugging-port", "0"]
        self.processo = subprocess.Popen(comando, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # Chi aspetta che si accenda non aspetta per sempre: fermato il processo, la sua voce finisce.
        sveglia = threading.Timer(ATTESA, self.processo.kill)
        sveglia.start()
        indirizzo = next((trovato[1] for riga in self.processo.stderr if (trovato := PRONTO.search(riga))), None)
        sveglia.cancel()
        assert indirizzo, "Firefox non si è acceso"
        self.ascolto = threading.Thread(target=self.processo.stderr.read, daemon=True)
        self.ascolto.start()
        self.uscita = contextlib.ExitStack()
        self.presa = self.uscita.enter_context(connect(f"{indirizzo}/session", max_size=None, proxy=None))
        self.chiedi("session.new", capabilities={})
        self.chiedi("session.subscribe", events=["log.entryAdded"])

    def chiedi(self, metodo, **parametri):
        """Manda un comando e ne aspetta l’esito; ciò che intanto la console dice si mette da parte."""
        numero = next(self.numeri)
        self.presa.send(json.dumps({"id": numero, "method": metodo, "params": parametri}))
        while True:
            detto = json.loads(self.presa.recv(timeout=ATTESA))
            if detto.get("method") == "log.entryAdded" and detto["params"]["level"] == "error":
                self.lamentele.append(detto["params"]["text"])
            if detto.get("id") == numero:
                assert detto["type"] == "success", detto
                return detto["result"]

    def apri(self, cookie=None):
        """Una finestra con la memoria sua."""
        chi = self.chiedi("browser.createUserContext")["userContext"]
        if cookie:
            dato = {
                "name": cookie["name"],
                "value": {"type": "string", "value": cookie["value"]},
                "domain": "127.0.0.1",
                "path": "/",
            }
            self.chiedi("storage.setCookie", cookie=dato, partition={"type": "storageKey", "userContext": chi})
        return self.chiedi("browsingContext.create", type="window", userContext=chi)["context"]

    def va(self, scheda, indirizzo):
        self.chiedi("browsingContext.navigate", context=scheda, url=indirizzo, wait="complete")

    def stringe(self, scheda, larghezza):
        self.chiedi("browsingContext.setViewport", context=scheda, viewport={"width": larghezza, "height": 900})

    def valuta(self, scheda, espressione):
        """Il valore dell’espressione, che può essere una promessa."""
        detto = self.chiedi("script.evaluate", target={"context": scheda}, awaitPromise=True,
                            expression=f"Promise.resolve({espressione}).then(v => JSON.stringify(v ?? null))")  # fmt: skip
        assert detto["type"] == "success", detto["exceptionDetails"]["text"]
        return json.loads(detto["result"]["value"])

    def aspetta(self, scheda, espressione):
        fine = time.monotonic() + ATTESA
        while not self.valuta(scheda, espressione):
            assert time.monotonic() < fine, espressione
            time.sleep(0.2)

    def scrive(self, scheda, testo):
        """Batte i tasti dove si trova il cursore."""
        tasti = [{"type": verso, "value": lettera} for lettera in testo for verso in ("keyDown", "keyUp")]
        self.chiedi("input.performActions", context=scheda, actions=[{"type": "key", "id": "tastiera", "actions": tasti}])

    def ferma(self):
        self.uscita.close()
        self.processo.terminate()
        self.processo.wait(ATTESA)
        self.ascolto.join(ATTESA)
        self.processo.stderr.close()
