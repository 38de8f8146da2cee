"""Il custode: un processo che tiene PostgreSQL e Redis per tutti i comandi in corso e li chiude quando nessuno li usa più.

Chi usa i servizi tiene un blocco condiviso su `utenti.blocco`; il sistema lo scioglie anche a chi viene ucciso. Quando il custode
riesce a prenderlo tutto per sé non c’è più nessuno: chiude e finisce. A chi l’ha avviato dice una riga sola: «pronto» o il guasto.
"""

import os
import signal
import sys
import threading

from ambito.progetto.locale import postgres, redis, ruoli
from ambito.progetto.locale.blocchi import Blocco
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.voce import GuastoLocale

PRONTO = "pronto"
ATTESA = 0.5


def server(cartelle, quali):
    """I server richiesti (`postgres`, `redis`), da avviare."""
    fabbriche = {"postgres": (postgres.Postgres, cartelle.postgres), "redis": (redis.Redis, cartelle.redis)}
    return [
        classe(dati, cartelle.socket, cartelle.registri / f"{nome}.log")
        for nome, (classe, dati) in fabbriche.items()
        if nome in quali
    ]


def avvia(servizi):
    """Avvia i server e prepara ruoli e banca dati."""
    for servizio in servizi:
        servizio.avvia()
        if isinstance(servizio, postgres.Postgres):
            ruoli.predisponi(servizio)


def custodisci(utenti, servizi, fine):
    """Aspetta finché qualcuno usa i servizi. Finisce anche se uno di loro muore: chi li usa se ne accorge."""
    while not fine.wait(ATTESA):
        if utenti.prova() or not all(servizio.figlio.vivo() for servizio in servizi):
            return


def principale(base, *quali):
    """Tiene i servizi indicati, con i dati sotto `base`, finché servono; esce con 1 se non si avviano."""
    fine = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: fine.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cartelle = Cartelle(base)
    proprio, utenti = Blocco(cartelle.blocchi / "custode.blocco"), Blocco(cartelle.blocchi / "utenti.blocco")
    proprio.prendi()
    proprio.scrivi(" ".join([str(os.getpid()), *quali]))
    servizi = server(cartelle, quali)
    try:
        avvia(servizi)
        print(PRONTO, flush=True)
        custodisci(utenti, servizi, fine)
    except GuastoLocale as guasto:
        print(guasto, flush=True)
        return 1
    finally:
        for servizio in reversed(servizi):
            servizio.ferma()
    return 0


if __name__ == "__main__":
    sys.exit(principale(*sys.argv[1:]))
