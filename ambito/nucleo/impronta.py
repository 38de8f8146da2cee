"""Forma canonica dei dati e loro impronta SHA-256: dati uguali, impronta uguale, ovunque e per sempre."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID


class ErroreImpronta(ValueError):
    """Il dato non ha una forma canonica (numeri con la virgola mobile, insiemi, oggetti…)."""


def _testo(valore: str) -> str:
    return unicodedata.normalize("NFC", valore)


def _istante(valore: datetime) -> str:
    if valore.tzinfo is None:
        return valore.isoformat()
    return valore.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _decimale(valore: Decimal) -> str:
    if not valore.is_finite():
        raise ErroreImpronta("Un numero non finito non ha una forma canonica.")
    return format(valore, "f")


def _mappa(valore: Mapping[Any, Any]) -> dict[str, Any]:
    if not all(isinstance(chiave, str) for chiave in valore):
        raise ErroreImpronta("Le chiavi devono essere testi.")
    voci = {_testo(chiave): _semplice(dato) for chiave, dato in valore.items()}
    if len(voci) != len(valore):
        raise ErroreImpronta("Due chiavi diverse diventano uguali nella forma canonica.")
    return voci


def _semplice(valore: Any) -> Any:
    """Riduce un dato a testi, interi, sì/no, elenchi e mappe."""
    match valore:
        case None | bool():
            return valore
        case int():
            return int(valore)
        case str():
            return _testo(valore)
        case Decimal():
            return _decimale(valore)
        case Fraction():
            return f"{valore.numerator}/{valore.denominator}"
        case datetime():
            return _istante(valore)
        case date() | UUID():
            return str(valore)
        case Mapping():
            return _mappa(valore)
        case list() | tuple():
            return [_semplice(elemento) for elemento in valore]
    raise ErroreImpronta(f"Un valore di tipo «{type(valore).__name__}» non ha una forma canonica.")


def canonico(dati: Any) -> bytes:
    """JSON canonico in UTF-8: chiavi ordinate, niente spazi, testi in NFC, `Decimal` e date come testo.

    Gli istanti con fuso si portano a UTC. Errore: `ErroreImpronta`.
    """
    try:
        testo = json.dumps(_semplice(dati), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return testo.encode()
    except (RecursionError, UnicodeEncodeError, OverflowError, ValueError) as errore:
        if isinstance(errore, ErroreImpronta):
            raise
        raise ErroreImpronta("Il dato non ha una forma canonica.") from errore


def impronta(dati: Any) -> str:
    """SHA-256 esadecimale della forma canonica."""
    return hashlib.sha256(canonico(dati)).hexdigest()


def impronta_file(contenuto: bytes) -> str:
    """SHA-256 esadecimale dei byte di un file."""
    return hashlib.sha256(contenuto).hexdigest()
