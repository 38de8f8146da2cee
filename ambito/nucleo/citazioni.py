"""I dati citati dentro un testo formattato: un collegamento `#dato-…` attorno al valore, che resta aggiornato finché si scrive.

Chi scrive vede un valore; chi legge vede quello di oggi; chi congela il testo lo fissa e ne conserva la fonte.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

_CITAZIONE = re.compile(r'(<a href="#dato-([a-z0-9-]+)"[^<>]*>)([^<>]*)(</a>)')


def chiavi_citate(html: str) -> list[str]:
    """Le chiavi dei dati citati in un testo già pulito, nell’ordine in cui compaiono, ciascuna una volta."""
    return list(dict.fromkeys(chiave for _, chiave, _, _ in _CITAZIONE.findall(html)))


def aggiorna_citazioni(html: str, valori: Mapping[str, str]) -> str:
    """Il testo con i valori di `valori` al posto di quelli scritti; un dato che non c’è più tiene l’ultimo valore."""
    return _CITAZIONE.sub(lambda c: f"{c[1]}{_scritto(c, valori)}{c[4]}", html)


def fissa_citazioni(html: str, valori: Mapping[str, str]) -> str:
    """Il testo con i valori scritti come parole qualunque: non cambieranno più."""
    return _CITAZIONE.sub(lambda c: _scritto(c, valori), html)


def senza_valori(html: str) -> str:
    """Il testo con le citazioni svuotate: due testi uguali qui differiscono soltanto perché i dati sono cambiati."""
    return _CITAZIONE.sub(lambda c: f"{c[1]}{c[4]}", html)


def tocca_citazioni(html: str, tratti: Iterable[tuple[int, int]]) -> bool:
    """Uno di questi tratti (inizio, fine) di `html` prende un dato citato, anche in parte?"""
    citazioni = [c.span() for c in _CITAZIONE.finditer(html)]
    return any(inizio < a and da < fine for da, a in tratti for inizio, fine in citazioni)


def _scritto(citazione: re.Match[str], valori: Mapping[str, str]) -> str:
    chiave = citazione[2]
    return escape(valori[chiave], quote=False) if chiave in valori else citazione[3]
