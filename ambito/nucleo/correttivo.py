"""Il correttivo di un criterio di riparto: il dato di alcuni Comuni pesa di più o di meno, con un coefficiente dichiarato.

Serve ai Comuni montani, piccoli o sparsi. Quali siano lo dice una soglia su un numero qualunque (residenti, superficie montana,
altitudine), che non è per forza quello con cui si divide. Il dato corretto si divide come ogni altro: il totale non cambia.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .importi import Peso, PesoNonValido

MOSTRATI = 5


@dataclass(frozen=True)
class Correttivo:
    """Moltiplica per `coefficiente` il dato dei Comuni la cui `misura` arriva alla soglia (`almeno`), o non la supera."""

    coefficiente: Peso
    soglia: Peso
    misura: Mapping[str, Peso | None]
    almeno: bool = False
    nome: str = "residenti"

    def tocca(self, comune: str) -> bool:
        """Il Comune è fra quelli il cui dato si corregge? Chi non ha la misura non si può dire."""
        misura = self.misura.get(comune)
        if misura is None:
            return False
        return misura >= self.soglia if self.almeno else misura <= self.soglia

    def applica(self, criterio: str, dati: Mapping[str, Peso]) -> dict[str, Peso]:
        """I dati corretti; `PesoNonValido` con i nomi dei Comuni di cui manca la misura."""
        if mancano := [comune for comune in dati if self.misura.get(comune) is None]:
            raise PesoNonValido(f"Criterio «{criterio}»: per il correttivo manca «{self.nome}» di {elenca(mancano)}.")
        return {c: Fraction(dato) * Fraction(self.coefficiente) if self.tocca(c) else dato for c, dato in dati.items()}


def elenca(nomi: Iterable[str]) -> str:
    """I primi nomi, e quanti altri."""
    tutti = list(nomi)
    altri = len(tutti) - MOSTRATI
    return ", ".join(tutti[:MOSTRATI]) + (f" e altri {altri}" if altri > 0 else "")
