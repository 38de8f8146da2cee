"""Il figlio che legge le firme con pyHanko: riceve da stdin una riga di opzioni e il file, scrive in JSON firme e contenuto."""

import asyncio
import base64
import hashlib
import io
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

from .figlio import lavora

# Nel certificato di firma italiano il numero di serie è il codice fiscale: «TINIT-RSSMRA80A01F205X».
CODICE_FISCALE = re.compile(r"(?:TINIT-|IT:)?([A-Z0-9]{16})$")
COPRE = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
# Una busta dentro l’altra (più persone che firmano una dopo l’altra): oltre non è un documento, è uno scherzo.
BUSTE = 10
# Certi programmi scrivono la busta in base64, con o senza la cornice PEM.
BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


@dataclass
class Lettura:
    """Una lettura: di chi ci si fida, che ora è, quanto a fondo si guarda; e le firme trovate."""

    radici: list[x509.Certificate]
    adesso: datetime
    dopo_la_firma: bool
    firme: list[dict[str, Any]] = field(default_factory=list)

    def leggi(self, byte: bytes) -> bytes:
        """Aggiunge le firme del file e restituisce ciò che sta sotto le buste; vuoto se il file non è una busta."""
        if byte.startswith(b"%PDF-"):
            self._del_pdf(byte)
            return b""
        for _ in range(BUSTE):
            byte = self._della_busta(_senza_cornice(byte))
            if byte.startswith(b"%PDF-"):
                self._del_pdf(byte)
                break
            if byte[:1] != b"\x30" and not pem.detect(byte):
                break
        return byte

    def _del_pdf(self, byte: bytes) -> None:
        trovate = []
        for firma in PdfFileReader(io.BytesIO(byte)).embedded_signatures:
            firma.compute_integrity_info(skip_diff=not self.dopo_la_firma)
            esiti = validate_sig_integrity(firma.signer_info, firma.signer_cert, "data", firma.compute_digest())
            tutto = firma.coverage in COPRE and (not self.dopo_la_firma or isinstance(firma.diff_result, DiffResult))
            altri = list(firma.other_embedded_certs)
            trovate.append(self._firma(firma.signer_cert, altri, firma.signer_info, "PAdES", intatta=all(esiti), tutto=tutto))
        self.firme = trovate + self.firme

    def _della_busta(self, byte: bytes) -> bytes:
        busta = cms.ContentInfo.load(byte)
        if busta["content_type"].native != "signed_data":
            raise ValueError("non è una busta firmata")
        firmati = busta["content"]
        contenuto = bytes(firmati["encap_content_info"]["content"])
        tipo = firmati["encap_content_info"]["content_type"].native
        certificati = [c.chosen for c in firmati["certificates"] if isinstance(c.chosen, x509.Certificate)]
        per_numero = {c.serial_number: c for c in certificati}
        trovate = []
        for firmatario in firmati["signer_infos"]:
            certificato = per_numero[firmatario["sid"].chosen["serial_number"].native]
            riassunto = hashlib.new(firmatario["digest_algorithm"]["algorithm"].native, contenuto).digest()
            intatta = all(validate_sig_integrity(firmatario, certificato, tipo, riassunto))
            trovate.append(self._firma(certificato, certificati, firmatario, "CAdES", intatta=intatta, tutto=True))
        self.firme = trovate + self.firme
        return contenuto

    def _firma(
        self, certificato: x509.Certificate, altri: list[x509.Certificate], firmatario: cms.SignerInfo, formato: str, **esito: bool
    ) -> dict[str, Any]:
        soggetto, emittente = certificato.subject.native, certificato.issuer.native
        nome = " ".join(filter(None, (soggetto.get("given_name"), soggetto.get("surname")))) or soggetto.get("common_name", "")
        codice = CODICE_FISCALE.search(soggetto.get("serial_number") or "")
        return {
            "nome": nome.title() if nome.isupper() else nome,
            "codice_fiscale": codice[1] if codice else "",
            "emittente": emittente.get("organization_name") or emittente.get("common_name", ""),
            "quando": _quando(firmatario),
            "formato": formato,
            "scade": certificato.not_valid_after.isoformat(),
            "valido": certificato.not_valid_before <= self.adesso <= certificato.not_valid_after,
            "per_firmare": _per_firmare(certificato),
            "impronta": hashlib.sha256(certificato.dump() + firmatario["signature"].native).hexdigest(),
            "fidata": self._fidata(certificato, altri) if self.radici else None,
            **esito,
        }

    def _fidata(self, certificato: x509.Certificate, altri: list[x509.Certificate]) -> bool:
        """Il certificato risale a una delle autorità? La scadenza si dice a parte, quindi qui si guarda il giorno della firma."""
        momento = min(max(self.adesso, certificato.not_valid_before), certificato.not_valid_after)
        contesto = ValidationContext(trust_roots=self.radici, other_certs=altri, allow_fetching=False, moment=momento)
        try:
            asyncio.run(CertificateValidator(certificato, altri, validation_context=contesto).async_validate_path())
        except (PathBuildingError, PathValidationError, ValidationError):
            return False
        return True


def leggi(richiesta: bytes) -> bytes:
    """Le firme in JSON; il contenuto è vuoto se il file non è una busta."""
    testa, _, byte = richiesta.partition(b"\n")
    opzioni = json.loads(testa)
    radici = [x509.Certificate.load(_senza_cornice(base64.b64decode(radice))) for radice in opzioni["radici"]]
    lettura = Lettura(radici, datetime.fromisoformat(opzioni["adesso"]), opzioni["dopo_la_firma"])
    contenuto = lettura.leggi(byte)
    return json.dumps({"firme": lettura.firme, "contenuto": base64.b64encode(contenuto).decode()}).encode()


def _senza_cornice(byte: bytes) -> bytes:
    if pem.detect(byte):
        return bytes(pem.unarmor(byte)[2])
    if byte[:1] != b"\x30" and BASE64.fullmatch(byte):
        return base64.b64decode(byte)
    return byte


def _per_firmare(certificato: x509.Certificate) -> bool:
    """Un certificato di autenticazione (accesso con CIE o CNS) dice a che cosa serve, e firmare documenti non è fra quelle cose."""
    usi = certificato.key_usage_value
    return usi is None or "non_repudiation" in usi.native


def _quando(firmatario: cms.SignerInfo) -> str:
    for attributo in firmatario["signed_attrs"]:
        if attributo["type"].native == "signing_time":
            return str(attributo["values"][0].native.isoformat())
    return ""


if __name__ == "__main__":
    lavora(leggi)
