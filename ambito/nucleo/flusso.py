"""Passaggi di stato come dati."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Passo:
    """Un passaggio: da quali stati, verso quale, con che diritto, a quali condizioni.

    `permesso` vuoto = lo compie solo il sistema (per esempio dopo un voto). `esige`: funzioni oggetto → frase se manca qualcosa.
    `motivo` = la nota è obbligatoria.
    """

    da: frozenset
    a: str
    permesso: str
    frase: str
    esige: tuple[Callable, ...] = ()
    motivo: bool = False
