"""Trienni di programmazione, periodi di validità, festività e giorni lavorativi italiani."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


class ErrorePeriodo(ValueError):
    """Il periodo non si capisce o finisce prima di cominciare."""


@dataclass(frozen=True, order=True)
class Triennio:
    """Tre anni solari a partire da `inizio`; si scrive «2025-2027»."""

    inizio: int

    def __post_init__(self) -> None:
        if type(self.inizio) is not int or not 1990 <= self.inizio <= 2100:
            raise ErrorePeriodo("Il triennio comincia con un anno fra 1990 e 2100.")

    @classmethod
    def leggi(cls, testo: str) -> "Triennio":
        """Legge «2025-2027» (anche con la barra o il trattino lungo); `ErrorePeriodo` se non sono tre anni."""
        trovato = re.fullmatch(r"\s*([0-9]{4})\s*[-/–]\s*([0-9]{4})\s*", testo) if isinstance(testo, str) else None
        if not trovato:
            raise ErrorePeriodo("Scrivi il triennio con due anni, per esempio 2025-2027.")
        inizio, fine = int(trovato[1]), int(trovato[2])
        if fine - inizio != 2:
            raise ErrorePeriodo(f"Dal {inizio} al {fine} non sono tre anni.")
        return cls(inizio)

    @property
    def anni(self) -> tuple[int, int, int]:
        """I tre anni."""
        return (self.inizio, self.inizio + 1, self.inizio + 2)

    @property
    def dal(self) -> date:
        """Il primo giorno."""
        return date(self.inizio, 1, 1)

    @property
    def al(self) -> date:
        """L'ultimo giorno, compreso."""
        return date(self.inizio + 2, 12, 31)

    def contiene(self, giorno: date) -> bool:
        """Dice se il giorno cade nel triennio."""
        return giorno.year in self.anni

    def __str__(self) -> str:
        return f"{self.inizio}-{self.inizio + 2}"


def piu_mesi(giorno: date, mesi: int) -> date:
    """Lo stesso giorno `mesi` mesi dopo, o l’ultimo del mese se quel giorno non c’è."""
    anno, mese = divmod(giorno.year * 12 + giorno.month - 1 + mesi, 12)
    ultimo = monthrange(anno, mese + 1)[1]
    return date(anno, mese + 1, min(giorno.day, ultimo))


def vigente(dal: date | None, al: date | None, giorno: date) -> bool:
    """Dice se il giorno sta fra `dal` e `al` compresi; None vuol dire «senza limite»."""
    return (dal is None or dal <= giorno) and (al is None or giorno <= al)


@dataclass(frozen=True)
class Periodo:
    """Da un giorno a un altro, compresi; None vuol dire «senza limite»."""

    dal: date | None = None
    al: date | None = None

    def __post_init__(self) -> None:
        if self.dal and self.al and self.al < self.dal:
            raise ErrorePeriodo("Il periodo finisce prima di cominciare.")

    def vigente(self, giorno: date) -> bool:
        """Dice se il giorno sta nel periodo."""
        return vigente(self.dal, self.al, giorno)

    def si_sovrappone(self, altro: "Periodo") -> bool:
        """Dice se i due periodi hanno almeno un giorno in comune."""
        inizio = max(self.dal or date.min, altro.dal or date.min)
        return inizio <= min(self.al or date.max, altro.al or date.max)


def pasqua(anno: int) -> date:
    """La domenica di Pasqua del calendario gregoriano (algoritmo di Meeus, Jones e Butcher)."""
    a, (b, c) = anno % 19, divmod(anno, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    correzione = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * correzione) // 451
    mese, giorno = divmod(h + correzione - 7 * m + 114, 31)
    return date(anno, mese, giorno + 1)


def festivita(anno: int) -> dict[date, str]:
    """Le festività nazionali dell'anno (legge 260/1949 e successive); dal 2026 anche San Francesco (legge 151/2025)."""
    giorno_di_pasqua = pasqua(anno)
    fisse = {
        (1, 1): "Capodanno",
        (1, 6): "Epifania",
        (4, 25): "Festa della Liberazione",
        (5, 1): "Festa del lavoro",
        (6, 2): "Festa della Repubblica",
        (8, 15): "Assunzione",
        (11, 1): "Ognissanti",
        (12, 8): "Immacolata",
        (12, 25): "Natale",
        (12, 26): "Santo Stefano",
    }
    if anno >= 2026:
        fisse[10, 4] = "San Francesco d’Assisi"
    giorni = {date(anno, mese, giorno): nome for (mese, giorno), nome in fisse.items()}
    mobili = {giorno_di_pasqua: "Pasqua", giorno_di_pasqua + timedelta(days=1): "Lunedì dell’Angelo"}
    return dict(sorted((mobili | giorni).items()))


def e_lavorativo(giorno: date) -> bool:
    """Vero dal lunedì al venerdì, tolte le festività nazionali."""
    return giorno.weekday() < 5 and giorno not in festivita(giorno.year)


def giorni_lavorativi(da: date, n: int) -> date:
    """Il giorno lavorativo che viene `n` giorni lavorativi dopo `da` (prima, se `n` è negativo); `da` non si conta."""
    passo = timedelta(days=1 if n >= 0 else -1)
    giorno, mancano = da, abs(n)
    while mancano:
        giorno += passo
        mancano -= e_lavorativo(giorno)
    return giorno
