"""Le prove di una riga di spesa: si allegano finché la spesa è del Comune, le legge chi può vederla, si aprono dalla cifra."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from ambito.allegati.riconoscimento import AllegatoNonAmmesso
from ambito.models import Evento
from rendicontazione import operazioni
from rendicontazione.models import ProvaSpesa, VoceSpesa
from rendicontazione.operazioni.prove import MASSIME_PROVE
from tests.accordo.test_allegati import PNG
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, chi, invia, riga, rileva, rimanda, spesa_di
from tests.rendicontazione.test_pagine import CODOGNO, corpo
from tests.scena import ADESSO

DOPO = ADESSO + timedelta(hours=1)


@pytest.fixture
def con_riga(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        aggiungi(lodi, spesa_di(lodi))
    return lodi


def allega(scena, byte=PNG, nome="mandato.png", ruolo="operatore"):
    return operazioni.aggiungi_prova(riga(scena), nome=nome, byte=byte, **chi(scena, ruolo))


def test_lo_stesso_file_due_volte_resta_uno_e_c_e_un_massimo(con_riga):
    with con_riga.aperto("operatore"):
        assert allega(con_riga) == allega(con_riga, nome="altro.png")
        for n in range(MASSIME_PROVE - 1):
            allega(con_riga, PNG + bytes([n]) if n else PNG + b"\xff")
        with pytest.raises(operazioni.ProvaDiTroppo):
            allega(con_riga, PNG + b"\xfe")
        assert ProvaSpesa.objects.count() == MASSIME_PROVE
        assert Evento.objects.filter(verbo="vocespesa.prova").count() == MASSIME_PROVE


def test_cio_che_non_e_un_documento_e_chi_non_compila_si_rifiutano(con_riga):
    with con_riga.aperto("operatore"):
        with pytest.raises(AllegatoNonAmmesso):
            allega(con_riga, b"MZ programma", "mandato.pdf")
        with pytest.raises(PermissionDenied):
            allega(con_riga, ruolo="udp")
        assert not ProvaSpesa.objects.exists()


def test_dopo_l_invio_le_prove_restano_e_una_correzione_ne_ammette_di_nuove(con_riga):
    with con_riga.aperto("operatore"):
        aggiungi(con_riga, spesa_di(con_riga), area="DIS")
        prova = allega(con_riga)
        invia(con_riga)
        for scrive in (lambda: allega(con_riga, PNG + b"2"), lambda: operazioni.togli_prova(prova, **chi(con_riga, "operatore"))):
            with pytest.raises(operazioni.RendicontoChiuso):
                scrive()
        rileva(con_riga, riga(con_riga, "DIS"))
        rimanda(con_riga)
        sbagliata = operazioni.aggiungi_prova(
            riga(con_riga), nome="sbagliata.png", byte=PNG + b"2", poteri=con_riga.poteri("operatore"), adesso=DOPO
        )
        with pytest.raises(operazioni.RigaFerma, match="già stata inviata"):
            operazioni.togli_prova(prova, **chi(con_riga, "operatore"))
        operazioni.togli_prova(sbagliata, **chi(con_riga, "operatore"))
        assert ProvaSpesa.objects.get() == prova


def test_una_riga_tolta_mentre_il_file_si_esamina_lo_dice(con_riga):
    with con_riga.aperto("operatore"):
        voce = riga(con_riga)
        operazioni.togli_voce(voce, **chi(con_riga, "operatore"))
        with pytest.raises(operazioni.VoceCambiata):
            operazioni.aggiungi_prova(voce, nome="mandato.png", byte=PNG, **chi(con_riga, "operatore"))


def test_togliere_la_riga_toglie_le_sue_prove(con_riga):
    with con_riga.aperto("operatore"):
        prova = allega(con_riga)
        operazioni.togli_voce(riga(con_riga), **chi(con_riga, "operatore"))
        assert not ProvaSpesa.objects.filter(pk=prova.pk).exists()


def test_si_allega_dalla_pagina_e_si_apre_dalla_cifra(con_riga):
    with con_riga.aperto("operatore"):
        voce = VoceSpesa.objects.get()
    prove, operatore, udp = f"{CODOGNO}voci/{voce.pk}/prove/", con_riga.client("operatore"), con_riga.client("udp")
    assert "Ancora nessuna prova" in corpo(operatore.get(prove)) and "Allega un file" not in corpo(udp.get(prove))
    assert operatore.post(prove, {"file": SimpleUploadedFile("a.pdf", b"MZ")}).status_code == 422
    assert operatore.post(prove, {"file": SimpleUploadedFile("mandato.png", PNG)}).url == prove
    with con_riga.aperto("operatore"):
        prova = ProvaSpesa.objects.get()
        invia(con_riga)
    scaricata = udp.get(f"{prove}{prova.pk}/")
    assert scaricata.content == PNG and "sandbox" in scaricata["Content-Security-Policy"]
    assert prove in corpo(udp.get(f"/lodi/rendicontazione/cifre/R{ANNO}-C098019/")) and prove in corpo(udp.get(CODOGNO))
    assert con_riga.client("operatore.altro").get(f"{prove}{prova.pk}/").status_code == 404


def test_si_toglie_dalla_pagina(con_riga):
    with con_riga.aperto("operatore"):
        prova = allega(con_riga)
    tolta = con_riga.client("operatore").post(f"{CODOGNO}voci/{prova.voce_id}/prove/{prova.pk}/togli/", follow=True)
    assert "Prova tolta." in corpo(tolta) and "Ancora nessuna prova" in corpo(tolta)
