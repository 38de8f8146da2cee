"""Le firme digitali dentro un file: chi ha firmato, se ciò che ha firmato è intatto, che cosa c’è sotto la firma.

Si leggono PDF firmati (PAdES) e buste p7m (CAdES), in un processo figlio. Si verifica l’integrità matematica della firma; se il
certificato è di chi dice di essere lo garantisce il suo emittente, e qui non si controlla: non si consultano elenchi in rete.
"""

import base64
import json
from dataclasses import dataclass

from .figlio import FiglioFallito, esegui

LIMITE_SECONDI, LIMITE_MEMORIA = 15, 1 << 30
# La risposta del figlio che confronta un PDF firmato con l’originale, se non trova altro che firme.
SOLO_FIRME = b"solo firme"


class FirmaNonLetta(ValueError):
    """Nel file non si trova una firma che si possa leggere: la frase dice che cosa fare."""


@dataclass(frozen=True)
class Firma:
    """Una firma: `nome` e `codice_fiscale` dal certificato, chi l’ha emesso, e se ciò che è firmato è `intatto`.

    `tutto`: in un PDF, la firma copre il file fino a dove arrivava quando è stata messa, e dopo si sono aggiunte soltanto firme.
    `quando` è l’ora dichiarata da chi firma.
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


def aggiunte_solo_firme(originale: bytes, firmato: bytes) -> bool:
    """`firmato` comincia con `originale`: ciò che segue sono soltanto firme, e nulla di ciò che si legge è cambiato?

    Un PDF si può aggiornare in fondo senza toccarne un byte, anche prima di firmarlo: la firma è intatta, e il testo un altro.
    """
    if originale == firmato:
        return True
    richiesta = len(originale).to_bytes(8, "big") + firmato
    try:
        esito = esegui("ambito.nucleo.firme_aggiunte_figlio", richiesta, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA)
    except FiglioFallito:
        return False
    return esito == SOLO_FIRME
