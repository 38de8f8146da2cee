"""Un mese come lo mostra un calendario: settimane dal lunedì, ogni giorno con ciò che vi cade."""

import re
from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambito.nucleo.formati_italiani import MESI, formatta_data
from ambito.nucleo.periodi import ErrorePeriodo, festivita

GIORNI = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
PRIMO_ANNO, ULTIMO_ANNO = 1990, 2100


@dataclass(frozen=True, order=True)
class Mese:
    """Un mese di un anno fra 1990 e 2100; si scrive «2026-11»."""

    anno: int
    numero: int

    def __post_init__(self) -> None:
        if not (PRIMO_ANNO <= self.anno <= ULTIMO_ANNO and 1 <= self.numero <= 12):
            raise ErrorePeriodo(f"Serve un mese fra il {PRIMO_ANNO} e il {ULTIMO_ANNO}.")

    @classmethod
    def leggi(cls, testo: str) -> "Mese":
        """Legge «2026-11»; `ErrorePeriodo` se non è un mese."""
        trovato = re.fullmatch(r"([0-9]{4})-([0-9]{2})", testo)
        if not trovato:
            raise ErrorePeriodo("Scrivi il mese con l’anno e due cifre, per esempio 2026-11.")
        return cls(int(trovato[1]), int(trovato[2]))

    @classmethod
    def di(cls, giorno: date) -> "Mese":
        """Il mese in cui cade un giorno."""
        return cls(giorno.year, giorno.month)

    @property
    def dal(self) -> date:
        """Il primo giorno."""
        return date(self.anno, self.numero, 1)

    @property
    def al(self) -> date:
        """L’ultimo giorno, compreso."""
        return date(self.anno, self.numero, monthrange(self.anno, self.numero)[1])

    @property
    def nome(self) -> str:
        """«novembre 2026»."""
        return f"{MESI[self.numero - 1]} {self.anno}"

    def spostato(self, mesi: int) -> "Mese | None":
        """Il mese che viene `mesi` dopo (prima, se negativo); `None` oltre gli anni ammessi."""
        anno, numero = divmod(self.anno * 12 + self.numero - 1 + mesi, 12)
        return Mese(anno, numero + 1) if PRIMO_ANNO <= anno <= ULTIMO_ANNO else None

    def __str__(self) -> str:
        return f"{self.anno}-{self.numero:02d}"


@dataclass(frozen=True)
class Casella:
    """Un giorno del calendario: se è del mese, se è oggi, se è festa (col suo nome), che cosa vi cade."""

    giorno: date
    del_mese: bool
    oggi: bool
    festa: str
    voci: tuple

    @property
    def nome(self) -> str:
        """«lunedì 30 novembre 2026»."""
        return f"{GIORNI[self.giorno.weekday()]} {formatta_data(self.giorno, esteso=True)}"


def griglia(mese: Mese, oggi: date, voci: Iterable[tuple[date, object]]) -> list[list[Casella]]:
    """Le settimane che toccano il mese, dal lunedì alla domenica; i giorni degli altri mesi restano senza voci.

    `voci`: coppie (giorno, qualunque cosa); dentro un giorno restano nell’ordine in cui arrivano.
    """
    per_giorno = defaultdict(list)
    for giorno, voce in voci:
        per_giorno[giorno].append(voce)
    feste = festivita(mese.anno)

    def casella(giorno: date) -> Casella:
        del_mese = giorno.month == mese.numero
        cadono = tuple(per_giorno[giorno]) if del_mese else ()
        return Casella(giorno, del_mese, giorno == oggi, feste.get(giorno, "") if del_mese else "", cadono)

    settimane = Calendar(firstweekday=0).monthdatescalendar(mese.anno, mese.numero)
    return [[casella(giorno) for giorno in settimana] for settimana in settimane]
