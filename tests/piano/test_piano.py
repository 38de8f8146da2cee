"""Dal modello alla versione congelata, al voto, al ritorno in bozza."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from ambito import flusso
from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.assemblea.segnali import votazione_conclusa
from ambito.flusso import RequisitiMancanti, TransizioneNonAmmessa
from ambito.models import Evento, Lavoro
from ambito.nucleo.periodi import Triennio
from ambito.poteri import PotereMancante
from piano import operazioni, selezioni
from piano.models import AreaPolicy, PianoDiZona, RevisioneSezione, Sezione, VersionePiano
from piano.operazioni.piani import PianoGiaPresente
from piano.stati import StatoPiano
from tests.piano.fabbriche import completa_sezioni, obiettivo, piano_nuovo, piano_pronto, sezione_di
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        yield lodi


def proponi(scena, piano):
    return operazioni.proponi(piano, poteri=scena.poteri("coordinatore"), adesso=ADESSO)


def test_il_modello_porta_sezioni_guide_e_aree(aperto):
    piano = piano_nuovo(aperto)
    sezioni = list(Sezione.objects.filter(piano=piano))
    assert [s.codice for s in sezioni] == ["0", "1", "1.1", "2", "3", "3.1", "3.2", "4", "5", "6", "7", "8", "9", "10"]
    assert all(s.guida for s in sezioni)
    assert AreaPolicy.objects.filter(piano=piano).count() == 11
    assert piano.triennio == "2025-2027" and piano.stato == StatoPiano.BOZZA


@pytest.mark.parametrize("inizio", [2023, 2024, 2025, 2026, 2027])
def test_due_piani_non_coprono_lo_stesso_anno(aperto, inizio):
    piano_nuovo(aperto)
    with pytest.raises(PianoGiaPresente, match="C’è già un piano"):
        operazioni.crea_piano(Triennio(inizio), utente=aperto.utenti["udp"], adesso=ADESSO)


def test_un_piano_incompleto_non_si_propone_e_si_dice_che_cosa_manca(aperto):
    piano = piano_nuovo(aperto)
    with pytest.raises(RequisitiMancanti) as errore:
        proponi(aperto, piano)
    assert "3.1" in errore.value.frase and "almeno un obiettivo" in errore.value.frase
    assert not VersionePiano.objects.exists()


def test_un_obiettivo_incompleto_ferma_la_proposta(aperto):
    piano = piano_pronto(aperto)
    obiettivo(piano, aperto.utenti["udp"], "Manca tutto", completo=False, area="A")
    with pytest.raises(RequisitiMancanti, match="Obiettivi da completare: A1"):
        proponi(aperto, piano)


def test_un_obiettivo_senza_risorse_e_incompleto(aperto):
    piano = piano_pronto(aperto)
    selezioni.obiettivi(piano).get().risorse.all().delete()
    with pytest.raises(RequisitiMancanti, match="D1"):
        proponi(aperto, piano)


def test_proporre_congela_una_versione_con_impronta_e_chiede_il_pdf(aperto):
    piano = piano_pronto(aperto)
    versione = proponi(aperto, piano)
    versione = VersionePiano.objects.get(pk=versione.pk)
    assert versione.numero == 1 and versione.e_integra() and len(versione.impronta) == 64
    assert [s["codice"] for s in versione.dati["sezioni"]][:3] == ["0", "1", "1.1"]
    assert versione.dati["obiettivi"][0]["risorse"][0]["importo"] == "1234.56"
    lavoro = Lavoro.objects.get(argomenti__tipo="piano")
    assert lavoro.argomenti["preparato"]["dati"]["impronta_versione"] == versione.impronta
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.PROPOSTO
    assert Evento.objects.filter(verbo="versionepiano.congela").exists()


def test_solo_il_coordinatore_propone(aperto):
    piano = piano_pronto(aperto)
    with pytest.raises(PermissionDenied):
        operazioni.proponi(piano, poteri=aperto.poteri("udp"), adesso=ADESSO)


@pytest.mark.parametrize("istruzione", ["update piano_versionepiano set impronta = 'x'", "delete from piano_versionepiano"])
def test_la_banca_dati_rifiuta_di_toccare_una_versione(aperto, istruzione):
    proponi(aperto, piano_pronto(aperto))
    with pytest.raises(DatabaseError, match="congelata"), transaction.atomic(), connection.cursor() as cursore:
        cursore.execute(istruzione)


def test_la_banca_dati_rifiuta_di_riscrivere_una_revisione(aperto):
    piano_pronto(aperto)
    with pytest.raises(DatabaseError, match="congelata"), transaction.atomic():
        RevisioneSezione.objects.update(testo="<p>Riscritta.</p>")


def test_rinviato_a_bozza_si_riscrive_e_la_versione_dopo_e_la_due(aperto):
    piano = piano_pronto(aperto)
    prima = proponi(aperto, piano)
    with pytest.raises(RequisitiMancanti, match="motivo"):
        operazioni.rinvia_a_bozza(piano, poteri=aperto.poteri("coordinatore"), adesso=ADESSO, nota=" ")
    operazioni.rinvia_a_bozza(piano, poteri=aperto.poteri("coordinatore"), adesso=ADESSO, nota="Chiesto dai Sindaci.")
    sezione = sezione_di(piano)
    operazioni.salva_sezione(sezione, "<p>Nuovo.</p>", partenza=sezione.revisione, utente=aperto.utenti["udp"], adesso=ADESSO)
    seconda = proponi(aperto, piano)
    assert (prima.numero, seconda.numero) == (1, 2)
    assert prima.impronta != seconda.impronta
    assert VersionePiano.objects.get(pk=prima.pk).e_integra()


def voto(versione, *, approvata):
    punto = SimpleNamespace(oggetto_tipo="piano", oggetto_id=versione.pk)
    deliberazione = SimpleNamespace(sigla="Deliberazione n. 3/2025", adottata_il=ADESSO) if approvata else None
    votazione_conclusa.send(None, punto=punto, deliberazione=deliberazione, approvata=approvata, poteri=None, adesso=ADESSO)


def test_il_voto_favorevole_approva_con_la_deliberazione(aperto):
    piano = piano_pronto(aperto)
    voto(proponi(aperto, piano), approvata=True)
    piano.refresh_from_db()
    assert (piano.stato, piano.deliberazione) == (StatoPiano.APPROVATO, "Deliberazione n. 3/2025")
    assert piano.deliberato_il == ADESSO.date()


def test_il_voto_contrario_lascia_il_piano_proposto_con_una_nota(aperto):
    piano = piano_pronto(aperto)
    voto(proponi(aperto, piano), approvata=False)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.PROPOSTO and "non ha approvato" in piano.esito_voto


def test_il_voto_su_una_versione_superata_non_approva(aperto):
    piano = piano_pronto(aperto)
    prima = proponi(aperto, piano)
    operazioni.rinvia_a_bozza(piano, poteri=aperto.poteri("coordinatore"), adesso=ADESSO, nota="Si corregge.")
    voto(prima, approvata=True)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.BOZZA and "non è più quella proposta" in piano.esito_voto


def test_il_voto_su_altro_non_riguarda_il_piano(aperto):
    piano = piano_pronto(aperto)
    versione = proponi(aperto, piano)
    punto = SimpleNamespace(oggetto_tipo="", oggetto_id=versione.pk)
    votazione_conclusa.send(None, punto=punto, deliberazione=None, approvata=True, poteri=None, adesso=ADESSO)
    piano.refresh_from_db()
    assert piano.stato == StatoPiano.PROPOSTO


def test_nessuno_approva_a_mano(aperto):
    piano = piano_pronto(aperto)
    proponi(aperto, piano)
    with pytest.raises(PermissionDenied):
        flusso.esegui(piano, "approva", poteri=aperto.poteri("coordinatore"), adesso=ADESSO)
    assert "approva" not in flusso.possibili(PianoDiZona.objects.get(), aperto.poteri("coordinatore"))


def test_in_assemblea_si_propone_solo_l_ultima_versione_dei_piani_proposti(aperto):
    piano = piano_pronto(aperto)
    assert OGGETTI_DI_VOTO["piano"].proponibili(None) == []
    versione = proponi(aperto, piano)
    assert OGGETTI_DI_VOTO["piano"].proponibili(None) == [(versione.pk, "Piano di Zona 2025-2027, versione 1")]
    assert OGGETTI_DI_VOTO["piano"].carte(versione.pk) == []


def test_a_piano_proposto_non_si_scrive(aperto):
    piano = piano_pronto(aperto)
    proponi(aperto, piano)
    scheda = selezioni.obiettivi(piano).get()
    with pytest.raises(operazioni.PianoBloccato, match="rinviarlo a bozza"):
        operazioni.togli_obiettivo(scheda, utente=aperto.utenti["udp"], adesso=ADESSO)
    with pytest.raises(operazioni.PianoBloccato):
        operazioni.segna_completa(sezione_di(piano), False, utente=aperto.utenti["udp"], adesso=ADESSO)
    with pytest.raises(TransizioneNonAmmessa):
        proponi(aperto, piano)


def test_il_piano_corrente_e_l_ultimo_non_concluso(aperto):
    assert selezioni.piano_corrente() is None and list(selezioni.tavoli()) == []
    vecchio = piano_nuovo(aperto, 2022)
    nuovo = piano_nuovo(aperto, 2025)
    assert selezioni.piano_corrente() == nuovo
    assert selezioni.piano_del("2022-2024") == vecchio
    assert selezioni.piano_del("2022-2025") is None and selezioni.piano_del("x") is None


def test_le_risorse_di_un_anno_si_leggono_da_sopra(aperto):
    piano = piano_pronto(aperto)
    completa_sezioni(piano, aperto.utenti["udp"])
    assert [str(r.importo) for r in selezioni.risorse(2025)] == ["1234.56"]
    assert str(selezioni.quadro(piano)["totale"]) == "2234.56"


def approvato(scena):
    piano = piano_pronto(scena)
    operazioni.proponi(piano, poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    operazioni.approva(piano, deliberazione="n. 1", deliberato_il=ADESSO.date(), adesso=ADESSO)
    piano.refresh_from_db()
    return piano


def test_si_proroga_un_piano_approvato_e_gli_indirizzi_restano(lodi):
    with lodi.aperto("coordinatore"):
        piano = operazioni.proroga(approvato(lodi), 2028, "n. 12 del 20/12/2027", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        assert (piano.triennio, piano.anni, piano.al.year, piano.prorogato) == ("2025-2027", [2025, 2026, 2027, 2028], 2028, True)
        assert selezioni.piano_dell_anno(2028) == selezioni.piano_del("2025-2027") == piano
        assert Evento.objects.filter(verbo="piano.proroga", nota="n. 12 del 20/12/2027").count() == 1
    assert "Prorogato fino al 31 dicembre 2028" in lodi.client("sindaco").get("/lodi/piano/2025-2027/").content.decode()


def test_che_cosa_non_si_proroga(lodi):
    with lodi.aperto("coordinatore"):
        chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
        piano = approvato(lodi)
        for anno in (2027, 2030):
            with pytest.raises(operazioni.ProrogaNonAmmessa, match="uno o due anni"):
                operazioni.proroga(piano, anno, "atto", **chi)
        piano_nuovo(lodi, 2028)
        with pytest.raises(operazioni.ProrogaNonAmmessa, match="2028-2030"):
            operazioni.proroga(piano, 2028, "atto", **chi)
        with pytest.raises(operazioni.ProrogaNonAmmessa, match="approvato o vigente"):
            operazioni.proroga(selezioni.piano_del("2028-2030"), 2031, "atto", **chi)
        with pytest.raises(PotereMancante):
            operazioni.proroga(piano, 2028, "atto", poteri=lodi.poteri("udp"), adesso=ADESSO)


def test_dalla_pagina_si_proroga(lodi):
    with lodi.aperto("coordinatore"):
        approvato(lodi)
    coordinatore = lodi.client("coordinatore")
    assert "Fino al 31 dicembre del" in coordinatore.get("/lodi/piano/2025-2027/proroga/").content.decode()
    risposta = coordinatore.post("/lodi/piano/2025-2027/proroga/", {"anno": "2029", "atto": "n. 3"})
    assert risposta.url == "/lodi/piano/2025-2027/"
    with lodi.aperto("coordinatore"):
        assert selezioni.piano_corrente().triennio_fine == 2029
