"""I conti e il verdetto di una votazione, come si conservano."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .regole import Regola


def esatto(valore: Fraction) -> int | str:
    """Una frazione com’è: un intero, oppure «30/7»."""
    return valore.numerator if valore.denominator == 1 else f"{valore.numerator}/{valore.denominator}"


@dataclass(frozen=True)
class Conto:
    """Quanti seggi e quanto peso."""

    teste: int = 0
    peso: int | Fraction = 0

    def a_json(self) -> dict[str, int | str]:
        """Forma per JSON: un peso frazionario si scrive «30/7»."""
        return {"teste": self.teste, "peso": self.peso if isinstance(self.peso, int) else esatto(self.peso)}


@dataclass(frozen=True)
class Conteggi:
    """I conti di una votazione; `votanti` sono favorevoli più contrari, gli astenuti restano fra i presenti."""

    componenti: Conto
    presenti: Conto
    favorevoli: Conto
    contrari: Conto
    astenuti: Conto

    @property
    def votanti(self) -> Conto:
        """Chi ha votato a favore o contro."""
        return Conto(self.favorevoli.teste + self.contrari.teste, self.favorevoli.peso + self.contrari.peso)

    @property
    def non_votanti(self) -> Conto:
        """Chi è presente ma non ha espresso nulla, nemmeno l'astensione."""
        espressi = (self.votanti, self.astenuti)
        return Conto(self.presenti.teste - sum(c.teste for c in espressi), self.presenti.peso - sum(c.peso for c in espressi))

    def base(self, nome: str) -> Conto:
        """La base di calcolo: votanti, presenti o componenti."""
        return {"votanti": self.votanti, "presenti": self.presenti, "componenti": self.componenti}[nome]

    def a_json(self) -> dict[str, dict[str, int | str]]:
        """Forma per JSON."""
        nomi = ("componenti", "presenti", "votanti", "favorevoli", "contrari", "astenuti", "non_votanti")
        return {nome: getattr(self, nome).a_json() for nome in nomi}


@dataclass(frozen=True)
class EsitoQuorum:
    """Se c'è il numero legale, e perché."""

    valido: bool
    componenti: Conto
    presenti: Conto
    passaggi: tuple[str, ...]

    def a_json(self) -> dict[str, Any]:
        """Forma per JSON."""
        return {
            "valido": self.valido,
            "componenti": self.componenti.a_json(),
            "presenti": self.presenti.a_json(),
            "passaggi": list(self.passaggi),
        }


@dataclass(frozen=True)
class Esito:
    """Il verdetto: `da_rivotare` è vero solo quando la regola in caso di parità vuole un'altra votazione."""

    approvata: bool
    da_rivotare: bool
    numero_legale: EsitoQuorum
    conteggi: Conteggi
    passaggi: tuple[str, ...]
    materia: str
    convocazione: int
    regola: Regola

    def a_json(self) -> dict[str, Any]:
        """Tutto il calcolo con la regola usata, da conservare così com'è."""
        return {
            "versione": 1,
            "approvata": self.approvata,
            "da_rivotare": self.da_rivotare,
            "materia": self.materia,
            "convocazione": self.convocazione,
            "numero_legale": self.numero_legale.a_json(),
            "conteggi": self.conteggi.a_json(),
            "passaggi": list(self.passaggi),
            "regola": self.regola.to_dict(),
        }
