"""Il diario di chi gestisce la macchina: una riga per richiesta e per lavoro, che dice chi con un numero e mai con un nome.

Ogni riga porta il codice della richiesta: è lo stesso che la pagina d’errore mostra a chi la vede.
"""

import json
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_AMMESSO = re.compile(r"[A-Za-z0-9-]{8,64}")
# Ciò che un messaggio d’errore può portare con sé: i valori di una riga rifiutata da PostgreSQL, caselle di posta, codici fiscali,
# chiavi scritte negli indirizzi.
_COPERTI = [
    (re.compile(r"DETAIL:.*", re.S), "[dettaglio]"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[posta]"),
    (re.compile(r"\b[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]\b", re.I), "[codice fiscale]"),
    (re.compile(r"(/(?:invito|password/nuova|adesioni/conferma)/)[^\s/?'\"]+"), r"\1[chiave]"),
]


@dataclass
class Traccia:
    """Una richiesta, o un compito in secondo piano, mentre succede."""

    codice: str
    ambito: str = ""
    utente: int | None = None
    lavoro: int | None = None
    interrogazioni: int = 0
    secondi_sql: float = 0.0
    # Le interrogazioni oltre la soglia: testo senza valori, e secondi.
    lente: list[tuple[str, float]] = field(default_factory=list)
    soglia: float = float("inf")
    inizio: float = field(default_factory=time.perf_counter)

    @property
    def durata(self) -> float:
        return time.perf_counter() - self.inizio

    def conta(self, esegui: Callable[..., Any], sql: str, parametri: Any, molte: bool, contesto: dict[str, Any]) -> Any:
        """Sta attorno a ogni interrogazione (`execute_wrapper` di Django): la conta e la cronometra, senza farne altre."""
        inizio = time.perf_counter()
        try:
            return esegui(sql, parametri, molte, contesto)
        finally:
            passati = time.perf_counter() - inizio
            self.interrogazioni += 1
            self.secondi_sql += passati
            if passati >= self.soglia:
                self.lente.append((senza_valori(str(sql)), passati))


_corrente: ContextVar[Traccia | None] = ContextVar("traccia", default=None)


def corrente() -> Traccia | None:
    """La richiesta in corso in questo filo, se ce n’è una."""
    return _corrente.get()


@contextmanager
def aperta(traccia: Traccia) -> Iterator[Traccia]:
    """Tutto ciò che si scrive nel diario dentro il blocco porta il codice di `traccia`."""
    gettone = _corrente.set(traccia)
    try:
        yield traccia
    finally:
        _corrente.reset(gettone)


def codice_di(proposto: str) -> str:
    """Il codice dato dal proxy, se è un codice; altrimenti uno nuovo, breve abbastanza da dirsi al telefono."""
    return proposto if _AMMESSO.fullmatch(proposto) else secrets.token_hex(6)


def senza_valori(sql: str) -> str:
    """L’interrogazione com’è scritta nel programma: i valori, se ce ne sono, non si conservano."""
    sql = re.sub(r"'(?:[^']|'')*'", "'…'", " ".join(sql.split()))
    return re.sub(r"\b(?:\d+|s\d+_x\d+)\b", "0", sql)[:400]


def coperto(testo: str) -> str:
    """Il testo senza caselle di posta, codici fiscali e chiavi."""
    for modello, posto in _COPERTI:
        testo = modello.sub(posto, testo)
    return testo


def _errore(info: Any) -> dict[str, Any]:
    """Dell’eccezione la sola prima riga: PostgreSQL mette nelle seguenti i valori della riga rifiutata."""
    tipo, valore, traccia = info
    righe = (str(valore) or "").splitlines()
    passi = [f"{passo.filename}:{passo.lineno} {passo.name}" for passo in traceback.extract_tb(traccia)][-12:]
    return {"errore": tipo.__name__, "perche": coperto(righe[0]) if righe else "", "passi": passi}


def voce(riga: logging.LogRecord) -> dict[str, Any]:
    """La riga del diario come dizionario."""
    traccia = corrente()
    dati: dict[str, Any] = {
        "quando": datetime.fromtimestamp(riga.created, UTC).isoformat(timespec="milliseconds"),
        "livello": riga.levelname,
        "chi": riga.name,
        "che": coperto(riga.getMessage()),
    }
    if traccia:
        segni = {"richiesta": traccia.codice, "ambito": traccia.ambito, "utente": traccia.utente, "lavoro": traccia.lavoro}
        dati |= {nome: valore for nome, valore in segni.items() if valore not in ("", None)}
    dati |= getattr(riga, "dati", {})
    return dati | _errore(riga.exc_info) if riga.exc_info and riga.exc_info[0] else dati


class RigaJson(logging.Formatter):
    """In esercizio: una riga JSON, che i raccoglitori di registri leggono senza altro."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(voce(record), ensure_ascii=False, default=str)


class RigaLeggibile(logging.Formatter):
    """Nella dimostrazione: la stessa riga, da leggere."""

    def format(self, record: logging.LogRecord) -> str:
        dati = voce(record)
        testa = f"{dati.pop('quando')} {dati.pop('livello')} {dati.pop('chi')}: {dati.pop('che')}"
        passi = dati.pop("passi", [])
        return "\n    ".join([" ".join([testa, *(f"{nome}={valore}" for nome, valore in dati.items())]), *passi])
