"""Ciò che si pretende da ogni pagina che un percorso attraversa: accessibile, in silenzio, da un server solo, dentro lo schermo."""

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error

AXE = (Path(__file__).parents[1] / "vetrina" / "axe.min.js").read_text("utf-8")
REGOLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CORRI_AXE = "regole => axe.run(document, {runOnly: {type: 'tag', values: regole}}).then(esito => esito.violations)"
AVANZO = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Prima di ogni script della pagina: la politica dei contenuti dice che cosa ha fermato.
ASCOLTA_POLITICA = """document.addEventListener('securitypolicyviolation',
    evento => console.error('politica dei contenuti: ' + evento.violatedDirective + ' ' + evento.blockedURI));"""
# Risposte che fanno parte del dialogo: modulo da correggere, conflitto.
DIALOGO = {409, 422}


class Sonda:
    """Ascolta un contesto del browser e tiene le lamentele."""

    def __init__(self, contesto, origine):
        self.ente = urlsplit(origine).netloc
        self.lamentele, self.ammessi = [], set(DIALOGO)
        contesto.add_init_script(ASCOLTA_POLITICA)
        contesto.on("console", self._riga)
        contesto.on("weberror", lambda errore: self.lamentele.append(f"errore di script: {errore.error}"))
        contesto.on("request", self._richiesta)
        contesto.on("response", self._risposta)

    def _riga(self, riga):
        # Di una risposta 4xx parla già `_risposta`, con l’indirizzo.
        if riga.type == "error" and "responded with a status of" not in riga.text:
            self.lamentele.append(f"console: {riga.text}")

    def _richiesta(self, richiesta):
        parti = urlsplit(richiesta.url)
        if parti.scheme in ("http", "https", "ws", "wss") and parti.netloc != self.ente:
            self.lamentele.append(f"richiesta a terzi: {richiesta.url}")

    def _risposta(self, risposta):
        if risposta.status >= 400 and risposta.status not in self.ammessi:
            self.lamentele.append(f"{risposta.status}: {urlsplit(risposta.url).path}")

    @contextmanager
    def attende(self, *stati):
        """Dentro il `with` quelle risposte sono previste."""
        prima, self.ammessi = self.ammessi, self.ammessi | set(stati)
        yield
        self.ammessi = prima


def accessibilita(pagina):
    """Le violazioni trovate da axe; se la pagina cambia mentre la si guarda, quelle della pagina che arriva."""
    try:
        return _violazioni(pagina)
    except Error:
        pagina.wait_for_load_state()
        return _violazioni(pagina)


def _violazioni(pagina):
    """Ciascuna con i primi elementi che la causano."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE + "\n;0")
    violazioni = pagina.evaluate(CORRI_AXE, REGOLE)
    return [f"axe {v['id']}: {nodo['html'][:160]}" for v in violazioni for nodo in v["nodes"][:3]]


def difetti(pagina, larghezze=()):
    """Che cosa non va in questa pagina, alla larghezza attuale o a quelle date."""
    trovati = []
    for larghezza in larghezze or (pagina.viewport_size["width"],):
        if larghezza != pagina.viewport_size["width"]:
            pagina.set_viewport_size({"width": larghezza, "height": pagina.viewport_size["height"]})
        trovati += [f"{larghezza}: {difetto}" for difetto in accessibilita(pagina)]
        avanzo = pagina.evaluate(AVANZO)
        trovati += [f"{larghezza}: esce dallo schermo di {avanzo} pixel"] if avanzo > 0 else []
    return trovati


def peso(contesto, indirizzo):
    """I byte ricevuti per aprire l’indirizzo in un contesto nuovo, e quante richieste: `(byte, richieste)`."""
    pagina = contesto.new_page()
    ascolto = contesto.new_cdp_session(pagina)
    ricevuti = []
    ascolto.on("Network.loadingFinished", lambda evento: ricevuti.append(evento["encodedDataLength"]))
    ascolto.send("Network.enable")
    pagina.goto(indirizzo, wait_until="networkidle")
    pagina.close()
    return sum(ricevuti), len(ricevuti)
