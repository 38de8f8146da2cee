"""Un worker di Celery vero sulla banca dati e sul Redis dei test: si avvia, si ferma con ordine, si uccide."""

import os
import signal
import sys
import time

from django.db import connections

from ambito.progetto.locale import postgres, ruoli
from ambito.progetto.locale.cartelle import RADICE
from ambito.progetto.locale.processi import Figlio

# Secondi senza battito dopo cui un lavoro passa a un altro: pochi, perché le prove non aspettino un minuto.
AFFITTO = 4
COMANDO = (
    *(sys.executable, "-m", "celery", "-A", "ambito.progetto.celery", "worker", "--pool", "prefork", "--concurrency", "1"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO"),
)


def fino_a(condizione, secondi, che_cosa):
    """Aspetta che la condizione diventi vera e ne restituisce il valore; se non succede la prova fallisce e lo dice."""
    fine = time.monotonic() + secondi
    while not (esito := condizione()):
        assert time.monotonic() < fine, f"Dopo {secondi} secondi non è successo: {che_cosa}."
        time.sleep(0.05)
    return esito


class Lavorante:
    """Il processo e i suoi figli, in una sessione loro."""

    def __init__(self, registro, nome="uno", affitto=AFFITTO):
        prova = connections["default"].settings_dict
        ambiente = {
            **os.environ,
            "DATABASE_URL": postgres.indirizzo(prova["HOST"], ruoli.APPLICATIVO, prova["NAME"]),
            "PORTALE_AFFITTO_LAVORI": str(affitto),
        }
        comando = (*COMANDO, "--hostname", f"{nome}@prova")
        self.figlio = Figlio(f"worker {nome}", comando, registro=registro, ambiente=ambiente, cartella=RADICE)

    def aspetta(self, secondi=60):
        """Finché dice di essere pronto."""
        fino_a(self._pronto, secondi, "il worker non è pronto")
        return self

    def _pronto(self):
        if not self.figlio.vivo():
            raise self.figlio.guasto()
        return " ready." in self.figlio.ultime_righe(200)

    def ferma(self):
        """Chiusura ordinata: finisce ciò che ha in mano."""
        self.figlio.ferma(secondi=60)

    def uccidi(self):
        """`kill -9` a tutto il gruppo, come quando va via la corrente; aspetta che non ne resti nulla."""
        os.killpg(self.figlio.pid, signal.SIGKILL)
        self.figlio.ferma()
        fino_a(self._spariti, 10, "qualche processo del worker ucciso è ancora vivo")

    def congela(self):
        """Fermo senza morire (SIGSTOP): come un processo bloccato."""
        os.killpg(self.figlio.pid, signal.SIGSTOP)

    def scongela(self):
        os.killpg(self.figlio.pid, signal.SIGCONT)

    def _spariti(self):
        try:
            os.killpg(self.figlio.pid, 0)
        except ProcessLookupError:
            return True
        return False
