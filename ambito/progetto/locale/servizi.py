"""I servizi condivisi fra i comandi in corso: chi arriva primo fa partire il custode, l’ultimo aspetta che abbia chiuso."""

import contextlib
import os
import signal
import subprocess
import sys

from ambito.progetto.locale import custode, esterni, postgres, redis, ruoli
from ambito.progetto.locale.blocchi import CONDIVISO, Blocco, blocco
from ambito.progetto.locale.cartelle import RADICE
from ambito.progetto.locale.variabili import Indirizzi
from ambito.progetto.locale.voce import GuastoLocale

NOMI = {"postgres": "PostgreSQL", "redis": "Redis"}


@contextlib.contextmanager
def servizi_condivisi(cartelle, voce):
    """Nel `with` i servizi rispondono agli `Indirizzi` dati; quelli indicati da DATABASE_URL e REDIS_URL si usano come sono."""
    quali = incorporati()
    if not quali:
        yield indirizzi(cartelle)
        return
    utenti, avviato = Blocco(cartelle.blocchi / "utenti.blocco"), None
    try:
        # Se il custode precedente sta chiudendo, qui lo si aspetta.
        utenti.prendi(CONDIVISO)
        with blocco(cartelle.blocchi / "avvio.blocco"):
            avviato = _assicura(cartelle, voce, quali)
        yield indirizzi(cartelle)
    finally:
        # Uno alla volta: due che escono insieme potrebbero credere ciascuno che resti l’altro.
        with blocco(cartelle.blocchi / "uscita.blocco"):
            _lascia(cartelle, utenti)
            utenti.chiudi()
        if avviato and not custode_presente(cartelle):
            avviato.wait()


def incorporati():
    """I servizi che non sono dati da fuori."""
    variabili = {"postgres": "DATABASE_URL", "redis": "REDIS_URL"}
    return [nome for nome, variabile in variabili.items() if not os.environ.get(variabile)]


def indirizzi(cartelle):
    """Indirizzi dei servizi, incorporati o dati da fuori."""
    if os.environ.get("DATABASE_URL"):
        banca_dati, proprietario = esterni.indirizzi_banca_dati()
    else:
        banca_dati = postgres.indirizzo(cartelle.socket, ruoli.APPLICATIVO)
        proprietario = postgres.indirizzo(cartelle.socket, ruoli.PROPRIETARIO)
    return Indirizzi(banca_dati, proprietario, os.environ.get("REDIS_URL") or redis.indirizzo(cartelle.socket))


def custode_presente(cartelle):
    """Dice se un custode è in servizio (tiene il suo blocco)."""
    return bool(_custode(cartelle))


def _custode(cartelle):
    """Numero di processo e servizi tenuti dal custode in servizio; lista vuota se non c’è."""
    # Il blocco si prova condiviso: due che guardano insieme non devono scambiarsi l’un l’altro per il custode.
    segno = Blocco(cartelle.blocchi / "custode.blocco")
    try:
        return [] if segno.prova(CONDIVISO) else segno.leggi().split()
    finally:
        segno.chiudi()


def _assicura(cartelle, voce, quali):
    if parole := _custode(cartelle):
        if set(quali) - set(parole[1:]):
            raise GuastoLocale("Un altro comando in corso usa servizi diversi (DATABASE_URL, REDIS_URL): aspettare che finisca.")
        return None
    voce("Avvio " + " e ".join(NOMI[nome] for nome in quali) + ".")
    return _avvia_custode(cartelle, quali)


def _avvia_custode(cartelle, quali):
    with open(cartelle.registri / "custode.log", "ab") as registro:
        processo = subprocess.Popen(
            [sys.executable, "-m", "ambito.progetto.locale.custode", str(cartelle.base), *quali],
            cwd=RADICE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=registro,
            text=True,
            start_new_session=True,
        )
    try:
        # Dopo «pronto» il custode tace; se dice altro, è il guasto che lo ha fermato.
        detto = processo.stdout.readline().strip()
        if detto == custode.PRONTO:
            return processo
        detto = f"{detto}\n{processo.stdout.read()}".strip()
    except BaseException:
        processo.terminate()
        processo.wait()
        raise
    finally:
        processo.stdout.close()
    processo.wait()
    raise GuastoLocale(detto or f"I servizi non si avviano (registro: {registro.name}).")


def _lascia(cartelle, utenti):
    """Se non resta nessuno, chiede al custode di chiudere e aspetta; se lui stava già chiudendo, aspetta soltanto."""
    ultimo = utenti.prova()
    if not ultimo and utenti.prova(CONDIVISO):
        return
    if ultimo and (parole := _custode(cartelle)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(parole[0]), signal.SIGTERM)
    fine = Blocco(cartelle.blocchi / "custode.blocco")
    try:
        fine.prova_per(60, CONDIVISO)
    finally:
        fine.chiudi()
