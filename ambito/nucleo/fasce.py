"""Le cose da fare divise per quando scadono: prima ciò che è in ritardo, in fondo ciò che non ha un termine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

PRESTO, SETTIMANA = timedelta(days=1), timedelta(days=7)


class Fascia(StrEnum):
    """In ordine: così si leggono."""

    RITARDO = "In ritardo"
    SUBITO = "Oggi e domani"
    SETTIMANA = "Entro sette giorni"
    AVANTI = "Più avanti"
    SENZA = "Senza termine"

    @property
    def ancora(self) -> str:
        """Il nome della fascia in un indirizzo."""
        return self.name.lower()


@dataclass
class Gruppo:
    """Le cose di una fascia, dalla più vicina."""

    fascia: Fascia
    voci: list = field(default_factory=list)


def fascia(scadenza: date | None, oggi: date, *, urgente: bool = False) -> Fascia:
    """La fascia di una cosa; ciò che è urgente e non ha un termine sta con le cose di oggi."""
    if scadenza is None:
        return Fascia.SUBITO if urgente else Fascia.SENZA
    if scadenza < oggi:
        return Fascia.RITARDO
    if scadenza <= oggi + PRESTO:
        return Fascia.SUBITO
    return Fascia.SETTIMANA if scadenza <= oggi + SETTIMANA else Fascia.AVANTI


def dividi(voci: Iterable, oggi: date, *, scadenza: Callable, urgente: Callable) -> list[Gruppo]:
    """I gruppi che non sono vuoti, in ordine; dentro ciascuno prima ciò che è urgente, poi per termine."""
    gruppi = {f: Gruppo(f) for f in Fascia}
    for voce in sorted(voci, key=lambda v: (not urgente(v), scadenza(v) or date.max)):
        gruppi[fascia(scadenza(voce), oggi, urgente=urgente(voce))].voci.append(voce)
    return [gruppo for gruppo in gruppi.values() if gruppo.voci]
