"""Lavori rischiosi in un processo figlio con poca memoria e poco tempo, senza l'ambiente del padre."""

import os
import resource
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

RADICE = Path(__file__).resolve().parents[2]
_EREDITATE = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME", "TMPDIR")
_USCITA_SENZA_MEMORIA = 4
# Byte tenuti da parte per poter dire, a memoria finita, che è finita.
_SCORTA = 8 << 20


class FiglioFallito(Exception):
    """Il figlio non ha finito: `messaggio` è quello che ha scritto.

    `scaduto` se ha passato il limite di tempo, `senza_memoria` se quello di memoria (anche quando una libreria
    in C, rimasta senza, fa cadere il processo o dà un errore qualunque).
    """

    def __init__(self, messaggio: str, *, scaduto: bool = False, senza_memoria: bool = False) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.scaduto = scaduto
        self.senza_memoria = senza_memoria and not scaduto


def lavora(lavoro: Callable[[bytes], bytes]) -> None:
    """L’ingresso di ogni figlio: pone i limiti, legge la richiesta da stdin, scrive su stdout ciò che `lavoro` ne fa.

    Secondi di CPU e byte di memoria sono i due argomenti del comando. Un’eccezione con la memoria quasi piena conta come
    mancanza di memoria: rimaste senza, le librerie in C falliscono in modi diversi da `MemoryError`.
    """
    secondi, memoria = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_CPU, (secondi, secondi + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    scorta = bytearray(_SCORTA)
    try:
        sys.stdout.buffer.write(lavoro(sys.stdin.buffer.read()))
    except Exception as errore:
        del scorta
        if not isinstance(errore, MemoryError) and _massimo_occupato() < memoria * 3 // 4:
            raise
        traceback.print_exc()
        sys.exit(_USCITA_SENZA_MEMORIA)


def _massimo_occupato() -> int:
    """Byte di memoria virtuale che il processo ha occupato nel momento peggiore."""
    stato = Path("/proc/self/status").read_text(encoding="ascii")
    return int(stato.partition("VmPeak:")[2].split()[0]) << 10


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
        scaduto = -fatto.returncode in (signal.SIGKILL, signal.SIGXCPU)
        senza_memoria = fatto.returncode < 0 or fatto.returncode == _USCITA_SENZA_MEMORIA
        raise FiglioFallito(parole, scaduto=scaduto, senza_memoria=senza_memoria)
    return fatto.stdout
