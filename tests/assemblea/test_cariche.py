"""L’elezione del presidente in seduta: si apre, si spoglia turno per turno, l’eletto entra in carica."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ambito import flusso, incarichi
from ambito.assemblea.models import Elezione, Turno
from ambito.assemblea.operazioni import aula, elezioni, votazioni
from ambito.assemblea.selezioni import elezioni as letture
from ambito.errori import ErroreAtteso
from ambito.models import Incarico
from tests.assemblea.conftest import QUANDO


@pytest.fixture
def punto(assemblea):
    return flusso.esegui(assemblea.in_corso().punti.first(), "chiama", poteri=assemblea.poteri, adesso=QUANDO)


def apri(assemblea, punto, carica="presidente"):
    return elezioni.apri(punto, carica, poteri=assemblea.poteri, adesso=QUANDO)


def spoglia(assemblea, elezione, bianche=0, nulle=0, turno=None, **voti):
    codici = {assemblea.seggio(elezione.seduta, nome).codice: n for nome, n in voti.items()}
    dati = {"turno": turno or letture.prossimo_turno(elezione), "bianche": bianche, "nulle": nulle}
    dati |= {"poteri": assemblea.poteri, "adesso": QUANDO}
    return elezioni.scrutina(elezione, codici, **dati)


def test_chi_e_eletto_entra_in_carica_e_chi_c_era_cessa(assemblea, punto):
    elezione = apri(assemblea, punto)
    assert spoglia(assemblea, elezione, Codogno=2, Lodi=2).passaggi[-1] == "Nessuno è eletto: si vota di nuovo."
    assert spoglia(assemblea, elezione, Codogno=3, Lodi=1).passaggi[-1] == "È eletto: sindaco."
    elezione = Elezione.objects.get()
    assert (elezione.stato, elezione.persona, elezione.dal, elezione.al) == (
        "conclusa", "sindaco", date(2025, 6, 20), date(2028, 6, 19),
    )  # fmt: skip
    punto.refresh_from_db()
    assert punto.stato == "preso_atto"
    presidenti = {i.utente.nome_completo: i.al for i in Incarico.objects.filter(ruolo="presidente").select_related("utente")}
    assert presidenti == {"presidente": date(2025, 6, 20), "sindaco": date(2028, 6, 19)}
    assert [e.persona for e in letture.in_carica(assemblea.organo, date(2027, 1, 1))] == ["sindaco"]
    assert letture.in_carica(assemblea.organo, date(2028, 6, 20)) == []
    testo = aula.chiudi(elezione.seduta, poteri=assemblea.poteri, adesso=QUANDO).verbale.testo
    assert "con schede segrete, all’elezione: presidente. Turno 1:" in testo and "È eletto: sindaco." in testo


def test_del_vice_resta_scritto_ma_non_da_diritti(assemblea, punto):
    spoglia(assemblea, apri(assemblea, punto, "vice"), Codogno=4)
    assert Incarico.objects.filter(ruolo="presidente").count() == 1
    assert [e.get_carica_display() for e in letture.in_carica(assemblea.organo, QUANDO.date())] == ["Vicepresidente"]


def test_una_seconda_pressione_non_scrive_un_altro_turno(assemblea, punto):
    elezione = apri(assemblea, punto)
    spoglia(assemblea, elezione, Codogno=2, Lodi=2)
    with pytest.raises(elezioni.TurnoGiaScritto, match="Il turno 1 è già scritto"):
        spoglia(assemblea, elezione, turno=1, Codogno=2, Lodi=2)
    assert elezione.turni.count() == 1


def test_chi_e_rieletto_riceve_un_incarico_con_il_nuovo_termine(assemblea, punto):
    dati = {"utente": assemblea.scena.utenti["sindaco"], "atto": "Elezione di prima", "autore": None, "adesso": QUANDO}
    incarichi.conferisci(ruolo="presidente", dal=date(2024, 1, 1), al=date(2025, 7, 1), **dati)
    spoglia(assemblea, apri(assemblea, punto), Codogno=4)
    suoi = Incarico.objects.filter(ruolo="presidente", utente=dati["utente"]).order_by("dal").values_list("dal", "al")
    assert list(suoi) == [(date(2024, 1, 1), date(2025, 6, 20)), (date(2025, 6, 20), date(2028, 6, 19))]


def test_mentre_si_elegge_non_si_vota_e_non_si_conclude_il_punto(assemblea, punto):
    elezione = apri(assemblea, punto)
    with pytest.raises(ErroreAtteso, match="un’elezione in corso"):
        votazioni.apri_votazione(punto, poteri=assemblea.poteri, adesso=QUANDO)
    with pytest.raises(ErroreAtteso, match="già una votazione o un’elezione"):
        apri(assemblea, punto, "vice")
    with pytest.raises(ErroreAtteso, match="prima va conclusa o annullata"):
        flusso.esegui(punto, "prendi_atto", poteri=assemblea.poteri, adesso=QUANDO)
    elezioni.annulla(elezione, motivo="Sbagliato punto", poteri=assemblea.poteri, adesso=QUANDO)
    assert flusso.esegui(punto, "prendi_atto", poteri=assemblea.poteri, adesso=QUANDO).stato == "preso_atto"
    with pytest.raises(ErroreAtteso, match="già conclusa"):
        spoglia(assemblea, elezione, Codogno=4)


def test_le_schede_non_sono_piu_dei_presenti_e_uno_spoglio_non_si_ritocca(assemblea, punto):
    elezione = apri(assemblea, punto)
    with pytest.raises(elezioni.ElezioneNonValida, match="più dei presenti"):
        spoglia(assemblea, elezione, Codogno=3, bianche=2)
    spoglia(assemblea, elezione, Codogno=2)
    for cambia in (lambda: Turno.objects.update(nulle=1), lambda: Turno.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            cambia()
    spoglia(assemblea, elezione, Codogno=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Elezione.objects.update(persona="Altri")


def test_al_ballottaggio_si_votano_solo_gli_ammessi(assemblea, punto):
    elezione = apri(assemblea, punto)
    for _ in range(2):
        spoglia(assemblea, elezione, Codogno=1, Lodi=1)
    spoglia(assemblea, elezione, Codogno=2, Lodi=1)
    assert {s.nome for s in letture.votabili(elezione)} == {"Codogno", "Lodi"}
    with pytest.raises(elezioni.ElezioneNonValida, match="non si può votare"):
        spoglia(assemblea, elezione, Casalpusterlengo=4)
    assert spoglia(assemblea, elezione, Codogno=2, Lodi=1).passaggi[-1] == "Al ballottaggio è eletto: sindaco."


def test_le_pagine(lodi, assemblea, punto):
    segretario, sindaco = lodi.client("segretario"), lodi.client("sindaco")

    def url(nome, pk):
        return reverse(f"assemblea:{nome}", args=["lodi", pk])

    assert segretario.post(url("apri_elezione", punto.pk), {"carica": "presidente"}).status_code == 302
    elezione = Elezione.objects.get()
    pagina = segretario.get(url("elezione", elezione.pk)).content.decode()
    assert "È eletto presidente, o vice, chi ottiene più della metà dei componenti." in pagina and "Proclama il turno" in pagina
    assert "Proclama il turno" not in sindaco.get(url("elezione", elezione.pk)).content.decode()
    assert "Scrivi lo spoglio del turno" in segretario.get(url("sala", punto.seduta_id)).content.decode()
    codogno = assemblea.seggio(punto.seduta, "Codogno").codice
    turno = {"turno": 1, "bianche": 0, "nulle": 0}
    troppi = segretario.post(url("elezione", elezione.pk), {f"voti_{codogno}": 9, **turno})
    assert troppi.status_code == 422 and "più dei presenti" in troppi.content.decode()
    assert segretario.post(url("elezione", elezione.pk), {f"voti_{codogno}": 4, **turno}).status_code == 302
    ancora = segretario.post(url("elezione", elezione.pk), {f"voti_{codogno}": 4, **turno}, follow=True)
    assert "Il turno 1 è già scritto" in ancora.content.decode() and Turno.objects.count() == 1
    passata = segretario.get(url("seduta", punto.seduta_id)).content.decode()
    assert "Elezione: presidente</a>, eletto sindaco" in passata
    assert "sindaco, Codogno, fino al" in segretario.get(reverse("assemblea:sedute", args=["lodi"])).content.decode()
