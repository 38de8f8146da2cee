"""Che cosa si può mettere ai voti, oltre a un testo libero: lo dicono le app più alte."""

from collections.abc import Callable
from dataclasses import dataclass

from ambito.registri import Registro


@dataclass(frozen=True)
class OggettoDiVoto:
    """Un genere di cosa su cui un organo delibera: `proponibili(seduta)` dà (id, testo), `carte(id)` i documenti da leggere."""

    nome: str
    etichetta: str
    proponibili: Callable
    carte: Callable


@dataclass(frozen=True)
class Quanto:
    """Quanto paga un Comune, in una frase, e dove se ne legge di più; di un punto, o dell’anno se `punto_id` è vuoto."""

    frase: str
    url: str
    punto_id: int | None = None


# Ogni fornitore: `quanto(punti, comuni, poteri) -> iterabile di Quanto`, per i Comuni di chi siede, su quell’ordine del giorno.
QUANTO_PAGA: list[Callable] = []
OGGETTI_DI_VOTO: Registro = Registro()
