"""Quando qualcosa va storto: niente di confermato va perso, niente si scrive due volte, niente si ritenta per sempre."""

import asyncio
import logging
import time

import pytest
from django.db import OperationalError

from piano import operazioni
from piano.insieme import portineria as modulo
from piano.insieme import protocollo, recupero, stanza
from piano.models import BozzaPersonale, Sezione
from piano.operazioni import apri_insieme
from piano.operazioni import insieme as scritture
from piano.operazioni.testo import TestoTroppoLungo
from piano.selezioni.insieme import in_sospeso
from piano.stati import StatoPiano
from tests.piano.insieme.collegamento import Chiuso
from tests.piano.insieme.sezione import (
    INIZIALE,
    blocca_il_piano,
    entra,
    in_fondo,
    letta,
    non_conserva,
    revisioni,
    salva_da_fuori,
)
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db(transaction=True)


def test_confermato_vuol_dire_conservato_anche_se_il_processo_muore(scena, prova, monkeypatch):
    async def corri(portineria):
        chi = entra(scena, portineria)
        paolo = await chi.__aenter__()
        paolo.cambia(in_fondo(0, " Confermato."))
        await paolo.confermato()
        # Come un arresto improvviso: nessuno esce, nessuno chiude.
        chi.corsa.cancel()
        (aperta,) = portineria.stanze.values()
        for compito in aperta.compiti:
            compito.cancel()
        portineria.stanze.clear()

    async def non_esce(*_):
        """La stanza non deve chiudersi con ordine."""

    monkeypatch.setattr(modulo.Portineria, "_esce", non_esce)
    prova(corri)
    assert letta(scena).testo == INIZIALE
    recupero.salva_sospese()
    assert "Primo. Confermato." in letta(scena).testo
    assert revisioni(scena)[-1].autore == scena.utenti["udp"]
    recupero.salva_sospese()
    assert len(revisioni(scena)) == 2


def test_se_di_un_salvataggio_non_si_sa_l_esito_cio_che_e_di_fuori_entra_una_volta_sola(scena, prova, monkeypatch):
    """La banca dati ha salvato, la risposta non è arrivata: la stanza è rimasta indietro di una revisione."""
    nell_ambito, cadute = modulo.Lavoro.nell_ambito, []

    async def senza_risposta(lavoro, ambito, utente, funzione, *args, **kwargs):
        esito = await nell_ambito(lavoro, ambito, utente, funzione, *args, **kwargs)
        if funzione is operazioni.salva_insieme and getattr(esito, "unione", b"") and not cadute:
            cadute.append(esito.revisione)
            raise OperationalError("connessione caduta")
        return esito

    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            await paolo.confermato()
            monkeypatch.setattr(modulo.Lavoro, "nell_ambito", senza_risposta)
            await portineria.lavoro.fai(salva_da_fuori, scena)
            await paolo.riceve(lambda: "da fuori" in paolo.html)
            paolo.cambia(in_fondo(0, " Di Paolo."))
            await paolo.confermato()
        async with entra(scena, portineria) as paolo:
            return paolo.html

    atteso = "<p>Primo. Di Paolo.</p><p>Secondo da fuori.</p>"
    assert prova(corri) == letta(scena).testo == atteso
    assert cadute == [2]


def test_chi_e_rimasto_indietro_non_copre_cio_che_e_gia_salvato(scena):
    with scena.aperto("udp"):
        chi, sezione = scena.utenti["udp"], Sezione.objects.get(pk=scena.sezione)
        aperta = apri_insieme(sezione, adesso=ADESSO)
        doc = scritture.Doc()
        doc.apply_update(aperta.documento)
        in_fondo(0, " Poi.")(doc)
        fino = operazioni.conserva_pezzi(aperta.pk, [(chi.pk, doc.get_update())], adesso=ADESSO)
        altro = {"revisione": aperta.revisione, "autori": [chi], "adesso": ADESSO}
        operazioni.salva_insieme(sezione.pk, doc.get_update(), fino=fino, **altro)
        # Lo stesso salvataggio, chiesto prima e arrivato dopo, con il documento di allora.
        operazioni.salva_insieme(sezione.pk, aperta.documento, fino=aperta.fino, **altro)
        assert in_sospeso() == []
    assert letta(scena).testo == INIZIALE.replace("Primo.", "Primo. Poi.") and letta(scena).revisione == 2


def conserva_con_calma(*args, **kwargs):
    time.sleep(0.5)
    return scritture.conserva_pezzi(*args, **kwargs)


