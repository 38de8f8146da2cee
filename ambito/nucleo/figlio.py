"""Lavori rischiosi in un processo figlio con poca memoria e poco tempo, senza l'ambiente del padre."""

import os
import resource
import subprocess
import sys
from pathlib import Path

RADICE = Path(__file__).resolve().parents[2]
_EREDITATE = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME", "TMPDIR")


class FiglioFallito(Exception):
    """Il figlio non ha finito: `messaggio` è quello che ha scritto.

    `scaduto` se ha passato il limite di tempo, `senza_memoria` se quello di memoria (anche quando una libreria
    in C, rimasta senza, fa cadere il processo).
    """

    def __init__(self, messaggio: str, scaduto: bool = False, caduto: bool = False) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.scaduto = scaduto
        self.senza_memoria = not scaduto and (caduto or "MemoryError" in messaggio or "failed to map" in messaggio)


def limita(secondi: int, memoria: int) -> None:
    """Da chiamare nel figlio: limite di CPU (secondi) e di memoria (byte), niente core dump."""
    resource.setrlimit(resource.RLIMIT_CPU, (secondi, secondi + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def esegui(modulo: str, richiesta: bytes, *, secondi: int, memoria: int) -> bytes:
    """Esegue `python -m modulo secondi memoria` con la richiesta in ingresso; restituisce quello che scrive.

    Il figlio vede solo poche variabili d'ambiente innocue: nessuna credenziale. Errore: `FiglioFallito`.
    """
    ambiente = {nome: os.environ[nome] for nome in _EREDITATE if nome in os.environ}
    ambiente |= {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TZ": "UTC"}
    comando = [sys.executable, "-W", "ignore", "-m", modulo, str(secondi), str(memoria)]
    try:
        fatto = subprocess.run(
            comando, input=richiesta, capture_output=True, cwd=RADICE, env=ambiente, timeout=3 * secondi + 30, check=False
        )
    except subprocess.TimeoutExpired as errore:
        raise FiglioFallito("Tempo scaduto.", scaduto=True) from errore
    if fatto.returncode:
        parole = fatto.stderr.decode(errors="replace").strip()[-2000:]
        raise FiglioFallito(parole, scaduto=-fatto.returncode in (9, 24), caduto=fatto.returncode < 0)
    return fatto.stdout
