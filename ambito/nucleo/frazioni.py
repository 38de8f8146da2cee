"""Soglie esatte («più della metà», «almeno due terzi»), senza numeri con la virgola mobile."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

_NOMI = {
    (1, 3): "un terzo",
    (2, 3): "due terzi",
    (1, 4): "un quarto",
    (3, 4): "tre quarti",
    (1, 5): "un quinto",
    (2, 5): "due quinti",
    (3, 5): "tre quinti",
    (4, 5): "quattro quinti",
}


class ErroreSoglia(ValueError):
    """La soglia non è una frazione fra zero e uno."""


@dataclass(frozen=True)
class Soglia:
    """Frazione da superare (`stretta`) o da raggiungere: 1/2 stretta è «più della metà»."""

    numeratore: int
    denominatore: int
    stretta: bool = False

    def __post_init__(self) -> None:
        interi = all(type(n) is int for n in (self.numeratore, self.denominatore))
        if not interi or type(self.stretta) is not bool:
            raise ErroreSoglia("La soglia vuole due numeri interi e un sì o no.")
        if not 0 <= self.numeratore <= self.denominatore or self.denominatore == 0:
            raise ErroreSoglia("La soglia deve stare fra zero e uno.")

    def raggiunta(self, valore: int | Fraction, base: int | Fraction) -> bool:
        """Dice se `valore` su `base` raggiunge la soglia."""
        sinistra, destra = valore * self.denominatore, base * self.numeratore
        return sinistra > destra if self.stretta else sinistra >= destra

    def irraggiungibile(self) -> bool:
        """Vero per «più della totalità»."""
        return self.stretta and self.numeratore == self.denominatore

    def limite(self, base: int | Fraction) -> Fraction:
        """La parte di `base` che la soglia indica, esatta."""
        return Fraction(base * self.numeratore) / self.denominatore

    def minimo(self, base: int) -> int:
        """Il più piccolo intero che raggiunge la soglia su `base`."""
        quoziente, resto = divmod(base * self.numeratore, self.denominatore)
        return quoziente + 1 if self.stretta or resto else quoziente

    def e_la_meta(self) -> bool:
        """Vero per la maggioranza semplice (1/2, anche scritta 2/4)."""
        return 2 * self.numeratore == self.denominatore

    def in_parole(self) -> str:
        """La soglia come la dice una persona: «più della metà», «almeno due terzi», «tutti»."""
        if self.e_la_meta():
            return "più della metà" if self.stretta else "almeno la metà"
        if self.numeratore == 0:
            return "più di zero" if self.stretta else "zero o più"
        if self.numeratore == self.denominatore:
            return "più di tutti" if self.stretta else "tutti"
        inizio = "più di" if self.stretta else "almeno"
        if nome := _NOMI.get((self.numeratore, self.denominatore)):
            return f"{inizio} {nome}"
        if self.denominatore == 100:
            return _percentuale(self.numeratore, self.stretta)
        return f"{inizio} {self.numeratore} su {self.denominatore}"

    def to_dict(self) -> dict[str, Any]:
        """Forma per JSON, inversa di `from_dict`."""
        return {"numeratore": self.numeratore, "denominatore": self.denominatore, "stretta": self.stretta}

    @classmethod
    def from_dict(cls, dati: Mapping[str, Any]) -> "Soglia":
        """Legge la forma di `to_dict`; `ErroreSoglia` se non lo è."""
        if not isinstance(dati, Mapping) or set(dati) - {"numeratore", "denominatore", "stretta"}:
            raise ErroreSoglia("La soglia si scrive con numeratore, denominatore e stretta.")
        try:
            return cls(dati["numeratore"], dati["denominatore"], dati.get("stretta", False))
        except KeyError as errore:
            raise ErroreSoglia("Nella soglia manca il numeratore o il denominatore.") from errore


def _percentuale(valore: int, stretta: bool) -> str:
    vocale = valore in (1, 8, 11) or 80 <= valore <= 89
    articolo = {(True, True): "più dell’", (True, False): "più del ", (False, True): "almeno l’", (False, False): "almeno il "}
    return f"{articolo[stretta, vocale]}{valore}%"


META_PIU_UNO = Soglia(1, 2, stretta=True)
