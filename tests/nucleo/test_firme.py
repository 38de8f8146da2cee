"""Le firme digitali: chi ha firmato, se è intatto, che cosa c’è sotto; file rotti e scherzi."""

import pytest

from ambito.nucleo.firme import FirmaNonLetta, leggi_firme
from tests.firme import CODICE_FISCALE, Firmatario
from tests.nucleo.test_fascicolo import documento


@pytest.fixture(scope="module")
def mario():
    return Firmatario()


@pytest.fixture(scope="module")
def pdf():
    return documento(1)


def test_un_pdf_firmato(mario, pdf):
    letto = leggi_firme(mario.pdf(pdf))
    (firma,) = letto.firme
    assert (firma.nome, firma.codice_fiscale, firma.emittente) == ("Mario Rossi", CODICE_FISCALE, "Certificatore di prova")
    assert firma.intatta and firma.tutto and letto.contenuto.startswith(pdf)


def test_una_busta_e_due_buste_una_dentro_l_altra(mario, pdf):
    letto = leggi_firme(mario.busta(pdf))
    assert letto.contenuto == pdf and [f.intatta for f in letto.firme] == [True]
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    doppia = leggi_firme(ada.busta(mario.busta(pdf)))
    assert doppia.contenuto == pdf and [f.nome for f in doppia.firme] == ["Mario Rossi", "Ada Verdi"]


def test_due_firme_nello_stesso_pdf(mario, pdf):
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    firme = leggi_firme(ada.pdf(mario.pdf(pdf), campo="Firma2")).firme
    assert [(f.nome, f.intatta, f.tutto) for f in firme] == [("Mario Rossi", True, True), ("Ada Verdi", True, True)]


def test_una_busta_con_un_altro_contenuto_non_e_intatta(mario, pdf):
    busta = mario.busta(pdf)
    posto = busta.index(b"%PDF-") + 40
    alterata = busta[:posto] + bytes([busta[posto] ^ 1]) + busta[posto + 1 :]
    assert [f.intatta for f in leggi_firme(alterata).firme] == [False]


def test_un_pdf_ritoccato_dopo_la_firma_si_vede(mario, pdf):
    firmato = mario.pdf(pdf)
    alterato = firmato[:20] + bytes([firmato[20] ^ 1]) + firmato[21:]
    assert not all(f.intatta for f in leggi_firme(alterato).firme)


@pytest.mark.parametrize("byte", [b"", b"ciao", b"\x30\x82", b"%PDF-1.7 rotto"])
def test_cio_che_non_si_legge_si_dice(byte):
    with pytest.raises(FirmaNonLetta):
        leggi_firme(byte)


def test_un_pdf_senza_firme_si_dice(pdf):
    with pytest.raises(FirmaNonLetta, match="nessuna firma"):
        leggi_firme(pdf)
