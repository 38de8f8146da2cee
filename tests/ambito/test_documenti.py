"""Documenti: dati congelati, un PDF vero, impronta, versioni, verifica pubblica."""

import hashlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from ambito import documenti, lavori, selezioni, stemmi
from ambito.documenti import Preparato
from ambito.models import Ambito, ContenutoDocumento, Documento, Evento, Lavoro
from ambito.poteri import PotereMancante
from ambito.registri import DOCUMENTI, TipoDocumento
from ambito.verifica import Confronto, cerca, codice_nel_file, confronta
from tests.documenti.conftest import STEMMA
from tests.scena import ADESSO


@pytest.fixture
def prova(monkeypatch):
    """Un tipo di documento di prova sui dati dell’Ambito; `dati` si può cambiare fra una richiesta e l’altra."""
    dati = {"corpo": "prima"}
    monkeypatch.setattr(lavori, "_sveglia", lambda ambito_id, lavoro_id: None)
    tipo = TipoDocumento(
        "prova", "Documento di prova", "documenti/base.html",
        trova=lambda triennio, anno: Ambito.objects.get(slug="lodi"),
        prepara=lambda ambito, oggi: Preparato(
            ambito.pk, "Documento di prova", "per i test", "prova.pdf", dict(dati), "legge_piano",
            allegati=[{"nome": "dati.csv", "descrizione": "i dati", "testo": "a;b"}],
        ),
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


def test_uno_stemma_nuovo_da_una_versione_nuova_che_lo_porta(lodi, prova):
    senza = emetti(lodi)
    with lodi.aperto("coordinatore"):
        stemmi.cambia(byte=STEMMA, descrizione="Stemma", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
    con = emetti(lodi)
    assert con.versione == senza.versione + 1
    assert [immagini(lodi, d) for d in (senza, con)] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_due_documenti_della_stessa_cosa_finiti_insieme_hanno_due_versioni(lodi, prova, monkeypatch):
    with lodi.aperto():
        chiesti = []
        for prova["corpo"] in ("uno", "due"):
            chiesti.append(documenti.richiedi("prova", lodi.ambito, utente=lodi.utenti["coordinatore"], adesso=ADESSO))
    incontro, conta = threading.Barrier(2), documenti.seguente

    def conta_e_aspetta(righe, campo):
        versione = conta(righe, campo)
        # Chi ha contato aspetta un poco l’altro: senza il blocco conterebbero lo stesso numero.
        with suppress(threading.BrokenBarrierError):
            incontro.wait(1)
        return versione

    def esegui(lavoro):
        try:
            return lavori.esegui(lodi.ambito.pk, lavoro.pk)
        finally:
            connection.close()

    monkeypatch.setattr(documenti, "seguente", conta_e_aspetta)
    with ThreadPoolExecutor(2) as esecutore:
        assert list(esecutore.map(esegui, chiesti)) == [True, True]
    with lodi.aperto():
        assert sorted(Documento.objects.values_list("versione", flat=True)) == [1, 2]


def test_dopo_mezzanotte_il_documento_porta_il_giorno_di_qui(lodi, prova):
    """Alle 0.30 di Roma in UTC è ancora il giorno prima."""
    notte = datetime(2025, 6, 10, 22, 30, tzinfo=UTC)
    with lodi.aperto():
        lavoro = documenti.richiedi("prova", lodi.ambito, utente=lodi.utenti["coordinatore"], adesso=notte)
    preparato = Preparato(**lavoro.argomenti["preparato"])
    assert documenti.contesto(lavoro, preparato)["emesso_il"] == "11 giugno 2025"


def immagini(lodi, documento):
    with pikepdf.open(io.BytesIO(byte_di(lodi, documento))) as pdf:
        return len(pdf.pages[0].get_images())


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


def annulla(lodi, documento, motivo="Emesso con la data sbagliata.", ruolo="coordinatore"):
    with lodi.aperto(ruolo):
        return documenti.annulla(documento, motivo=motivo, poteri=lodi.poteri(ruolo), adesso=ADESSO + timedelta(days=1))


def byte_di(lodi, documento):
    with lodi.aperto():
        return bytes(ContenutoDocumento.objects.get(documento=documento).byte)


def test_un_documento_annullato_resta_e_lo_dice_a_tutti(lodi, prova):
    documento = emetti(lodi)
    annulla(lodi, documento)
    esito = cerca(documento.codice)
    assert (esito.stato, esito.motivo_annullamento) == ("annullato", "Emesso con la data sbagliata.")
    pagina = Client().get(f"/verifica/{documento.codice}/").content.decode()
    assert "Il documento è stato annullato" in pagina and "Emesso con la data sbagliata." in pagina
    scheda = lodi.client("revisore").get(f"/lodi/documenti/{documento.pk}/").content.decode()
    assert "Documento annullato" in scheda and "Annulla il documento" not in scheda
    assert lodi.client("revisore").get(f"/lodi/documenti/{documento.pk}/scarica/").status_code == 200
    with lodi.aperto():
        assert selezioni.ultimo_documento("prova", lodi.ambito.pk) is None
        assert Evento.objects.get(verbo="documento.annulla").nota == "Emesso con la data sbagliata."


def test_dopo_l_annullamento_gli_stessi_dati_si_emettono_di_nuovo(lodi, prova):
    primo = emetti(lodi)
    annulla(lodi, primo)
    secondo = emetti(lodi)
    assert secondo.pk != primo.pk and secondo.versione == 2 and emetti(lodi).pk == secondo.pk
    annulla(lodi, secondo)
    assert emetti(lodi).versione == 3
    assert cerca(primo.codice).stato == "annullato"


def test_si_annulla_una_volta_sola_e_solo_chi_puo(lodi, prova):
    documento = emetti(lodi)
    with pytest.raises(PotereMancante):
        annulla(lodi, documento, ruolo="udp")
    annulla(lodi, documento)
    with pytest.raises(documenti.DocumentoNonAnnullabile, match="già annullato"):
        annulla(lodi, documento)


def test_dalla_pagina_serve_un_motivo(lodi, prova):
    documento = emetti(lodi)
    navigatore, indirizzo = lodi.client("coordinatore"), f"/lodi/documenti/{documento.pk}/annulla/"
    senza = navigatore.post(indirizzo, {"motivo": " "})
    assert senza.status_code == 422 and "Compila questo campo" in senza.content.decode()
    assert navigatore.post(indirizzo, {"motivo": "Sbagliato"}, follow=True).status_code == 200
    assert cerca(documento.codice).stato == "annullato"
    assert lodi.client("udp").post(indirizzo, {"motivo": "x"}).status_code == 403


@pytest.mark.parametrize("istruzione", [
    "update ambito_documento set titolo = 'altro'",
    "update ambito_documento set sha256 = repeat('0', 64)",
    "update ambito_documento set dati = '{}'",
    "delete from ambito_documento",
    "update ambito_contenutodocumento set byte = 'x'",
    "delete from ambito_contenutodocumento",
])  # fmt: skip
def test_cio_che_e_emesso_non_si_riscrive_neppure_dalla_banca_dati(lodi, prova, istruzione):
    from django.db import connection

    emetti(lodi)
    with lodi.aperto(), pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic():
        connection.cursor().execute(istruzione)


def test_neppure_un_annullamento_si_ritira(lodi, prova):
    documento = emetti(lodi)
    annulla(lodi, documento)
    with lodi.aperto(), pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic():
        Documento.objects.filter(pk=documento.pk).update(annullato_il=None, annullato_da=None, motivo_annullamento="")


def test_il_file_di_chi_verifica_si_confronta_byte_per_byte(lodi, prova):
    documento = emetti(lodi)
    byte, esito = byte_di(lodi, documento), cerca(documento.codice)
    assert codice_nel_file(byte) == documento.codice
    assert confronta(byte, esito) == Confronto.IDENTICO
    assert confronta(byte + b"\nfirma in fondo", esito) == Confronto.CON_AGGIUNTE
    guasto = byte[:900] + bytes([byte[900] ^ 1]) + byte[901:]
    assert confronta(guasto, esito) == confronta(byte[:-1], esito) == Confronto.DIVERSO


@pytest.mark.parametrize(("cambia", "frase"), [
    (lambda b: b, "identico a quello emesso"),
    (lambda b: b + b"\n%firma", "qualcosa aggiunto in fondo"),
    (lambda b: b.replace(b"Portale", b"Portage", 1), "diverso da quello emesso"),
    (lambda b: b"%PDF-1.7\nun altro file", "non porta un codice di verifica"),
    (lambda b: b.replace(b"-", b"-", 1).replace(b"<pdf:Keywords>", b"<pdf:Keywords>9", 1), "Nessun documento porta questo codice"),
])  # fmt: skip
def test_la_pagina_dice_com_e_il_file(lodi, prova, cambia, frase):
    byte = byte_di(lodi, emetti(lodi))
    quanti = Evento._base_manager.count()
    risposta = Client().post("/verifica/", {"file": SimpleUploadedFile("a.pdf", cambia(byte), "application/pdf")})
    assert risposta.status_code == 200 and frase in risposta.content.decode()
    assert Evento._base_manager.count() == quanti


def test_senza_file_o_con_un_altro_formato_si_dice_che_cosa_serve(db):
    assert "Scegli un file" in Client().post("/verifica/").content.decode()
    risposta = Client().post("/verifica/", {"file": SimpleUploadedFile("a.docx", b"PK")})
    assert risposta.status_code == 422 and "serve un file PDF" in risposta.content.decode()


def test_il_registro_dei_documenti_si_filtra_per_stato(lodi, prova):
    primo = emetti(lodi)
    prova["corpo"] = "dopo"
    secondo = emetti(lodi)
    prova["corpo"] = "ancora"
    annulla(lodi, emetti(lodi))
    navigatore = lodi.client("coordinatore")

    def trovati(domanda):
        return {r["documento"].pk for r in navigatore.get(f"/lodi/documenti/?{domanda}").context_data["righe"]}

    assert trovati("stato=sostituito") == {primo.pk, secondo.pk}
    assert len(trovati("stato=annullato")) == 1 and trovati("stato=emesso") == set()
    assert trovati(f"q={primo.codice[-9:]}") == {primo.pk} and len(trovati("tipo=prova")) == 3
    assert trovati("tipo=piano") == set()
    assert "Nessun documento corrisponde" in navigatore.get("/lodi/documenti/?q=zz").content.decode()
    assert primo.codice in navigatore.get("/lodi/documenti/?formato=csv").content.decode()
