"""File buoni, sbagliati e ostili: si riconoscono dal contenuto e ogni rifiuto è una frase."""

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordo import operazioni
from accordo.models import AllegatoAdesione
from ambito.allegati.riconoscimento import MASSIMO, AllegatoNonAmmesso, nome_pulito, riconosci
from ambito.allegati.testo import conta_codici_fiscali
from tests.accordo.fabbriche import CF_PERSONA, adesso, crea_avviso, pdf

OID = bytes.fromhex("06092a864886f70d010702")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 30 + b"\xff\xd9"


def p7m(contenuto):
    """Un involucro di firma con la sola forma esterna giusta: basta a riconoscerlo."""
    corpo = OID + contenuto
    return b"\x30\x84" + len(corpo).to_bytes(4, "big") + corpo


@pytest.mark.parametrize(
    ("nome", "byte", "atteso"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("A.PDF", pdf(), "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.pdf.p7m", p7m(pdf()), "application/pkcs7-mime"),
    ],
)
def test_i_formati_ammessi(nome, byte, atteso):
    assert riconosci(nome, byte) == atteso


@pytest.mark.parametrize(
    ("nome", "byte", "frase"),
    [
        ("a.pdf", b"", "è vuoto"),
        ("a.pdf", b"MZ\x90\x00", "è un programma"),
        ("a.pdf", b"\x7fELF", "è un programma"),
        ("a.pdf", b"<!DOCTYPE html><script>alert(1)</script>", "è una pagina web"),
        ("a.pdf", b"\xef\xbb\xbf <svg onload=alert(1)>", "è una pagina web"),
        ("a.pdf", b"PK\x03\x04" + b"\x00" * 50, "archivio zip"),
        ("a.pdf", b"\x1f\x8b\x08", "archivio compresso"),
        ("a.pdf", b"GIF89a%PDF-1.7", "immagine GIF"),
        ("a.pdf", b"ciao", "non è un formato che riconosciamo"),
        ("a.pdf", b"%PDF-1.7 troncato", "incompleto"),
        ("a.png", PNG[:20], "incompleto"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "incompleto"),
        ("a.p7m", p7m(b"x" * 50)[:40], "incompleto"),
        ("a.png", pdf(), "in realtà è un file PDF"),
        ("a.html", pdf(), "in realtà è un file PDF"),
        ("a.pdf", b"%PDF-" + b"0" * MASSIMO, "troppo grande"),
    ],
)
def test_i_file_rifiutati_con_una_frase(nome, byte, frase):
    with pytest.raises(AllegatoNonAmmesso, match=frase):
        riconosci(nome, byte)


@pytest.mark.parametrize(
    ("grezzo", "atteso"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\delibera.pdf", "delibera.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("fattura\u202efdp.exe", "fattura fdp.exe"),
        ('<b>"x".pdf', "b x.pdf"),
        ("\x00", "senza nome"),
        ("", "senza nome"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_i_nomi_si_ripuliscono(grezzo, atteso):
    assert nome_pulito(grezzo) == atteso


@given(st.text(max_size=400))
def test_un_nome_qualsiasi_diventa_mostrabile(nome):
    pulito = nome_pulito(nome)
    assert 0 < len(pulito) <= 120 and pulito.isprintable() and not set(pulito) & set('/\\"<>\r\n')


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"\x30\x84", b"\x30\x80" + OID, b"\x89PNG\r\n\x1a\n"]))
def test_byte_qualsiasi_si_riconoscono_o_si_rifiutano(coda, testa):
    try:
        riconosci("a.pdf", testa + coda)
    except AllegatoNonAmmesso as errore:
        assert errore.frase.endswith(".") or errore.frase.endswith("riprova.")


