"""Le firme digitali dentro un file: chi ha firmato, se ciò che ha firmato è intatto, che cosa c’è sotto la firma.

Si leggono PDF firmati (PAdES) e buste p7m (CAdES), in un processo figlio. Si verifica l’integrità matematica della firma; se il
certificato è di chi dice di essere lo garantisce il suo emittente: si controlla soltanto se si dice di quali autorità ci si fida,
e sempre senza rete (niente elenchi di revoca).
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import pem, x509

from .figlio import FiglioFallito, esegui

LIMITE_SECONDI, LIMITE_MEMORIA = 15, 1 << 30
# Le risposte del figlio che confronta un PDF firmato con l’originale: non c’è altro che firme; una si vede troppo.
SOLO_FIRME, RIQUADRO_GRANDE = b"solo firme", b"riquadro grande"


class FirmaNonLetta(ValueError):
    """Nel file non si trova una firma che si possa leggere: la frase dice che cosa fare."""


class NessunaFirma(FirmaNonLetta):
    """Il file si legge, ma nessuno l’ha firmato digitalmente."""


@dataclass(frozen=True)
class Firma:
    """Una firma: `nome` e `codice_fiscale` dal certificato, chi l’ha emesso, e se ciò che è firmato è `intatto`.

    `tutto`: in un PDF, la firma copre il file fino a dove arrivava quando è stata messa, e dopo si sono aggiunte soltanto firme.
    `quando` è l’ora dichiarata da chi firma; `scade` l’ultimo istante di validità del certificato, e `valido` dice se vale ancora.
    `fidata`: il certificato risale a una delle autorità indicate; `None` se non se ne è indicata nessuna. `formato`: PAdES o CAdES.
    `per_firmare`: il certificato è di firma, o non dice a che cosa serve. `impronta`: della firma con il suo certificato, per
    riconoscerla dentro un altro file.
    """

    nome: str
    codice_fiscale: str
    emittente: str
    quando: str
    intatta: bool
    tutto: bool
    formato: str
    scade: str
    valido: bool
    fidata: bool | None
    per_firmare: bool
    impronta: str


@dataclass(frozen=True)
class FileFirmato:
    """Le firme di un file e i byte che stanno sotto: in un p7m il contenuto della busta, in un PDF il file com’è.

    `formato` è del file: una busta è CAdES anche se il PDF che contiene ha dentro le sue firme.
    """

    firme: tuple[Firma, ...]
    contenuto: bytes
    formato: str


def certificati(byte: bytes) -> list[bytes]:
    """I certificati di un file, in DER: uno se il file è in DER, anche più d’uno se è in PEM. `ValueError` se non ce ne sono."""
    trovati = [byte]
    if pem.detect(byte):
        trovati = [der for tipo, _, der in pem.unarmor(byte, multiple=True) if tipo == "CERTIFICATE"]
    # La lettura è pigra: che non è un certificato si scopre soltanto chiedendogli qualcosa.
    if not trovati or not all(x509.Certificate.load(der, strict=True).public_key.native for der in trovati):
        raise ValueError("nel file non ci sono certificati")
    return trovati


def leggi_firme(
    byte: bytes, *, radici: Sequence[bytes] = (), adesso: datetime | None = None, dopo_la_firma: bool = True
) -> FileFirmato:
    """Le firme del file, dalla più interna. `FirmaNonLetta` se non ce ne sono o il file non si legge.

    `radici`: certificati (PEM o DER) delle autorità di cui ci si fida. `dopo_la_firma`: si guarda anche se, firma per firma, dopo
    si sono aggiunte soltanto firme; con decine di firme costa troppo, e chi ha l’originale usa `aggiunte_solo_firme`.
    """
    testa = {
        "radici": [base64.b64encode(radice).decode() for radice in radici],
        "adesso": (adesso or datetime.now(UTC)).isoformat(),
        "dopo_la_firma": dopo_la_firma,
    }
    richiesta = json.dumps(testa).encode() + b"\n" + byte
    try:
        letto = json.loads(esegui("ambito.nucleo.firme_figlio", richiesta, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA))
    except FiglioFallito as errore:
        raise FirmaNonLetta("Il file firmato non si legge: firma di nuovo il PDF e riprova.") from errore
    if not letto["firme"]:
        raise NessunaFirma("Nel file non c’è nessuna firma digitale.")
    firme = tuple(Firma(**firma) for firma in letto["firme"])
    return FileFirmato(firme, base64.b64decode(letto["contenuto"]) or byte, "PAdES" if byte.startswith(b"%PDF-") else "CAdES")


def aggiunte_solo_firme(originale: bytes, firmato: bytes) -> bool:
    """`firmato` comincia con `originale`: ciò che segue sono soltanto firme, e nulla di ciò che si legge è cambiato?

    Un PDF si può aggiornare in fondo senza toccarne un byte, anche prima di firmarlo: la firma è intatta, e il testo un altro.
    `FirmaNonLetta` se sono firme, ma il loro riquadro copre la pagina.
    """
    if originale == firmato:
        return True
    richiesta = len(originale).to_bytes(8, "big") + firmato
    try:
        esito = esegui("ambito.nucleo.firme_aggiunte_figlio", richiesta, secondi=LIMITE_SECONDI, memoria=LIMITE_MEMORIA)
    except FiglioFallito:
        return False
    if esito == RIQUADRO_GRANDE:
        raise FirmaNonLetta("Il riquadro della firma copre troppo della pagina: firma con un riquadro più piccolo, o senza.")
    return esito == SOLO_FIRME
