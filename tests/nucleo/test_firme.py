"""Le firme digitali: chi ha firmato, se è intatto, che cosa c’è sotto; file rotti e scherzi."""

import pytest

from ambito.nucleo.firme import FirmaNonLetta, aggiunte_solo_firme, leggi_firme
from tests.firme import CODICE_FISCALE, Firmatario, annota_sopra, riscrivi
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


def test_un_pdf_cambiato_in_fondo_dopo_la_firma_si_vede(mario, pdf):
    """I byte firmati sono tutti lì, ma un aggiornamento aggiunto dopo fa leggere altro."""
    assert [f.tutto for f in leggi_firme(riscrivi(mario.pdf(pdf))).firme] == [False]


def test_le_firme_sono_aggiunte_buone(mario, pdf):
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    una = mario.pdf(pdf)
    assert all(aggiunte_solo_firme(pdf, firmato) for firmato in (pdf, una, ada.pdf(una, campo="Firma2")))


@pytest.mark.parametrize("cambia", [riscrivi, annota_sopra])
def test_un_pdf_cambiato_in_fondo_prima_della_firma_si_vede(mario, pdf, cambia):
    """Qui le firme sono intatte davvero: ciò che non va è che sotto non c’è più il documento emesso."""
    firmato = mario.pdf(cambia(pdf))
    assert firmato.startswith(pdf) and all(f.intatta and f.tutto for f in leggi_firme(firmato).firme)
    assert not aggiunte_solo_firme(pdf, firmato)


def test_un_altro_pdf_attaccato_in_fondo_si_vede(pdf):
    assert not aggiunte_solo_firme(pdf, pdf + documento(2))
