"""Lavori rischiosi in un processo figlio con poca memoria e poco tempo, senza l'ambiente del padre."""

import os
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import IO

RADICE = Path(__file__).resolve().parents[2]
_EREDITATE = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME", "TMPDIR")
_USCITA_SENZA_MEMORIA = 4
# Byte tenuti da parte per poter dire, a memoria finita, che è finita.
_SCORTA = 8 << 20
_APERTO = "aperto"
# Ciò che segue ogni risposta di un figlio aperto: secondi di CPU, byte di memoria.
_CONSUMO = struct.Struct("!dQ")


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


@dataclass
class Consumi:
    """Quanto hanno calcolato i figli finora (secondi di CPU) e quanta memoria, in byte, ha tenuto il più grande."""

    secondi: float = 0.0
    memoria: int = 0

    def aggiungi(self, secondi: float, memoria: int) -> None:
        """Conta una richiesta servita."""
        with _TURNO:
            self.secondi += secondi
            self.memoria = max(self.memoria, memoria)

    def azzera(self) -> None:
        """Ricomincia: lo fa chi misura un lavoro solo."""
        with _TURNO:
            self.secondi, self.memoria = 0.0, 0


# I capitoli si impaginano in fili diversi dello stesso processo.
_TURNO = Lock()
# Di un figlio che resta aperto il sistema direbbe i consumi soltanto alla fine, e tutti insieme: li dice lui a ogni risposta.
consumi = Consumi()


def lavora(lavoro: Callable[[bytes], bytes], prova: bytes = b"") -> None:
    """L’ingresso di un figlio: legge la richiesta e scrive ciò che `lavoro` ne fa; `FiglioAperto` gliene può fare altre.

    Gli argomenti del comando sono i secondi di CPU e i byte di memoria. `prova` è una richiesta piccola che un figlio aperto serve
    subito, senza rispondere a nessuno: ciò che si carica alla prima richiesta ogni copia lo trova pronto.
    """
    secondi, memoria = _limiti()
    if _APERTO in sys.argv:
        if prova:
            _protetto(lavoro, prova, memoria)
        _servi(lavoro, secondi, memoria)
    else:
        _limita_cpu(secondi)
        sys.stdout.buffer.write(_protetto(lavoro, sys.stdin.buffer.read(), memoria))


def _servi(lavoro: Callable[[bytes], bytes], secondi: int, memoria: int) -> None:
    """A ogni richiesta si sdoppia: ognuna parte dallo stesso stato, con i secondi e i byte di memoria tutti suoi, e ciò che occupa
    si libera senza raccoglierlo. Se una fallisce finisce allo stesso modo anche lui."""
    detti = 0.0
    while (richiesta := _leggi(sys.stdin.buffer)) is not None:
        copia = os.fork()
        if not copia:
            _limita_cpu(secondi)
            _scrivi(sys.stdout.buffer, _protetto(lavoro, richiesta, memoria))
            os._exit(0)
        _, stato, uso = os.wait4(copia, 0)
        esito = os.waitstatus_to_exitcode(stato)
        if esito < 0:
            os.kill(os.getpid(), -esito)
        if esito:
            sys.exit(esito)
        # Con la prima risposta dice anche quanto è costato avviarlo.
        miei = time.process_time()
        _scrivi(sys.stdout.buffer, _CONSUMO.pack(uso.ru_utime + uso.ru_stime + miei - detti, uso.ru_maxrss << 10))
        detti = miei


def _limita_cpu(secondi: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (secondi, secondi + 1))


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


