"""Ritirato un aggiornamento, ciò che si era scritto nelle sezioni nate con lui si legge ancora."""

from datetime import timedelta

import pytest
from pycrdt import Doc

from piano import operazioni
from piano.condiviso import accogli, html_del
from piano.models import (
    Aggiornamento,
    AggiornamentoInsieme,
    BozzaPersonale,
    Commento,
    PianoDiZona,
    RevisioneSezione,
    Sezione,
    StanzaInsieme,
)
from piano.selezioni import in_vigore, ritirate
from piano.selezioni.insieme import in_sospeso
from tests.piano.fabbriche import sezione_di
from tests.piano.test_aggiornamento import DOPO, chi, in_aggiornamento, riscrivi

pytestmark = pytest.mark.django_db


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("coordinatore"):
        lodi.piano = in_aggiornamento(lodi)
        yield lodi


def nasce(scena, titolo="Nuovo capitolo", testo="<p>Prima stesura.</p>"):
    sezione = operazioni.aggiungi_sezione(scena.piano, titolo=titolo, poteri=scena.poteri("udp"), adesso=DOPO)
    operazioni.salva_sezione(sezione, testo, partenza=0, utente=scena.utenti["udp"], adesso=DOPO)
    return Sezione.objects.get(pk=sezione.pk)


def vissuta(scena):
    """Una sezione nata con l’aggiornamento, con due revisioni, un commento con risposta e due testi messi da parte."""
    sezione = nasce(scena)
    operazioni.salva_sezione(sezione, "<p>Seconda stesura.</p>", partenza=1, utente=scena.utenti["udp"], adesso=DOPO)
    detto = Commento.objects.create(
        sezione=sezione, revisione=2, testo="Mancano i trasporti.", autore=scena.utenti["sindaco"], scritto_il=DOPO
    )
    detto.risposte.create(testo="Li aggiungiamo.", autore=scena.utenti["udp"], scritta_il=DOPO)
    for ruolo in ("udp", "coordinatore"):
        BozzaPersonale.objects.create(
            sezione=sezione, utente=scena.utenti[ruolo], testo=f"<p>Bozza di {ruolo}.</p>", partenza=1, quando=DOPO
        )
    return sezione


def ritira(scena):
    return operazioni.ritira_aggiornamento(scena.piano, motivo="Il fondo non arriva.", **chi(scena, DOPO + timedelta(days=1)))


def test_ritirato_restano_revisioni_commenti_e_bozze(aperto):
    sezione = vissuta(aperto)
    ritirato = ritira(aperto)
    assert not Sezione.objects.filter(pk=sezione.pk).exists() and not Commento.objects.exists()
    (trovata,) = ritirate.rileggi(ritirato, aperto.utenti["udp"])
    assert trovata.sezione.titolo == "Nuovo capitolo" and trovata.sezione.testo == "<p>Seconda stesura.</p>"
    assert [(r.numero, r.testo) for r in trovata.revisioni] == [(2, "<p>Seconda stesura.</p>"), (1, "<p>Prima stesura.</p>")]
    (detto,) = trovata.commenti
    assert (detto.autore, detto.testo) == (aperto.utenti["sindaco"], "Mancano i trasporti.")
    assert [r.testo for r in detto.risposte.all()] == ["Li aggiungiamo."]
    assert [b.testo for b in trovata.bozze] == ["<p>Bozza di udp.</p>"]


def test_un_ritiro_che_non_toglie_sezioni_non_lascia_niente(aperto):
    riscrivi(aperto, aperto.piano)
    assert ritira(aperto).com_era == {} and not in_vigore.aggiornamenti(aperto.piano).get().lascia


def test_anche_ritirando_una_proposta(aperto):
    operazioni.segna_completa(vissuta(aperto), True, utente=aperto.utenti["udp"], adesso=DOPO)
    proposta = operazioni.proponi(aperto.piano, **chi(aperto))
    aperto.piano = PianoDiZona.objects.get()
    (trovata,) = ritirate.rileggi(ritira(aperto), aperto.utenti["sindaco"])
    assert trovata.bozze == [] and len(trovata.commenti) == 1
    assert "Nuovo capitolo" in [s["titolo"] for s in proposta.dati["sezioni"]]


