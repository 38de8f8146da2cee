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
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

CODICE_FISCALE = "RSSMRA80A01F205X"


class Autorita:
    """Un certificatore di prova, che emette i certificati dei firmatari."""

    def __init__(self, nome="Certificatore di prova"):
        self.chiave = rsa.generate_private_key(65537, 2048)
        self.nome = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, nome), x509.NameAttribute(NameOID.COMMON_NAME, nome)])
        costruttore = x509.CertificateBuilder().subject_name(self.nome).issuer_name(self.nome).public_key(self.chiave.public_key())
        costruttore = costruttore.serial_number(x509.random_serial_number()).not_valid_before(datetime(2020, 1, 1))
        costruttore = costruttore.not_valid_after(datetime(2045, 1, 1))
        costruttore = costruttore.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.certificato = costruttore.sign(self.chiave, hashes.SHA256())

    def pem(self):
        """Il certificato, come lo si carica fra le autorità di cui ci si fida."""
        return self.certificato.public_bytes(serialization.Encoding.PEM)


def uso(*usi):
    """A che cosa dice di servire un certificato."""
    nomi = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
            "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{nome: nome in usi for nome in nomi})


class Firmatario:
    """Chi firma: chiave e certificato come quelli di una firma qualificata, ma autofirmato."""

    def __init__(
        self,
        nome="MARIO",
        cognome="ROSSI",
        codice_fiscale=CODICE_FISCALE,
        *,
        autorita=None,
        scade=datetime(2035, 1, 1),
        usi=("content_commitment",),
    ):
        self.chiave = rsa.generate_private_key(65537, 2048)
        voci = [
            (NameOID.COMMON_NAME, f"{cognome} {nome}"[:64]), (NameOID.GIVEN_NAME, nome), (NameOID.SURNAME, cognome),
            (NameOID.SERIAL_NUMBER, f"TINIT-{codice_fiscale}"), (NameOID.ORGANIZATION_NAME, "Certificatore di prova"),
        ]  # fmt: skip
        chi = x509.Name([x509.NameAttribute(oid, valore) for oid, valore in voci])
        da_chi, con_che = (autorita.nome, autorita.chiave) if autorita else (chi, self.chiave)
        costruttore = x509.CertificateBuilder().subject_name(chi).issuer_name(da_chi).public_key(self.chiave.public_key())
        costruttore = costruttore.serial_number(x509.random_serial_number())
        costruttore = costruttore.not_valid_before(datetime(2025, 1, 1)).not_valid_after(scade)
        if usi:
            costruttore = costruttore.add_extension(uso(*usi), critical=True)
        self.certificato = costruttore.sign(con_che, hashes.SHA256())

    def busta(self, byte):
        """Il file dentro una busta p7m (CAdES)."""
        busta = pkcs7.PKCS7SignatureBuilder().set_data(byte).add_signer(self.certificato, self.chiave, hashes.SHA256())
        return busta.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])

    def pdf(self, byte, campo="Firma1", riquadro=None):
        """Il PDF con la firma aggiunta in fondo (PAdES); `riquadro`: dove si vede, nella prima pagina."""
        der, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
        firmatario = signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(self.certificato.public_bytes(der)),
            signing_key=keys.PrivateKeyInfo.load(self.chiave.private_bytes(der, pkcs8, serialization.NoEncryption())),
            cert_registry=SimpleCertificateStore(),
        )
        scrittore = IncrementalPdfFileWriter(io.BytesIO(byte))
        dati = signers.PdfSignatureMetadata(field_name=campo)
        nuovo = fields.SigFieldSpec(campo, box=riquadro, on_page=0)
        # In un filo a parte: dove gira già il navigatore, la libreria non può aprire il suo ciclo di eventi.
        with ThreadPoolExecutor(1) as filo:
            firma = filo.submit(signers.sign_pdf, scrittore, dati, signer=firmatario, new_field_spec=nuovo)
            return firma.result().getvalue()


def aggiorna(byte, cambia):
    """Il PDF con un aggiornamento in fondo: `cambia` riceve chi lo scrive e la prima pagina."""
    scrittore = IncrementalPdfFileWriter(io.BytesIO(byte))
    cambia(scrittore, scrittore.find_page_for_modification(0)[0].get_object())
    uscita = io.BytesIO()
    scrittore.write(uscita)
    return uscita.getvalue()


