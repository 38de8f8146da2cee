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


OGGETTI_DI_VOTO: Registro = Registro()
