"""Immagini caricate da una persona: riscritte da capo in un processo figlio, perché ne resti il solo disegno."""

from .figlio import FiglioFallito, esegui

LATO_MASSIMO = 600
PIXEL_MASSIMI = 25_000_000
LIMITE_SECONDI, LIMITE_MEMORIA = 10, 512 << 20


class ImmagineNonLetta(ValueError):
    """Il file non è un’immagine PNG o JPEG leggibile: la frase dice che cosa fare."""


def ridisegna_png(byte: bytes) -> bytes:
    """L’immagine (PNG o JPEG) ridisegnata in PNG: fondo bianco, lato di al più `LATO_MASSIMO` pixel, nessun metadato.

    A parità di ingresso dà gli stessi byte. `ImmagineNonLetta` se il file non è un’immagine o è sproporzionato.
    """
    try:
        return esegui("ambito.nucleo.immagini_figlio", byte, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA)
    except FiglioFallito as errore:
        raise ImmagineNonLetta("Il file non è un’immagine PNG o JPEG leggibile: esportala di nuovo e riprova.") from errore