def dizionario(**voci):
    """Un dizionario del PDF; i valori che cominciano con «/» sono nomi."""
    return generic.DictionaryObject(
        {generic.pdf_name(f"/{chiave}"): generic.pdf_name(v) if str(v).startswith("/") else v for chiave, v in voci.items()}
    )


def riscrivi(byte):
    """Il PDF con una pagina svuotata da un aggiornamento in fondo: i byte di prima ci sono tutti, ma si legge altro."""

    def cambia(scrittore, pagina):
        pagina[generic.pdf_name("/Contents")] = scrittore.add_object(generic.StreamObject(stream_data=b"BT ET"))
        scrittore.update_container(pagina)

    return aggiorna(byte, cambia)


def annota_sopra(byte):
    """Il PDF con una nota di testo aggiunta sopra la prima pagina."""

    def cambia(scrittore, pagina):
        nota = dizionario(Type="/Annot", Subtype="/FreeText", Contents=generic.pdf_string("Altro"))
        scrittore.register_annotation(pagina.container_ref, scrittore.add_object(nota))

    return aggiorna(byte, cambia)


def dipingi(scrittore, larghezza, altezza, colore=b"1 0 0"):
    """Un aspetto che copre tutto il riquadro."""
    riquadro = generic.ArrayObject(map(generic.NumberObject, (0, 0, larghezza, altezza)))
    voci = dizionario(Type="/XObject", Subtype="/Form", BBox=riquadro)
    disegno = b"%s rg 0 0 %d %d re f" % (colore, larghezza, altezza)
    return dizionario(N=scrittore.add_object(generic.StreamObject(voci, stream_data=disegno)))


def campo_senza_firma(byte, riquadro=(0, 0, 595, 842), **altro):
    """Il PDF con un campo di firma che nessuno ha firmato, dipinto sopra la prima pagina; nel modulo, le voci di `altro`."""

    def cambia(scrittore, pagina):
        rettangolo = generic.ArrayObject(map(generic.NumberObject, riquadro))
        campo = dizionario(Type="/Annot", Subtype="/Widget", FT="/Sig", T=generic.pdf_string("Vuoto"), Rect=rettangolo,
                           AP=dipingi(scrittore, riquadro[2], riquadro[3]), **altro)  # fmt: skip
        posto = scrittore.add_object(campo)
        scrittore.register_annotation(pagina.container_ref, posto)
        scrittore.root[generic.pdf_name("/AcroForm")] = dizionario(Fields=generic.ArrayObject([posto]))
        scrittore.update_root()

    return aggiorna(byte, cambia)


def ridipingi(byte, riquadro=None):
    """Il PDF in cui, dopo la firma, cambia l’aspetto del suo riquadro (o, con `riquadro`, il posto) senza rifirmarlo."""

    def cambia(scrittore, pagina):
        campo = scrittore.root["/AcroForm"]["/Fields"][0]
        if riquadro:
            campo[generic.pdf_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, riquadro))
            scrittore.update_container(campo)
            return
        # Un pezzo solo dell’aspetto, ingrandito quanto il riquadro.
        aspetto = campo["/AP"]["/N"]
        aspetto[generic.pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9)))
        scrittore.update_container(aspetto)

    return aggiorna(byte, cambia)


def nel_modulo(byte, *campi, **voci):
    """Il PDF firmato, con altri campi e altre voci nel modulo."""

    def cambia(scrittore, pagina):
        modulo = scrittore.root["/AcroForm"]
        modulo["/Fields"].extend(map(scrittore.add_object, campi))
        modulo.update(dizionario(**voci))
        scrittore.update_container(modulo["/Fields"])
        scrittore.update_container(modulo)

    return aggiorna(byte, cambia)


def nel_catalogo(byte, **voci):
    """Il PDF con altre voci nel catalogo."""

    def cambia(scrittore, pagina):
        scrittore.root.update(dizionario(**voci))
        scrittore.update_root()

    return aggiorna(byte, cambia)
