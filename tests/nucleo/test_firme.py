"""Le firme digitali: chi ha firmato, se è intatto, che cosa c’è sotto; file rotti e scherzi."""

import base64
from datetime import datetime

import pytest
from pyhanko.pdf_utils import generic

from ambito.nucleo.firme import FirmaNonLetta, aggiunte_solo_firme, certificati, leggi_firme
from tests.firme import (
    CODICE_FISCALE,
    Autorita,
    Firmatario,
    annota_sopra,
    campo_senza_firma,
    dizionario,
    nel_catalogo,
    nel_modulo,
    ridipingi,
    riscrivi,
)
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


PICCOLO, TUTTA = (50, 50, 230, 100), (0, 0, 595, 842)


@pytest.fixture(scope="module")
def timbrato(mario, pdf):
    """Firmato con un riquadro che si vede, come quelli dei programmi di firma."""
    return mario.pdf(pdf, riquadro=PICCOLO)


def test_una_firma_che_si_vede_va_bene_se_e_piccola(pdf, timbrato):
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    assert aggiunte_solo_firme(pdf, timbrato)
    assert aggiunte_solo_firme(pdf, ada.pdf(timbrato, campo="Firma2", riquadro=(300, 50, 480, 100)))


@pytest.mark.parametrize("riquadro", [TUTTA, (595, 842, 0, 0), (0, 700, 595, 842)])
def test_una_firma_che_copre_la_pagina_si_rifiuta(mario, pdf, riquadro):
    with pytest.raises(FirmaNonLetta, match="copre troppo della pagina"):
        aggiunte_solo_firme(pdf, mario.pdf(pdf, riquadro=riquadro))


def in_colonna(pdf, quante, altezza):
    """Tante firme una sull’altra, ciascuna larga come mezza pagina."""
    for numero in range(quante):
        persona = Firmatario(codice_fiscale=f"RSSMRA80A01F2{numero:02}X")
        pdf = persona.pdf(pdf, campo=f"Firma{numero}", riquadro=(0, numero * altezza, 297, (numero + 1) * altezza))
    return pdf


def test_molte_firme_piccole_stanno_in_una_pagina_quelle_grandi_no(pdf):
    # Quindici da poco meno del 3 %; cinque dal 9 %.
    assert aggiunte_solo_firme(pdf, in_colonna(pdf, 15, 50))
    with pytest.raises(FirmaNonLetta, match="copre troppo della pagina"):
        aggiunte_solo_firme(pdf, in_colonna(pdf, 5, 150))


# Una firma che la libreria non sa verificare, e che quindi nessuno verifica.
FINTA = {"V": dizionario(Type="/Sig", SubFilter="/finta", ByteRange=generic.ArrayObject(map(generic.NumberObject, (0, 9, 9, 9))))}


@pytest.mark.parametrize("riquadro", [TUTTA, PICCOLO])
@pytest.mark.parametrize("altro", [{}, FINTA], ids=["senza firma", "firma finta"])
def test_un_campo_non_firmato_puo_dipingere_altro_e_si_rifiuta(mario, pdf, riquadro, altro):
    """Le firme che seguono sono intatte e non cambiano nulla: ma ciò che si legge è sopra il testo emesso."""
    firmato = mario.pdf(campo_senza_firma(pdf, riquadro, **altro))
    assert firmato.startswith(pdf) and all(f.intatta and f.tutto for f in leggi_firme(firmato, dopo_la_firma=False).firme)
    assert not aggiunte_solo_firme(pdf, firmato)


@pytest.mark.parametrize("riquadro", [None, (60, 50, 240, 100)], ids=["ridipinto", "spostato"])
def test_il_riquadro_di_una_firma_non_si_rifa_dopo(pdf, timbrato, riquadro):
    """Quella firma non lo copre più: con i riquadri di trenta persone uno solo potrebbe coprire una pagina."""
    assert not aggiunte_solo_firme(pdf, ridipingi(timbrato, riquadro))


JAVASCRIPT = dizionario(S="/JavaScript", JS=generic.pdf_string("app.alert(1)"))
AZIONE = dizionario(E=JAVASCRIPT)
NOMI = dizionario(JavaScript=dizionario(Names=generic.ArrayObject([generic.pdf_string("a"), JAVASCRIPT])))
AGGIUNTE = {
    "XFA": lambda pdf: nel_modulo(pdf, XFA=generic.pdf_string("<xdp/>")),
    "aspetto da rifare": lambda pdf: nel_modulo(pdf, NeedAppearances=generic.BooleanObject(True)),
    "calcoli": lambda pdf: nel_modulo(pdf, CO=generic.ArrayObject()),
    "un altro campo": lambda pdf: nel_modulo(pdf, dizionario(FT="/Tx", T=generic.pdf_string("a"))),
    "azioni di un campo": lambda pdf: nel_modulo(pdf, dizionario(FT="/Sig", T=generic.pdf_string("a"), AA=AZIONE)),
    "azione all’apertura": lambda pdf: nel_catalogo(pdf, OpenAction=JAVASCRIPT),
    "azioni del documento": lambda pdf: nel_catalogo(pdf, AA=dizionario(WC=JAVASCRIPT)),
    "programmi del documento": lambda pdf: nel_catalogo(pdf, Names=NOMI),
}