def scrive_nella_stanza(scena, sezione, aggiunta="E i trasporti."):
    """Parole scritte in tempo reale, confermate a chi le ha scritte e non ancora in una revisione."""
    stanza = operazioni.apri_insieme(sezione, adesso=DOPO)
    doc = Doc()
    doc.apply_update(stanza.documento)
    prima = doc.get_state()
    accogli(doc, "<p>Prima stesura.</p>", f"<p>Prima stesura.</p><p>{aggiunta}</p>")
    operazioni.conserva_pezzi(stanza.pk, [(scena.utenti["udp"].pk, doc.get_update(prima))], adesso=DOPO)


def test_le_parole_scritte_in_tempo_reale_e_non_ancora_salvate_entrano_nell_ultimo_testo(aperto):
    sezione = nasce(aperto)
    scrive_nella_stanza(aperto, sezione)
    assert "trasporti" not in RevisioneSezione.objects.filter(sezione=sezione).first().testo
    (trovata,) = ritirate.rileggi(ritira(aperto), aperto.utenti["udp"])
    assert "Prima stesura." in trovata.sezione.testo and "E i trasporti." in trovata.sezione.testo


def test_anche_se_intanto_l_aggiornamento_era_gia_proposto_non_si_perdono(aperto):
    """Proposto, il testo non si scrive più: ciò che la stanza ha ancora va nella bozza di chi l’ha scritto, prima che sparisca."""
    sezione = nasce(aperto)
    operazioni.segna_completa(sezione, True, utente=aperto.utenti["udp"], adesso=DOPO)
    scrive_nella_stanza(aperto, sezione)
    operazioni.proponi(aperto.piano, **chi(aperto))
    aperto.piano = PianoDiZona.objects.get()
    ritirato = ritira(aperto)
    assert not Sezione.objects.filter(pk=sezione.pk).exists()
    (trovata,) = ritirate.rileggi(ritirato, aperto.utenti["udp"])
    assert [b.testo for b in trovata.bozze] == ["<p>Prima stesura.</p><p>E i trasporti.</p>"]


@pytest.mark.parametrize("vuota", [True, False])
def test_la_stanza_di_una_sezione_che_resta_torna_al_testo_solo_se_e_vuota(aperto, vuota):
    """Chi è ancora nella stanza ha le sue parole davanti: la riporta lui, uscendo. A stanza vuota non lo farebbe nessuno."""
    sezione = sezione_di(aperto.piano)
    riscrivi(aperto, aperto.piano)
    operazioni.proponi(aperto.piano, **chi(aperto))
    aperto.piano = PianoDiZona.objects.get()
    scrive_nella_stanza(aperto, sezione)
    quando = DOPO + timedelta(days=1)
    StanzaInsieme.objects.update(viva_il=None if vuota else quando)
    ritira(aperto)
    bozza = BozzaPersonale.objects.get()
    assert bozza.utente == aperto.utenti["udp"] and "E i trasporti." in bozza.testo
    assert in_sospeso() == ([] if vuota else [sezione.pk])
    assert ("trasporti" not in html_del(_documento(sezione))) is vuota
    assert "trasporti" not in Sezione.objects.get(pk=sezione.pk).testo


def _documento(sezione):
    doc = Doc()
    for pezzo in AggiornamentoInsieme.objects.filter(stanza__sezione=sezione).order_by("pk"):
        doc.apply_update(bytes(pezzo.dati))
    return doc


def test_si_legge_da_versioni_e_le_bozze_sono_solo_proprie(aperto):
    vissuta(aperto)
    ritirato = ritira(aperto)
    indirizzo = f"/lodi/piano/2025-2027/versioni/aggiornamenti/{ritirato.pk}/"
    sindaco, udp = aperto.client("sindaco"), aperto.client("udp")
    assert indirizzo in sindaco.get("/lodi/piano/2025-2027/versioni/").content.decode()
    letta = sindaco.get(indirizzo).content.decode()
    for parole in ("Nuovo capitolo", "Seconda stesura.", "Prima stesura.", "Mancano i trasporti.", "Li aggiungiamo."):
        assert parole in letta
    assert "Bozza di" not in letta
    sua = udp.get(indirizzo).content.decode()
    assert "Bozza di udp." in sua and "Bozza di coordinatore." not in sua
    assert aperto.client("ets").get(indirizzo).status_code == 403


def test_di_un_aggiornamento_in_corso_non_c_e_pagina(aperto):
    vissuta(aperto)
    assert Aggiornamento.objects.get().com_era
    pagina = aperto.client("udp").get(f"/lodi/piano/2025-2027/versioni/aggiornamenti/{Aggiornamento.objects.get().pk}/")
    assert pagina.status_code == 404
