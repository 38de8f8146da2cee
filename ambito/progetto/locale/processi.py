"""Processi figli: ciascuno in una sessione sua (Ctrl-C lo gestisce chi li ha avviati) e destinato a non sopravvivergli."""

import contextlib
import os
import shutil
import signal
import subprocess
from functools import cache

from ambito.progetto.locale.voce import GuastoLocale


@cache
def _setpriv():
    return shutil.which("setpriv")


def legato(comando, segnale="TERM"):
    """Il comando, con la richiesta al sistema di ricevere `segnale` se il processo che l’ha avviato muore all’improvviso."""
    prefisso = [_setpriv(), "--pdeathsig", segnale, "--"] if _setpriv() else []
    return [*prefisso, *map(str, comando)]


class Figlio:
    """Un processo avviato da noi, con la sua uscita in un file."""

    def __init__(self, nome, comando, *, registro, ambiente=None, prefisso=(), segnale=signal.SIGTERM, cartella=None):
        self.nome, self.segnale, self.registro = nome, segnale, registro
        with open(registro, "ab") as uscita:
            self.inizio = uscita.tell()
            self._processo = subprocess.Popen(
                [*prefisso, *legato(comando, segnale.name.removeprefix("SIG"))],
                env=ambiente,
                cwd=cartella,
                stdin=subprocess.DEVNULL,
                stdout=uscita,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self):
        return self._processo.pid

    def vivo(self):
        return self._processo.poll() is None

    def chiedi_di_finire(self):
        """Manda il segnale di chiusura ordinata, senza aspettare."""
        if self.vivo():
            with contextlib.suppress(ProcessLookupError):
                self._processo.send_signal(self.segnale)

    def ferma(self, secondi=15):
        """Chiude con ordine; dopo `secondi` secondi uccide il processo e tutti i suoi figli."""
        self.chiedi_di_finire()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._processo.wait(secondi)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._processo.wait()

    def ultime_righe(self, quante=15):
        """La fine dell’uscita di questo avvio, per spiegare un guasto."""
        with open(self.registro, "rb") as uscita:
            uscita.seek(self.inizio)
            return "\n".join(uscita.read().decode(errors="replace").splitlines()[-quante:])

    def guasto(self):
        """L’errore da sollevare quando il processo è finito da solo."""
        return GuastoLocale(f"«{self.nome}» si è fermato da solo (registro: {self.registro}).\n{self.ultime_righe()}")


def esegui(comando, *, registro, ambiente=None, cartella=None, che_cosa):
    """Esegue un comando e ne tiene l’uscita nel registro; se fallisce solleva `GuastoLocale` con le ultime righe."""
    with open(registro, "ab") as uscita:
        inizio = uscita.tell()
        esito = subprocess.run(
            legato(comando), env=ambiente, cwd=cartella, stdin=subprocess.DEVNULL, stdout=uscita, stderr=subprocess.STDOUT
        )
    if esito.returncode:
        with open(registro, "rb") as uscita:
            uscita.seek(inizio)
            righe = uscita.read().decode(errors="replace").splitlines()[-25:]
        raise GuastoLocale(f"{che_cosa}: non riuscito (registro: {registro}).\n" + "\n".join(righe))
