"""`./portale demo`: la dimostrazione completa su questa macchina, finché non si preme Ctrl-C."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from ambito.progetto.locale.blocchi import Blocco
from ambito.progetto.locale.cartelle import RADICE
from ambito.progetto.locale.preparazione import comando_django, prepara
from ambito.progetto.locale.processi import Figlio
from ambito.progetto.locale.servizi import custode_presente, incorporati, servizi_condivisi
from ambito.progetto.locale.variabili import ambiente
from ambito.progetto.locale.voce import GuastoLocale

CELERY = (sys.executable, "-m", "celery", "-A", "ambito.progetto.celery:app")
RIPARTENZE_AL_MINUTO = 5


def esegui(cartelle, voce, da_capo=False):
    """Avvia tutto, dice l’indirizzo e gli accessi, resta in servizio. Solleva `GuastoLocale` se una parte non regge."""
    porta = _porta()
    unica = Blocco(cartelle.blocchi / "demo.blocco")
    if not unica.prova():
        raise GuastoLocale("Una dimostrazione è già in corso in questa cartella: fermarla con Ctrl-C prima di avviarne un’altra.")
    _esigi_porta_libera(porta)
    if da_capo:
        ricomincia(cartelle, voce)
    with servizi_condivisi(cartelle, voce) as indirizzi:
        variabili = ambiente(cartelle, indirizzi)
        prepara(cartelle, variabili, voce)
        voce("Avvio il portale, i lavori in sottofondo e l’orologio.")
        squadra = Squadra(cartelle, variabili, porta, voce)
        try:
            squadra.avvia()
            _presenta(variabili, squadra, porta, voce)
            _resta_in_servizio(cartelle, squadra)
        finally:
            squadra.ferma()


def ricomincia(cartelle, voce):
    """Cancella i dati della dimostrazione; rifiuta se un altro comando li sta usando o se la banca dati è data da fuori."""
    if "postgres" not in incorporati():
        raise GuastoLocale("Con DATABASE_URL indicata --da-capo non cancella nulla: quella banca dati non è di ./portale.")
    utenti = Blocco(cartelle.blocchi / "utenti.blocco")
    try:
        if not utenti.prova_per(2):
            raise GuastoLocale("Un altro ./portale manage sta usando i dati: aspettare che finisca.")
        voce("Ricomincio da capo: cancello i dati della dimostrazione.")
        cartelle.svuota_dati()
    finally:
        utenti.chiudi()


class Squadra:
    """I processi del portale: web, worker, orologio e, se non è spenta, la scrittura insieme. `quali` ne sceglie alcuni."""

    def __init__(self, cartelle, variabili, porta, voce, quali=("web", "worker", "orologio", "insieme")):
        self.cartelle, self.voce = cartelle, voce
        self.figli, self.ripartenze = {}, []
        porta_insieme = _porta_libera()
        self.salute = f"http://127.0.0.1:{porta_insieme}/insieme/salute"
        self.variabili = {**variabili, "PORTALE_INSIEME_PORTA": str(porta_insieme)}
        comandi = {
            "web": _gunicorn(porta),
            "worker": _worker(),
            "orologio": _orologio(cartelle),
            "insieme": _uvicorn(porta_insieme),
        }
        accesa = variabili["PORTALE_INSIEME"] == "si"
        self.comandi = {nome: comandi[nome] for nome in quali if accesa or nome != "insieme"}

    def avvia(self):
        for nome in self.comandi:
            self._avvia(nome)

    def ferma(self):
        """Chiede a tutti di finire, poi aspetta ciascuno."""
        for figlio in self.figli.values():
            figlio.chiedi_di_finire()
        for figlio in self.figli.values():
            figlio.ferma()

    def controlla(self):
        """Senza il web la dimostrazione finisce; gli altri ripartono. Chi cade di continuo la ferma, la scrittura insieme no."""
        for nome, figlio in list(self.figli.items()):
            if figlio.vivo():
                continue
            troppe = nome != "web" and self._troppe_ripartenze()
            if nome == "web" or (troppe and nome != "insieme"):
                raise figlio.guasto()
            figlio.ferma()
            if troppe:
                self.voce(f"La scrittura insieme cade di continuo: resta spenta, e ciascuno scrive da sé ({figlio.registro}).")
                del self.figli[nome]
                continue
            self.voce(f"«{nome}» si è fermato da solo: lo faccio ripartire (registro: {figlio.registro}).")
            self._avvia(nome)

    def _avvia(self, nome):
        registro = self.cartelle.registri / f"{nome}.log"
        self.figli[nome] = Figlio(nome, self.comandi[nome], registro=registro, ambiente=self.variabili, cartella=RADICE)

    def _troppe_ripartenze(self):
        adesso = time.monotonic()
        self.ripartenze = [quando for quando in self.ripartenze if adesso - quando < 60] + [adesso]
        return len(self.ripartenze) > RIPARTENZE_AL_MINUTO


def _gunicorn(porta):
    memoria = ("--worker-tmp-dir", "/dev/shm") if os.access("/dev/shm", os.W_OK) else ()
    return (
        *(sys.executable, "-m", "gunicorn", "ambito.progetto.wsgi:application", "--bind", f"127.0.0.1:{porta}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"),
        *("--no-control-socket", "--access-logfile", "-", *memoria),
    )


def _uvicorn(porta):
    return (
        *(sys.executable, "-m", "uvicorn", "piano.insieme.asgi:application", "--host", "127.0.0.1", "--port", porta),
        *("--ws-max-size", 4 * 2**20, "--timeout-graceful-shutdown", "5", "--log-level", "warning"),
    )


def _worker():
    return (*CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO")


def _orologio(cartelle):
    return (*CELERY, "beat", "--schedule", cartelle.blocchi / "orologio", "--pidfile", "", "--loglevel", "INFO")


def _presenta(variabili, squadra, porta, voce):
    elenco = subprocess.run(
        comando_django("popola_demo", "--elenco"),
        env=variabili,
        cwd=RADICE,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if elenco.returncode:
        raise GuastoLocale(f"L’elenco degli accessi non è riuscito.\n{elenco.stderr}")
    _aspetta_web(squadra, porta)
    voce(f"Portale pronto: http://127.0.0.1:{porta}/ (si ferma con Ctrl-C). Per entrare:")
    voce(elenco.stdout.rstrip("\n"))


def _aspetta_web(squadra, porta, secondi=90):
    fine = time.monotonic() + secondi
    while time.monotonic() < fine:
        squadra.controlla()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{porta}/", timeout=30).close()
            return
        except urllib.error.HTTPError as risposta:
            if risposta.code < 500:
                return
            raise GuastoLocale(
                f"Il portale risponde con l’errore {risposta.code}.\n{squadra.figli['web'].ultime_righe()}"
            ) from None
        except OSError:
            time.sleep(0.1)
    raise GuastoLocale(f"Il portale non risponde dopo {secondi} secondi.\n{squadra.figli['web'].ultime_righe()}")


def _resta_in_servizio(cartelle, squadra):
    while True:
        time.sleep(0.5)
        squadra.controlla()
        if incorporati() and not custode_presente(cartelle):
            raise GuastoLocale(f"PostgreSQL o Redis si è fermato da solo (registri in {cartelle.registri}).")


def _porta():
    valore = os.environ.get("PORTA") or "8000"
    with contextlib.suppress(ValueError):
        if 0 < int(valore) < 65536:
            return int(valore)
    raise GuastoLocale(f"PORTA vale «{valore}»: serve un numero da 1 a 65535.")


def _porta_libera():
    with socket.socket() as prova:
        prova.bind(("127.0.0.1", 0))
        return prova.getsockname()[1]


def _esigi_porta_libera(porta):
    with socket.socket() as prova:
        prova.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prova.bind(("127.0.0.1", porta))
        except OSError as errore:
            raise GuastoLocale(
                f"Non posso usare la porta {porta} ({errore.strerror}): sceglierne un’altra, per esempio PORTA=8080 ./portale demo."
            ) from errore
