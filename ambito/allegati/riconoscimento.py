"""Riconosce un file dal suo contenuto: il nome e il tipo dichiarato dal navigatore non contano.

Ammessi: PDF, PDF firmato (p7m), PNG, JPEG. Tutto il resto si rifiuta con una frase che dice che cos’è e che cosa fare.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ambito.errori import ErroreAtteso

MASSIMO = 5 * 2**20
_OID_FIRMA = bytes.fromhex("06092a864886f70d010702")


class AllegatoNonAmmesso(ErroreAtteso):
    """Il file non si può allegare: la frase dice perché."""


@dataclass(frozen=True)
class TipoFile:
    """Un formato ammesso: sigla, estensione e come si riconosce (`intero`: il file non è troncato)."""

    sigla: str
    estensione: str
    comincia: Callable
    intero: Callable


def _der_intero(byte):
    """La lunghezza scritta nell’involucro DER torna con quella del file; la forma indefinita (BER) finisce con due zeri."""
    forma = byte[1]
    if forma == 0x80:
        return byte.rstrip(b"\r\n").endswith(b"\x00\x00")
    cifre = forma & 0x7F
    if forma < 0x80 or cifre > 4:
        return False
    attesa = 2 + cifre + int.from_bytes(byte[2 : 2 + cifre], "big")
    return attesa <= len(byte) <= attesa + 2


TIPI = {
    "application/pdf": TipoFile("PDF", "pdf", lambda b: b.startswith(b"%PDF-"), lambda b: b"%%EOF" in b[-2048:]),
    "application/pkcs7-mime": TipoFile("P7M", "p7m", lambda b: b[:1] == b"\x30" and _OID_FIRMA in b[:20], _der_intero),
    "image/png": TipoFile("PNG", "png", lambda b: b.startswith(b"\x89PNG\r\n\x1a\n"), lambda b: b"IEND" in b[-64:]),
    "image/jpeg": TipoFile("JPEG", "jpg", lambda b: b.startswith(b"\xff\xd8\xff"), lambda b: b"\xff\xd9" in b[-64:]),
}
_ESTENSIONI = {"jpeg": "jpg"}
_ALTRI = [
    (b"MZ", "è un programma"),
    (b"\x7fELF", "è un programma"),
    (b"PK\x03\x04", "è un archivio zip o un documento di Office: salvalo come PDF"),
    (b"\xd0\xcf\x11\xe0", "è un vecchio documento di Office: salvalo come PDF"),
    (b"Rar!", "è un archivio compresso"),
    (b"\x1f\x8b", "è un archivio compresso"),
    (b"7z\xbc\xaf", "è un archivio compresso"),
    (b"{\\rtf", "è un documento di testo: salvalo come PDF"),
    (b"GIF8", "è un’immagine GIF: serve PNG o JPEG"),
]


def riconosci(nome, byte):
    """Il codice del formato fra quelli di `TIPI`; `AllegatoNonAmmesso` con la frase se il contenuto non va bene."""
    if not byte:
        raise AllegatoNonAmmesso(f"«{nome}» è vuoto: pesa zero byte. Controlla di averlo salvato e riprova.")
    if len(byte) > MASSIMO:
        raise AllegatoNonAmmesso(f"«{nome}» è troppo grande: il massimo è 5 MB. Riduci la risoluzione della scansione.")
    for codice, tipo in TIPI.items():
        if tipo.comincia(byte):
            _esigi_coerente(nome, tipo)
            if not tipo.intero(byte):
                raise AllegatoNonAmmesso(f"«{nome}» è incompleto: il file {tipo.sigla} è troncato. Salvalo di nuovo e riprova.")
            return codice
    raise AllegatoNonAmmesso(f"«{nome}» {_che_cos_e(byte)}. Si possono allegare PDF, P7M, PNG e JPEG.")


def _esigi_coerente(nome, tipo):
    estensione = nome.rpartition(".")[2].lower()
    if _ESTENSIONI.get(estensione, estensione) != tipo.estensione:
        raise AllegatoNonAmmesso(
            f"«{nome}» in realtà è un file {tipo.sigla}: rinominalo in modo che finisca con «.{tipo.estensione}» e riprova."
        )


def _che_cos_e(byte):
    for inizio, frase in _ALTRI:
        if byte.startswith(inizio):
            return frase
    testa = byte[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if testa.startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")):
        return "è una pagina web, non un documento"
    return "non è un formato che riconosciamo, o il file è rovinato"


def nome_pulito(nome):
    """Il nome da mostrare: senza cartelle, caratteri invisibili o di controllo; al più 120 caratteri, estensione compresa."""
    ultimo = re.split(r"[/\\]", unicodedata.normalize("NFKC", nome or ""))[-1]
    pulito = "".join(c if c.isprintable() and c not in '"<>:|?*' else " " for c in ultimo)
    pulito = re.sub(r"\s+", " ", pulito).strip(" .")
    radice, punto, estensione = pulito.rpartition(".")
    if not punto or not radice.strip(" ."):
        return pulito[:120] or "senza nome"
    return f"{radice.strip(' .')[: 119 - len(estensione[:10])]}.{estensione[:10]}"
