"""Immagini caricate da una persona: riscritte da capo in un processo figlio, perché ne resti il solo disegno."""

import json
from dataclasses import dataclass

from .figlio import FiglioFallito, esegui

PIXEL_MASSIMI = 25_000_000
LIMITE_SECONDI, LIMITE_MEMORIA = 10, 512 << 20


class ImmagineNonLetta(ValueError):
    """Il file non è un’immagine PNG o JPEG leggibile: la frase dice che cosa fare."""


@dataclass(frozen=True)
class Disegno:
    """Un’immagine ridisegnata: i byte, il formato («png» o «jpeg»), le misure in pixel."""

    byte: bytes
    formato: str
    larghezza: int
    altezza: int


def ridisegna(byte: bytes, *, lato: int, png_massimo: int = 0) -> Disegno:
    """L’immagine (PNG o JPEG) ridisegnata: dritta, fondo bianco, lato di al più `lato` pixel, nessun metadato.

    È un PNG; oltre `png_massimo` byte, se non è zero, un JPEG: così pesa poco anche una fotografia. A parità di ingresso dà gli
    stessi byte. `ImmagineNonLetta` se il file non è un’immagine o è sproporzionato.
    """
    richiesta = json.dumps({"lato": lato, "png_massimo": png_massimo}).encode() + b"\n" + byte
    try:
        risposta = esegui("ambito.nucleo.immagini_figlio", richiesta, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA)
    except FiglioFallito as errore:
        raise ImmagineNonLetta("Il file non è un’immagine PNG o JPEG leggibile: esportala di nuovo e riprova.") from errore
    misure, _, disegno = risposta.partition(b"\n")
    return Disegno(disegno, **json.loads(misure))
