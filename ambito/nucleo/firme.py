"""Le firme digitali dentro un file: chi ha firmato, se ciò che ha firmato è intatto, che cosa c’è sotto la firma.

Si leggono PDF firmati (PAdES) e buste p7m (CAdES), in un processo figlio. Si verifica l’integrità matematica della firma; se il
certificato è di chi dice di essere lo garantisce il suo emittente, e qui non si controlla: non si consultano elenchi in rete.
"""

import base64
import json
from dataclasses import dataclass

from .figlio import FiglioFallito, esegui

LIMITE_SECONDI, LIMITE_MEMORIA = 15, 1 << 30


class FirmaNonLetta(ValueError):
    """Nel file non si trova una firma che si possa leggere: la frase dice che cosa fare."""


@dataclass(frozen=True)
class Firma:
    """Una firma: `nome` e `codice_fiscale` dal certificato, chi l’ha emesso, e se ciò che è firmato è `intatto`.

    `tutto`: in un PDF, la firma copre il file fino a dove arrivava quando è stata messa. `quando` è l’ora dichiarata da chi firma.
    """

    nome: str
    codice_fiscale: str
    emittente: str
    quando: str
    intatta: bool
    tutto: bool


@dataclass(frozen=True)
class FileFirmato:
    """Le firme di un file e i byte che stanno sotto: in un p7m il contenuto della busta, in un PDF il file com’è."""

    firme: tuple[Firma, ...]
    contenuto: bytes


def leggi_firme(byte: bytes) -> FileFirmato:
    """Le firme del file, dalla più interna. `FirmaNonLetta` se non ce ne sono o il file non si legge."""
    try:
        letto = json.loads(esegui("ambito.nucleo.firme_figlio", byte, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA))
    except FiglioFallito as errore:
        raise FirmaNonLetta("Il file firmato non si legge: firma di nuovo il PDF e riprova.") from errore
    if not letto["firme"]:
        raise FirmaNonLetta("Nel file non c’è nessuna firma digitale.")
    return FileFirmato(tuple(Firma(**firma) for firma in letto["firme"]), base64.b64decode(letto["contenuto"]) or byte)