def test_i_codici_fiscali_si_contano_senza_conservarli():
    testo = f"Il sindaco {CF_PERSONA} e l’utente BNCLRA80A41F205G"
    assert conta_codici_fiscali("a.pdf", "application/pdf", pdf(testo)) == 2
    assert conta_codici_fiscali("a.pdf", "application/pdf", pdf("Nessun dato di persone in questo atto")) == 0
    assert conta_codici_fiscali("a.p7m", "application/pkcs7-mime", p7m(pdf(f"Dentro la firma {CF_PERSONA}"))) == 1
    assert conta_codici_fiscali("a.p7m", "application/pkcs7-mime", p7m(b"%PDF-1.7 guasto %%EOF")) is None
    assert conta_codici_fiscali("a.pdf", "application/pdf", pdf("")) is None
    assert conta_codici_fiscali("a.png", "image/png", PNG) is None


def test_un_pdf_con_caratteri_incorporati_si_legge():
    from weasyprint import HTML

    byte = HTML(string=f"<p>L’atto è firmato da {CF_PERSONA}, sindaca</p>").write_pdf()
    assert conta_codici_fiscali("a.pdf", "application/pdf", byte) == 1


def test_un_pdf_rovinato_o_cifrato_si_rifiuta():
    import io

    import pikepdf

    with pytest.raises(AllegatoNonAmmesso, match="rovinato"):
        conta_codici_fiscali("a.pdf", "application/pdf", b"%PDF-1.7\nniente\n%%EOF")
    cifrato = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as documento:
        documento.save(cifrato, encryption=pikepdf.Encryption(owner="padrone", user="segreta"))
    with pytest.raises(AllegatoNonAmmesso, match="protetto da password"):
        conta_codici_fiscali("a.pdf", "application/pdf", cifrato.getvalue())


def test_un_pdf_che_si_gonfia_non_consuma_la_macchina():
    """Due gigabyte di spazi compressi in due megabyte: il figlio limitato si ferma, la pagina risponde."""
    import io

    import pikepdf

    compressore, pezzi = zlib.compressobj(9), []
    for _ in range(2048):
        pezzi.append(compressore.compress(b" " * 2**20))
    uscita = io.BytesIO()
    with pikepdf.new() as bomba:
        bomba.add_blank_page()
        flusso = pikepdf.Stream(bomba, b"".join([*pezzi, compressore.flush()]))
        flusso.Filter = pikepdf.Name.FlateDecode
        bomba.pages[0].Contents = bomba.make_indirect(flusso)
        bomba.save(uscita, recompress_flate=False, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert len(uscita.getvalue()) < MASSIMO
    try:
        assert conta_codici_fiscali("a.pdf", "application/pdf", uscita.getvalue()) is None
    except AllegatoNonAmmesso as errore:
        assert "anomalo" in errore.frase


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_un_pdf_con_un_byte_cambiato_non_fa_cadere_niente(posto, valore):
    guasto = bytearray(pdf())
    guasto[posto % len(guasto)] = valore
    try:
        conta_codici_fiscali("a.pdf", "application/pdf", bytes(guasto))
    except AllegatoNonAmmesso as errore:
        assert "a.pdf" in errore.frase


def test_doppioni_e_troppi_allegati(lodi, monkeypatch):
    monkeypatch.setattr("accordo.operazioni.adesioni.MASSIMI_ALLEGATI", 2)
    with lodi.aperto("operatore"):
        chi = {
            "avviso": crea_avviso(lodi),
            "soggetto": lodi.comuni["Codogno"],
            "poteri": lodi.poteri("operatore"),
            "adesso": adesso(),
        }
        operazioni.allega(tipo="atto", nome="/etc/uno.pdf", byte=pdf("Il primo documento allegato"), **chi)
        with pytest.raises(operazioni.AllegatoDiTroppo, match="già allegato"):
            operazioni.allega(tipo="altro", nome="copia.pdf", byte=pdf("Il primo documento allegato"), **chi)
        operazioni.allega(tipo="altro", nome="due.pdf", byte=pdf("Il secondo documento allegato"), **chi)
        with pytest.raises(operazioni.AllegatoDiTroppo, match="già 2, il massimo"):
            operazioni.allega(tipo="altro", nome="tre.pdf", byte=pdf("Il terzo documento allegato"), **chi)
        assert list(AllegatoAdesione.objects.values_list("nome", "codici_fiscali")) == [("uno.pdf", 0), ("due.pdf", 0)]
