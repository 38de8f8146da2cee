"""Il figlio che legge le firme con pyHanko: riceve il file da stdin, scrive in JSON firme e contenuto."""

import base64
import hashlib
import io
import json
import re
from typing import Any

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .figlio import lavora

# Nel certificato di firma italiano il numero di serie è il codice fiscale: «TINIT-RSSMRA80A01F205X».
CODICE_FISCALE = re.compile(r"(?:TINIT-|IT:)?([A-Z0-9]{16})$")
COPRE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
# Una busta dentro l’altra (più persone che firmano una dopo l’altra): oltre non è un documento, è uno scherzo.
BUSTE = 10


def leggi(byte: bytes) -> bytes:
    """Le firme in JSON; il contenuto è vuoto se il file non è una busta."""
    if byte.startswith(b"%PDF-"):
        return _scrivi(_del_pdf(byte), b"")
    firme: list[dict[str, Any]] = []
    for _ in range(BUSTE):
        delle_buste, byte = _della_busta(byte)
        firme = delle_buste + firme
        if byte.startswith(b"%PDF-"):
            return _scrivi(_del_pdf(byte) + firme, byte)
        if byte[:1] != b"\x30":
            break
    return _scrivi(firme, byte)


def _scrivi(firme: list[dict[str, Any]], contenuto: bytes) -> bytes:
    return json.dumps({"firme": firme, "contenuto": base64.b64encode(contenuto).decode()}).encode()


def _del_pdf(byte: bytes) -> list[dict[str, Any]]:
    firme = []
    for firma in PdfFileReader(io.BytesIO(byte)).embedded_signatures:
        firma.compute_integrity_info()
        esiti = validate_sig_integrity(firma.signer_info, firma.signer_cert, "data", firma.compute_digest())
        tutto = firma.coverage in COPRE and isinstance(firma.diff_result, DiffResult)
        firme.append(_firma(firma.signer_cert, firma.signer_info, all(esiti), tutto))
    return firme


def _della_busta(byte: bytes) -> tuple[list[dict[str, Any]], bytes]:
    busta = cms.ContentInfo.load(byte)
    if busta["content_type"].native != "signed_data":
        raise ValueError("non è una busta firmata")
    firmati = busta["content"]
    contenuto = bytes(firmati["encap_content_info"]["content"])
    tipo = firmati["encap_content_info"]["content_type"].native
    certificati = {c.chosen.serial_number: c.chosen for c in firmati["certificates"] if isinstance(c.chosen, x509.Certificate)}
    firme = []
    for firmatario in firmati["signer_infos"]:
        certificato = certificati[firmatario["sid"].chosen["serial_number"].native]
        riassunto = hashlib.new(firmatario["digest_algorithm"]["algorithm"].native, contenuto).digest()
        firme.append(_firma(certificato, firmatario, all(validate_sig_integrity(firmatario, certificato, tipo, riassunto)), True))
    return firme, contenuto


def _firma(certificato: x509.Certificate, firmatario: cms.SignerInfo, intatta: bool, tutto: bool) -> dict[str, Any]:
    soggetto, emittente = certificato.subject.native, certificato.issuer.native
    nome = " ".join(filter(None, (soggetto.get("given_name"), soggetto.get("surname")))) or soggetto.get("common_name", "")
    codice = CODICE_FISCALE.search(soggetto.get("serial_number") or "")
    return {
        "nome": nome.title() if nome.isupper() else nome,
        "codice_fiscale": codice[1] if codice else "",
        "emittente": emittente.get("organization_name") or emittente.get("common_name", ""),
        "quando": _quando(firmatario),
        "intatta": intatta,
        "tutto": tutto,
    }


def _quando(firmatario: cms.SignerInfo) -> str:
    for attributo in firmatario["signed_attrs"]:
        if attributo["type"].native == "signing_time":
            return attributo["values"][0].native.isoformat()
    return ""


if __name__ == "__main__":
    lavora(leggi)