def test_se_la_banca_dati_non_conserva_nulla_e_confermato(scena, prova, monkeypatch):
    async def corri(portineria):
        with pytest.raises(Chiuso) as chiuso:
            async with entra(scena, portineria) as paolo:
                await paolo.confermato()
                monkeypatch.setattr(stanza.operazioni, "conserva_pezzi", non_conserva)
                paolo.cambia(in_fondo(0, " Non arriva."))
                await paolo.riceve(lambda: False)
        monkeypatch.undo()
        return chiuso.value.codice, paolo.ultima("ricevuto").get("quanti"), paolo.mandati

    codice, confermati, mandati = prova(corri)
    assert codice == stanza.GUASTO and confermati < mandati
    assert letta(scena).testo == INIZIALE


def test_di_una_stanza_rotta_nulla_diventa_revisione(scena, prova, monkeypatch):
    async def corri(portineria):
        with pytest.raises(Chiuso):
            async with entra(scena, portineria) as paolo:
                paolo.cambia(in_fondo(0, " Confermato."))
                await paolo.confermato()
                (aperta,) = portineria.stanze.values()
                monkeypatch.setattr(stanza.operazioni, "conserva_pezzi", non_conserva)
                paolo.cambia(in_fondo(0, " Perduto."))
                await paolo.riceve(lambda: False)
        assert aperta.rotta and await aperta.salva() is None
        assert letta(scena).testo == INIZIALE
        monkeypatch.undo()
        # Chi riapre trova ciò che era confermato, e diventa una revisione.
        async with entra(scena, portineria) as paolo:
            assert "Confermato" in paolo.html and "Perduto" not in paolo.html

    prova(corri)
    assert letta(scena).testo == INIZIALE.replace("Primo.", "Primo. Confermato.")


def test_cio_che_non_e_conservato_non_si_salva_nemmeno_se_lo_si_chiede(scena, prova, monkeypatch):
    """Un collega chiede «Salva» mentre le ultime parole sono ancora in viaggio verso la banca dati."""

    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            paolo.cambia(in_fondo(0, " Confermato."))
            await paolo.confermato()
            (aperta,) = portineria.stanze.values()
            monkeypatch.setattr(stanza.operazioni, "conserva_pezzi", conserva_con_calma)
            paolo.cambia(in_fondo(0, " In viaggio."))
            await asyncio.sleep(0.1)
            return (await aperta.salva()).testo

    assert prova(corri) == INIZIALE.replace("Primo.", "Primo. Confermato.")
    assert letta(scena).testo == INIZIALE.replace("Primo.", "Primo. Confermato. In viaggio.")


def test_se_non_si_conserva_a_chi_preme_salva_la_stanza_si_ferma_per_tutti(scena, prova, monkeypatch):
    async def corri(portineria):
        with pytest.raises(Chiuso) as chiuso:
            async with entra(scena, portineria) as paolo, entra(scena, portineria, "coordinatore") as chiara:
                (aperta,) = portineria.stanze.values()
                # Ciò che arriva lo conserva soltanto chi preme «Salva».
                aperta.compiti[0].cancel()
                monkeypatch.setattr(stanza.operazioni, "conserva_pezzi", non_conserva)
                paolo.cambia(in_fondo(0, " Perduto."))
                paolo.manda(protocollo.notizia("salva"))
                await chiara.riceve(lambda: False)
        return chiuso.value.codice, aperta.rotta

    assert prova(corri) == (stanza.GUASTO, True)
    assert letta(scena).testo == INIZIALE


def test_chi_scrive_e_chiude_subito_lascia_una_revisione(scena, prova, monkeypatch):
    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            await paolo.confermato()
            monkeypatch.setattr(stanza.operazioni, "conserva_pezzi", conserva_con_calma)
            paolo.cambia(in_fondo(0, " Ultime parole."))
            await asyncio.sleep(0.1)

    prova(corri)
    assert letta(scena).testo == INIZIALE.replace("Primo.", "Primo. Ultime parole.")


def test_cio_che_non_si_puo_salvare_si_riprova_di_rado_e_si_dice_una_volta(scena, prova, monkeypatch):
    salva, tentativi = operazioni.salva_insieme, []
    monkeypatch.setattr(stanza, "QUIETE", 0.1)

    def troppo_lungo(*args, **kwargs):
        tentativi.append(time.monotonic())
        raise TestoTroppoLungo("Il testo è troppo lungo.")

    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            await paolo.confermato()
            monkeypatch.setattr(stanza.operazioni, "salva_insieme", troppo_lungo)
            paolo.cambia(in_fondo(0, " Troppo."))
            await paolo.riceve(lambda: paolo.ultima("non salvato"))
            await asyncio.sleep(2)
            di_seguito = len(tentativi)
            # Chi arriva lo legge; un testo nuovo si prova subito.
            async with entra(scena, portineria, "coordinatore") as chiara:
                await chiara.riceve(lambda: chiara.ultima("non salvato"))
            paolo.cambia(in_fondo(0, " Di meno."))
            await paolo.confermato()
            await asyncio.sleep(0.4)
            nuovi = len(tentativi) - di_seguito
            monkeypatch.setattr(stanza.operazioni, "salva_insieme", salva)
            await paolo.riceve(lambda: paolo.ultima("salvato").get("revisione") == 2)
            return di_seguito, nuovi, [n["frase"] for n in paolo.notizie if n["tipo"] == "non salvato"]

    di_seguito, nuovi, dette = prova(corri)
    # A ogni battito sarebbero stati venti; raddoppiando 0,2 · 0,4 · 0,8 · 1,6 secondi, quattro.
    assert 2 <= di_seguito <= 5 and nuovi >= 1
    assert dette == ["Il testo è troppo lungo."]
    assert letta(scena).testo == INIZIALE.replace("Primo.", "Primo. Troppo. Di meno.")


