"""Firme di prova: un certificato fatto in casa, un PDF firmato (PAdES), una busta p7m."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

CODICE_FISCALE = "RSSMRA80A01F205X"


class Firmatario:
    """Chi firma: chiave e certificato come quelli di una firma qualificata, ma autofirmato."""

    def __init__(self, nome="MARIO", cognome="ROSSI", codice_fiscale=CODICE_FISCALE):
        self.chiave = rsa.generate_private_key(65537, 2048)
        voci = [
            (NameOID.COMMON_NAME, f"{cognome} {nome}"), (NameOID.GIVEN_NAME, nome), (NameOID.SURNAME, cognome),
            (NameOID.SERIAL_NUMBER, f"TINIT-{codice_fiscale}"), (NameOID.ORGANIZATION_NAME, "Certificatore di prova"),
        ]  # fmt: skip
        chi = x509.Name([x509.NameAttribute(oid, valore) for oid, valore in voci])
        costruttore = x509.CertificateBuilder().subject_name(chi).issuer_name(chi).public_key(self.chiave.public_key())
        costruttore = costruttore.serial_number(x509.random_serial_number())
        costruttore = costruttore.not_valid_before(datetime(2025, 1, 1)).not_valid_after(datetime(2035, 1, 1))
        self.certificato = costruttore.sign(self.chiave, hashes.SHA256())

    def busta(self, byte):
        """Il file dentro una busta p7m (CAdES)."""
        busta = pkcs7.PKCS7SignatureBuilder().set_data(byte).add_signer(self.certificato, self.chiave, hashes.SHA256())
        return busta.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])

    def pdf(self, byte, campo="Firma1"):
        """Il PDF con la firma aggiunta in fondo (PAdES)."""
        der, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
        firmatario = signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(self.certificato.public_bytes(der)),
            signing_key=keys.PrivateKeyInfo.load(self.chiave.private_bytes(der, pkcs8, serialization.NoEncryption())),
            cert_registry=SimpleCertificateStore(),
        )
        scrittore = IncrementalPdfFileWriter(io.BytesIO(byte))
        dati = signers.PdfSignatureMetadata(field_name=campo)
        # In un filo a parte: dove gira già il navigatore, la libreria non può aprire il suo ciclo di eventi.
        with ThreadPoolExecutor(1) as filo:
            return filo.submit(signers.sign_pdf, scrittore, dati, signer=firmatario).result().getvalue()


def riscrivi(byte):
    """Il PDF con una pagina svuotata da un aggiornamento in fondo: i byte di prima ci sono tutti, ma si legge altro."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(byte))
    pagina = scrittore.find_page_for_modification(0)[0].get_object()
    pagina[generic.pdf_name("/Contents")] = scrittore.add_object(generic.StreamObject(stream_data=b"BT ET"))
    scrittore.update_container(pagina)
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def annota_sopra(byte):
    """Il PDF con una nota di testo aggiunta sopra la prima pagina."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(byte))
    voci = {
        "/Type": generic.pdf_name("/Annot"),
        "/Subtype": generic.pdf_name("/FreeText"),
        "/Contents": generic.pdf_string("Altro"),
    }
    nota = generic.DictionaryObject({generic.pdf_name(chiave): valore for chiave, valore in voci.items()})
    scrittore.register_annotation(scrittore.find_page_for_modification(0)[0], scrittore.add_object(nota))
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()
