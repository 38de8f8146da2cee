"""Lavori rischiosi in un processo figlio con poca memoria e poco tempo, senza l'ambiente del padre."""

import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Timer
from typing import IO

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
    """L’ingresso di un figlio che risponde una volta: legge la richiesta da stdin, scrive su stdout ciò che `lavoro` ne fa.

    Secondi di CPU e byte di memoria sono i due argomenti del comando.
    """
    secondi, memoria = _limiti()
    resource.setrlimit(resource.RLIMIT_CPU, (secondi, secondi + 1))
    sys.stdout.buffer.write(_protetto(lavoro, sys.stdin.buffer.read(), memoria))


def servi(lavoro: Callable[[bytes], bytes]) -> None:
    """L’ingresso di un figlio che risponde a più richieste (`FiglioAperto`), finché il padre non chiude.

    A ogni richiesta si sdoppia: ognuna parte dallo stesso stato, con i secondi e i byte di memoria tutti suoi, e ciò che occupa
    si libera senza raccoglierlo. Se una fallisce finisce allo stesso modo anche lui.
    """
    secondi, memoria = _limiti()
    while (richiesta := _leggi(sys.stdin.buffer)) is not None:
        copia = os.fork()
        if not copia:
            resource.setrlimit(resource.RLIMIT_CPU, (secondi, secondi + 1))
            _scrivi(sys.stdout.buffer, _protetto(lavoro, richiesta, memoria))
            os._exit(0)
        esito = os.waitstatus_to_exitcode(os.waitpid(copia, 0)[1])
        if esito < 0:
            os.kill(os.getpid(), -esito)
        if esito:
            sys.exit(esito)


def _limiti() -> tuple[int, int]:
    secondi, memoria = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memoria, memoria))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return secondi, memoria


def _protetto(lavoro: Callable[[bytes], bytes], richiesta: bytes, memoria: int) -> bytes:
    """Un’eccezione con la memoria quasi piena conta come mancanza di memoria: rimaste senza, le librerie in C falliscono
    in modi diversi da `MemoryError`."""
    scorta = bytearray(_SCORTA)
    try:
        return lavoro(richiesta)
    except Exception as errore:
        del scorta
        if not isinstance(errore, MemoryError) and _massimo_occupato() < memoria * 3 // 4:
            raise
        traceback.print_exc()
        sys.exit(_USCITA_SENZA_MEMORIA)


def _leggi(canale: IO[bytes]) -> bytes | None:
    """Un messaggio: la lunghezza in otto byte, poi i byte. Nulla se chi scrive ha chiuso."""
    testa = canale.read(8)
    if len(testa) < 8:
        return None
    corpo = canale.read(lunghezza := int.from_bytes(testa, "big"))
    return corpo if len(corpo) == lunghezza else None


def _scrivi(canale: IO[bytes], messaggio: bytes) -> None:
    canale.write(len(messaggio).to_bytes(8, "big") + messaggio)
    canale.flush()


def _massimo_occupato() -> int:
    """Byte di memoria virtuale che il processo ha occupato nel momento peggiore."""
    stato = Path("/proc/self/status").read_text(encoding="ascii")
    return int(stato.partition("VmPeak:")[2].split()[0]) << 10


def _ambiente() -> dict[str, str]:
    """Le sole variabili d’ambiente che il figlio vede: nessuna credenziale."""
    ambiente = {nome: os.environ[nome] for nome in _EREDITATE if nome in os.environ}
    return ambiente | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "TZ": "UTC"}


def _comando(modulo: str, secondi: int, memoria: int) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", modulo, str(secondi), str(memoria)]


def _attesa(secondi: int) -> int:
    """Secondi d’orologio oltre i quali un figlio è bloccato: la macchina può essere lenta, il suo limite è di CPU."""
    return 3 * secondi + 30


def _fallito(codice: int, errori: bytes) -> FiglioFallito:
    scaduto = -codice in (signal.SIGKILL, signal.SIGXCPU)
    senza_memoria = codice < 0 or codice == _USCITA_SENZA_MEMORIA
    return FiglioFallito(errori.decode(errors="replace").strip()[-2000:], scaduto=scaduto, senza_memoria=senza_memoria)


def esegui(modulo: str, richiesta: bytes, *, secondi: int, memoria: int) -> bytes:
    """Esegue `python -m modulo secondi memoria` con la richiesta in ingresso; restituisce quello che scrive.

    Il figlio vede solo poche variabili d'ambiente innocue: nessuna credenziale. Errore: `FiglioFallito`.
    """
    comando, ambiente = _comando(modulo, secondi, memoria), _ambiente()
    try:
        fatto = subprocess.run(
            comando, input=richiesta, capture_output=True, cwd=RADICE, env=ambiente, timeout=_attesa(secondi), check=False
        )
    except subprocess.TimeoutExpired as errore:
        raise FiglioFallito("Tempo scaduto.", scaduto=True) from errore
    if fatto.returncode:
        raise _fallito(fatto.returncode, fatto.stderr)
    return fatto.stdout


class FiglioAperto:
    """Un figlio che risponde a più richieste, una alla volta: avviarlo costa quanto impaginare qualche pagina.

    Limiti e ambiente sono quelli di `esegui`; i secondi valgono per ogni richiesta. Dopo un errore non risponde più.
    """

    def __init__(self, modulo: str, *, secondi: int, memoria: int) -> None:
        self.secondi = secondi
        # Un file, non un canale: pieno e non letto, il figlio si fermerebbe. Si chiude in `chiudi`.
        self.errori = tempfile.TemporaryFile()  # noqa: SIM115
        self.processo = subprocess.Popen(
            _comando(modulo, secondi, memoria),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errori, cwd=RADICE, env=_ambiente(), process_group=0,
        )  # fmt: skip

    def chiedi(self, richiesta: bytes) -> bytes:
        """La risposta del figlio. Errore: `FiglioFallito`."""
        sveglia = Timer(_attesa(self.secondi), self.ferma)
        sveglia.daemon = True
        sveglia.start()
        try:
            return self._scambia(richiesta)
        finally:
            sveglia.cancel()

    def _scambia(self, richiesta: bytes) -> bytes:
        ingresso, uscita = self.processo.stdin, self.processo.stdout
        assert ingresso is not None and uscita is not None
        try:
            _scrivi(ingresso, richiesta)
            risposta = _leggi(uscita)
        except (OSError, ValueError):
            # È caduto prima di leggere, o è già chiuso: il motivo lo dice il suo codice di uscita.
            risposta = None
        if risposta is None:
            codice = self.processo.wait()
            self.errori.seek(0)
            raise _fallito(codice, self.errori.read())
        return risposta

    def ferma(self) -> None:
        """Lo fa cadere con la sua copia al lavoro: chi ne aspetta la risposta riceve `FiglioFallito`."""
        if self.processo.poll() is None:
            os.killpg(self.processo.pid, signal.SIGKILL)

    def chiudi(self) -> None:
        """Lo ferma e ne libera le risorse; nessuno ne deve più aspettare la risposta."""
        self.ferma()
        for canale in (self.processo.stdin, self.processo.stdout):
            if canale is not None:
                try:
                    canale.close()
                except OSError:
                    continue
        self.processo.wait()
        self.errori.close()
