"""Documenti: dati congelati, un PDF vero, impronta, versioni, verifica pubblica."""

import hashlib

import pytest
from django.test import Client

from ambito import documenti, lavori, selezioni
from ambito.documenti import Preparato
from ambito.models import Ambito, ContenutoDocumento, Lavoro
from ambito.registri import DOCUMENTI, TipoDocumento
from ambito.verifica import cerca
from tests.scena import ADESSO


@pytest.fixture
def prova(monkeypatch):
    """Un tipo di documento di prova sui dati dell’Ambito; `dati` si può cambiare fra una richiesta e l’altra."""
    dati = {"corpo": "prima"}
    monkeypatch.setattr(lavori, "_sveglia", lambda ambito_id, lavoro_id: None)
    tipo = TipoDocumento(
        "prova", "Documento di prova", "documenti/base.html",
        trova=lambda triennio, anno: Ambito.objects.get(slug="lodi"),
        prepara=lambda ambito: Preparato(ambito.pk, "Documento di prova", "per i test", "prova.pdf", dict(dati), "legge_piano",
                                         allegati=[{"nome": "dati.csv", "descrizione": "i dati", "testo": "a;b"}]),
    )  # fmt: skip
    monkeypatch.setitem(DOCUMENTI, "prova", tipo)
    return dati


def emetti(lodi):
    with lodi.aperto():
        lavoro = documenti.richiedi("prova", lodi.ambito, utente=lodi.utenti["coordinatore"], adesso=ADESSO)
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    with lodi.aperto():
        return Lavoro.objects.select_related("documento").get(pk=lavoro.pk).documento


def test_si_emette_un_pdf_vero_con_la_sua_impronta(lodi, prova):
    documento = emetti(lodi)
    with lodi.aperto():
        byte = bytes(ContenutoDocumento.objects.get(documento=documento).byte)
    assert byte.startswith(b"%PDF-") and byte.rstrip().endswith(b"%%EOF")
    assert documento.sha256 == hashlib.sha256(byte).hexdigest() and documento.dimensione == len(byte)
    assert (documento.versione, documento.emesso_da, documento.titolo) == (1, lodi.utenti["coordinatore"], "Documento di prova")


def test_gli_stessi_dati_danno_lo_stesso_documento_dati_nuovi_una_versione_nuova(lodi, prova):
    primo = emetti(lodi)
    assert emetti(lodi).pk == primo.pk
    prova["corpo"] = "dopo"
    secondo = emetti(lodi)
    assert secondo.versione == 2
    with lodi.aperto():
        assert selezioni.ultimo_documento("prova", lodi.ambito.pk) == secondo


def test_chiunque_verifica_un_codice_e_sa_se_e_superato(lodi, prova):
    primo = emetti(lodi)
    assert cerca(primo.codice.lower()).superato_da == ""
    prova["corpo"] = "dopo"
    secondo = emetti(lodi)
    assert cerca(primo.codice).superato_da == secondo.codice
    pagina = Client().get(f"/verifica/{primo.codice}/").content.decode()
    assert "ce n’è uno più recente" in pagina and primo.sha256 in pagina


@pytest.mark.parametrize("codice", ["", "x", "1-2222-2222-2222", "999999999-2222-2222-2222", "1-2222-2222-222O", "../../etc"])
def test_un_codice_che_non_c_e_si_dice_in_parole(lodi, codice):
    assert cerca(codice) is None


def test_il_file_si_scarica_solo_avendone_il_diritto(lodi, pavese, prova):
    documento = emetti(lodi)
    indirizzo = f"/lodi/documenti/{documento.pk}/scarica/"
    risposta = lodi.client("revisore").get(indirizzo)
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/pdf")
    assert risposta["Content-Disposition"] == 'attachment; filename="prova.pdf"'
    assert hashlib.sha256(risposta.content).hexdigest() == documento.sha256
    assert lodi.client("ets").get(indirizzo).status_code == 404
    assert pavese.client("coordinatore").get(indirizzo).status_code == 404
    assert pavese.client("coordinatore").get(indirizzo.replace("/lodi/", "/pavese/")).status_code == 404


def test_un_testo_che_non_si_puo_impaginare_ferma_il_lavoro_con_una_frase(lodi, prova, monkeypatch):
    monkeypatch.setattr(
        documenti,
        "componi",
        lambda lavoro, preparato: "<html lang=it><title>x</title><h1>x</h1><img src='http://127.0.0.1:1/x.png' alt=x>",
    )
    assert emetti(lodi) is None
    with lodi.aperto():
        lavoro = Lavoro.objects.get()
    assert lavoro.avvio == "fallito" and lavoro.errore