@pytest.mark.parametrize("che_cosa", AGGIUNTE)
def test_moduli_azioni_e_programmi_si_rifiutano(mario, pdf, che_cosa):
    assert not aggiunte_solo_firme(pdf, AGGIUNTE[che_cosa](mario.pdf(pdf)))


def test_un_campo_di_firma_vuoto_e_invisibile_non_cambia_nulla(mario, pdf):
    vuoto = dizionario(FT="/Sig", T=generic.pdf_string("a"))
    assert aggiunte_solo_firme(pdf, nel_modulo(mario.pdf(pdf), vuoto, NeedAppearances=generic.BooleanObject(False)))


def test_un_altro_pdf_attaccato_in_fondo_si_vede(pdf):
    assert not aggiunte_solo_firme(pdf, pdf + documento(2))


def test_il_certificato_risale_a_un_autorita_di_fiducia_o_no(pdf):
    nostra, altra = Autorita(), Autorita("Certificatore qualunque")
    firmati = [Firmatario(autorita=nostra).pdf(pdf), Firmatario(autorita=nostra).busta(pdf)]
    for firmato, formato in zip(firmati, ("PAdES", "CAdES"), strict=True):
        (fidata,) = leggi_firme(firmato, radici=[nostra.pem(), altra.pem()]).firme
        (estranea,) = leggi_firme(firmato, radici=[altra.pem()]).firme
        (ignota,) = leggi_firme(firmato).firme
        assert (fidata.fidata, estranea.fidata, ignota.fidata, fidata.formato) == (True, False, None, formato)


def test_un_certificato_scaduto_si_dice_e_resta_dell_autorita(pdf):
    nostra = Autorita()
    scaduto = Firmatario(autorita=nostra, scade=datetime(2025, 6, 30)).pdf(pdf)
    (firma,) = leggi_firme(scaduto, radici=[nostra.pem()]).firme
    assert (firma.valido, firma.fidata, firma.intatta, firma.scade[:10]) == (False, True, True, "2025-06-30")


def test_una_busta_in_base64_o_con_la_cornice_si_legge(mario, pdf):
    busta = mario.busta(pdf)
    scritta = base64.encodebytes(busta)
    for forma in (scritta, b"-----BEGIN PKCS7-----\n" + scritta + b"-----END PKCS7-----\n"):
        letto = leggi_firme(forma)
        assert letto.contenuto == pdf and letto.firme[0].intatta


def test_senza_guardare_dopo_ogni_firma_restano_integrita_e_copertura(mario, pdf):
    (firma,) = leggi_firme(mario.pdf(pdf), dopo_la_firma=False).firme
    assert firma.intatta and firma.tutto


@pytest.mark.parametrize(
    ("usi", "di_firma"), [((), True), (("digital_signature",), False), (("digital_signature", "content_commitment"), True)]
)
def test_un_certificato_di_accesso_non_e_di_firma(pdf, usi, di_firma):
    mario = Firmatario(usi=usi)
    assert [leggi_firme(f).firme[0].per_firmare for f in (mario.pdf(pdf), mario.busta(pdf))] == [di_firma] * 2


def test_una_firma_si_riconosce_in_un_altro_file(mario, pdf):
    una = mario.pdf(pdf)
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    (prima,) = leggi_firme(una).firme
    ancora, di_ada = leggi_firme(ada.pdf(una, campo="Firma2")).firme
    assert prima.impronta == ancora.impronta != di_ada.impronta
    assert leggi_firme(mario.pdf(documento(2))).firme[0].impronta != prima.impronta


def test_il_formato_e_del_file(mario, pdf):
    ada = Firmatario("ADA", "VERDI", "VRDDAA80A41F205X")
    firmato = mario.pdf(pdf)
    assert [leggi_firme(byte).formato for byte in (firmato, mario.busta(pdf), ada.busta(firmato))] == ["PAdES", "CAdES", "CAdES"]


def test_i_certificati_di_un_file(pdf):
    una, altra = Autorita(), Autorita("Un’altra")
    in_der = certificati(una.pem())
    assert certificati(in_der[0]) == in_der
    assert len(set(certificati(b"Di prova\n" + una.pem() + altra.pem()))) == 2
    for byte in (b"", b"ciao", b"\x30\x03\x02\x01\x05", pdf, una.pem()[:200], una.pem().replace(b"CERTIFICATE", b"PUBLIC KEY")):
        with pytest.raises(ValueError):
            certificati(byte)