def in_attesa(scena, sezione, parole):
    """Parole confermate che un arresto ha lasciato senza revisione."""
    with scena.aperto("udp"):
        aperta = apri_insieme(sezione, adesso=ADESSO)
        doc = scritture.Doc()
        doc.apply_update(aperta.documento)
        in_fondo(0, parole)(doc)
        operazioni.conserva_pezzi(aperta.pk, [(scena.utenti["udp"].pk, doc.get_update())], adesso=ADESSO)


def test_all_avvio_una_sezione_guasta_non_ferma_le_altre(scena, monkeypatch, caplog):
    with scena.aperto("udp"):
        prima = Sezione.objects.get(pk=scena.sezione)
        altre = [s for s in prima.piano.sezioni.all() if s.pk != prima.pk][:2]
        for sezione in altre:
            operazioni.salva_sezione(sezione, INIZIALE, partenza=0, utente=scena.utenti["udp"], adesso=ADESSO)
    for sezione in (prima, *altre):
        in_attesa(scena, sezione, " In attesa.")
    with scena.aperto("udp"):
        guasta, salva = in_sospeso()[0], operazioni.salva_insieme

    def una_no(sezione_id, *args, **kwargs):
        if sezione_id == guasta:
            raise KeyError("documento guasto")
        return salva(sezione_id, *args, **kwargs)

    monkeypatch.setattr("piano.operazioni.insieme.salva_insieme", una_no)
    with caplog.at_level(logging.ERROR):
        recupero.salva_sospese()
    assert f"Sezione {guasta}" in caplog.text
    with scena.aperto("udp"):
        assert in_sospeso() == [guasta]
        assert sum("In attesa." in s.testo for s in Sezione.objects.filter(piano=scena.piano)) == 2


def test_all_avvio_cio_che_e_messo_da_parte_vi_resta_e_il_documento_torna_alla_sezione(scena, prova):
    with scena.aperto("udp"):
        in_attesa(scena, Sezione.objects.get(pk=scena.sezione), " Scritto prima.")
    blocca_il_piano(scena)
    recupero.salva_sospese()
    with scena.aperto("udp"):
        bozza = BozzaPersonale.objects.get()
        assert (bozza.utente, bozza.testo) == (scena.utenti["udp"], INIZIALE.replace("Primo.", "Primo. Scritto prima."))
        assert in_sospeso() == []
        # Chi l’ha scritto ci rinuncia: a un altro avvio non deve tornare.
        bozza.delete()
    recupero.salva_sospese()
    blocca_il_piano(scena, StatoPiano.BOZZA)

    async def corri(portineria):
        async with entra(scena, portineria) as paolo:
            return paolo.html

    assert prova(corri) == letta(scena).testo == INIZIALE
    with scena.aperto("udp"):
        assert not BozzaPersonale.objects.exists()


def test_bloccato_il_piano_le_parole_di_tutti_stanno_nella_bozza_e_la_stanza_non_le_ritenta(scena, prova):
    async def corri(portineria):
        chi = entra(scena, portineria)
        with pytest.raises(Chiuso):
            async with chi as paolo:
                await portineria.lavoro.fai(salva_da_fuori, scena)
                paolo.cambia(in_fondo(0, " Ultime parole."))
                await paolo.confermato()
                await portineria.lavoro.fai(blocca_il_piano, scena)
                await paolo.riceve(lambda: False)
        await chi.corsa
        return [n["frase"] for n in paolo.notizie if n["tipo"] == "non salvato"]

    dette = prova(corri)
    assert len(dette) <= 1
    with scena.aperto("udp"):
        assert in_sospeso() == []
        rimasto = [bozza.testo for bozza in BozzaPersonale.objects.all()] or [letta(scena).testo]
    assert rimasto == ["<p>Primo. Ultime parole.</p><p>Secondo da fuori.</p>"]