def _comando(modulo: str, secondi: int, memoria: int, *altro: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", modulo, str(secondi), str(memoria), *altro]


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
    if _vivaio is not None:
        return _vivaio.chiedi(modulo, richiesta, secondi, memoria)
    comando, ambiente = _comando(modulo, secondi, memoria), _ambiente()
    prima = _dei_figli_finiti()
    try:
        fatto = subprocess.run(
            comando, input=richiesta, capture_output=True, cwd=RADICE, env=ambiente, timeout=_attesa(secondi), check=False
        )
    except subprocess.TimeoutExpired as errore:
        raise FiglioFallito("Tempo scaduto.", scaduto=True) from errore
    dopo = _dei_figli_finiti()
    consumi.aggiungi(dopo[0] - prima[0], dopo[1])
    if fatto.returncode:
        raise _fallito(fatto.returncode, fatto.stderr)
    return fatto.stdout


def _dei_figli_finiti() -> tuple[float, int]:
    """Secondi di CPU di tutti e byte di memoria del più grande."""
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    return uso.ru_utime + uso.ru_stime, uso.ru_maxrss << 10


class FiglioAperto:
    """Un figlio che risponde a più richieste, una alla volta: avviarlo costa quanto impaginare qualche pagina.

    Limiti e ambiente sono quelli di `esegui`; i secondi valgono per ogni richiesta. Dopo un errore non risponde più.
    """

    def __init__(self, modulo: str, *, secondi: int, memoria: int) -> None:
        self.secondi = secondi
        # Un file, non un canale: pieno e non letto, il figlio si fermerebbe. Si chiude in `chiudi`.
        self.errori = tempfile.TemporaryFile()  # noqa: SIM115
        self.processo = subprocess.Popen(
            _comando(modulo, secondi, memoria, _APERTO),
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
            consumo = _leggi(uscita)
        except (OSError, ValueError):
            # È caduto prima di leggere, o è già chiuso: il motivo lo dice il suo codice di uscita.
            consumo = None
        if consumo is None:
            codice = self.processo.wait()
            self.errori.seek(0)
            raise _fallito(codice, self.errori.read())
        consumi.aggiungi(*_CONSUMO.unpack(consumo))
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


class Vivaio:
    """Figli che restano aperti per chi ne chiede tutto il giorno: avviarne uno che impagina costa due secondi di CPU.

    Se ne tengono al più `massimo`, gli ultimi usati. Ogni richiesta parte comunque dallo stesso stato (`FiglioAperto`).
    """

    def __init__(self, massimo: int) -> None:
        self.massimo = massimo
        self.figli: dict[tuple[str, int, int], FiglioAperto] = {}
        self.turno = Lock()

    def chiedi(self, modulo: str, richiesta: bytes, secondi: int, memoria: int) -> bytes:
        """Come `esegui`."""
        chiave = (modulo, secondi, memoria)
        with self.turno:
            figlio = self._aperto(chiave)
            try:
                risposta = figlio.chiedi(richiesta)
            except BaseException:
                # Anche chi è interrotto a metà: la risposta che arriverebbe dopo non è di chi chiede poi.
                figlio.chiudi()
                raise
            self.figli[chiave] = figlio
            while len(self.figli) > self.massimo:
                self.figli.pop(next(iter(self.figli))).chiudi()
            return risposta

    def _aperto(self, chiave: tuple[str, int, int]) -> FiglioAperto:
        """Quello che c’è, se nessuno l’ha fatto cadere mentre aspettava, o uno nuovo."""
        figlio = self.figli.pop(chiave, None)
        if figlio is not None and figlio.processo.poll() is None:
            return figlio
        if figlio is not None:
            figlio.chiudi()
        modulo, secondi, memoria = chiave
        return FiglioAperto(modulo, secondi=secondi, memoria=memoria)

    def chiudi(self) -> None:
        """Li ferma tutti."""
        while self.figli:
            self.figli.popitem()[1].chiudi()


_vivaio: Vivaio | None = None


def tieni_aperti(massimo: int) -> Vivaio:
    """Da qui in poi `esegui` riusa i figli. Chi cade li lascia senza ingresso, e finiscono da sé."""
    global _vivaio  # noqa: PLW0603 – vale per tutto il processo, come i segnali.
    _vivaio = Vivaio(massimo)
    return _vivaio
