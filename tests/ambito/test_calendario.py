"""Il calendario di una persona: valido, suo soltanto, e che smette di esistere quando deve."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from ambito.assemblea.operazioni import sedute
from ambito.calendario import personale
from ambito.models import CalendarioPersonale, Evento, Incarico, Utente
from ambito.registri import Appuntamento, Compito
from ambito.segreti import impronta, nuovo_codice
from tests.assemblea.conftest import Assemblea
from tests.scena import ADESSO

OGGI = date.today()
TITOLO = "Prova; una virgola, una barra \\ e un a capo\nche va a capo, con parole abbastanza lunghe da superare una riga: àèìòù"


def codice_di(scena, ruolo="udp"):
    with scena.aperto():
        return personale.crea(scena.utenti[ruolo], adesso=ADESSO)


def chiede(codice, **intestazioni):
    return Client().get(reverse("calendario_personale", args=[codice]), headers=intestazioni)


def eventi(risposta):
    return {str(e["UID"]): e for e in Calendar.from_ical(risposta.content).walk("VEVENT")}


@pytest.fixture
def voci(monkeypatch):
    """Ciò che le app mettono nel calendario e fra le cose da fare, deciso dalla prova."""
    dato = {"appuntamenti": [], "compiti": []}
    monkeypatch.setattr(personale, "CALENDARIO", [lambda poteri, oggi: dato["appuntamenti"]])
    monkeypatch.setattr(personale, "TOCCA_A_TE", [lambda poteri, oggi: dato["compiti"]])
    return dato


def test_e_un_calendario_valido_che_si_rilegge_uguale(lodi, voci):
    voci["appuntamenti"] = [Appuntamento("uno-1-1", TITOLO, "Testo.", "/lodi/avvisi/", OGGI)]
    risposta = chiede(codice_di(lodi))
    assert risposta.status_code == 200 and risposta["Content-Type"] == "text/calendar; charset=utf-8"
    righe = risposta.content.split(b"\r\n")
    assert righe[0] == b"BEGIN:VCALENDAR" and righe[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, righe)) <= 75 and not any(b"\n" in riga or b"\r" in riga for riga in righe)
    evento = eventi(risposta)["uno-1-1@portale"]
    assert str(evento["SUMMARY"]) == TITOLO and evento["DTSTART"].dt == OGGI
    assert evento["DTEND"].dt == OGGI + timedelta(days=1) and "/lodi/avvisi/" in evento["DESCRIPTION"]
    assert {"UID", "DTSTAMP", "SEQUENCE", "STATUS"} <= set(evento)


def test_le_cose_da_fare_con_una_scadenza_ci_vanno_una_volta_e_restano_la_stessa_voce(lodi, voci):
    voci["appuntamenti"] = [Appuntamento("bando-1", "Presenta", "", "/lodi/bando/1/", OGGI)]
    voci["compiti"] = [
        Compito("Presenta la domanda", "", "/lodi/bando/1/", OGGI),
        Compito("Mancano 3 Comuni", "", "/lodi/altro/", OGGI),
        Compito("Senza scadenza", "", "/lodi/altro/"),
    ]
    codice = codice_di(lodi)
    prima = eventi(chiede(codice))
    assert sorted(str(e["SUMMARY"]) for e in prima.values()) == ["Mancano 3 Comuni", "Presenta"]
    voci["compiti"][1] = Compito("Mancano 2 Comuni", "", "/lodi/altro/", OGGI + timedelta(days=1))
    dopo = eventi(chiede(codice))
    assert prima.keys() == dopo.keys() and "Mancano 2 Comuni" in [str(e["SUMMARY"]) for e in dopo.values()]


def test_la_seduta_convocata_c_e_e_annullata_resta_come_annullata(lodi):
    codice = codice_di(lodi, "sindaco")
    with lodi.aperto():
        assemblea = Assemblea(lodi)
        quando = ADESSO.replace(year=OGGI.year + 1)
        seduta = sedute.convoca(
            assemblea.bozza(prima_convocazione=quando, seconda_convocazione=None), poteri=assemblea.poteri, adesso=ADESSO
        )
    chiave = f"seduta-{lodi.ambito.pk}-{seduta.pk}-1@portale"
    prima = eventi(chiede(codice))[chiave]
    assert (prima["STATUS"], prima["SEQUENCE"], prima["DTSTART"].dt) == ("CONFIRMED", 0, quando)
    with lodi.aperto():
        sedute.annulla(seduta, motivo="Sala inagibile", poteri=assemblea.poteri, adesso=ADESSO)
    dopo = eventi(chiede(codice))[chiave]
    assert (dopo["STATUS"], dopo["SEQUENCE"]) == ("CANCELLED", 1)


def test_chi_non_puo_vedere_una_cosa_non_la_trova_nel_suo_calendario(lodi):
    with lodi.aperto():
        Assemblea(lodi).convocata()
        viste = {ruolo: personale.appuntamenti(lodi.poteri(ruolo), ADESSO.date()) for ruolo in ("sindaco", "ets")}
    assert [a.chiave for a in viste["sindaco"] if a.chiave.startswith("seduta-")] and viste["ets"] == []


def test_lo_stesso_contenuto_non_si_riscarica(lodi):
    codice = codice_di(lodi)
    prima = chiede(codice)
    assert "private" in prima["Cache-Control"] and "public" not in prima["Cache-Control"] and not prima.cookies
    assert chiede(codice, if_none_match=prima["ETag"]).status_code == 304
    assert chiede(codice, if_none_match='"altro"').status_code == 200


def test_un_codice_che_non_vale_non_dice_perche(lodi, pavese):
    buono = codice_di(lodi)
    coda = buono.split("-", 1)[1]
    with lodi.aperto():
        mai_dato = nuovo_codice()
    for codice in (mai_dato, f"{pavese.ambito.pk}-{coda}", f"999999-{coda}", "x", f"{buono}a"):
        assert chiede(codice).status_code == 404, codice
    assert Client().post(reverse("calendario_personale", args=[buono])).status_code == 405


def test_non_vale_piu_se_revocato_sostituito_o_senza_incarichi(lodi):
    primo = codice_di(lodi)
    secondo = codice_di(lodi)
    assert (chiede(primo).status_code, chiede(secondo).status_code) == (404, 200)
    with lodi.aperto():
        Incarico.objects.filter(utente=lodi.utenti["udp"]).update(al=OGGI - timedelta(days=1))
    assert chiede(secondo).status_code == 404
    with lodi.aperto():
        Incarico.objects.filter(utente=lodi.utenti["udp"]).update(al=None)
    assert chiede(secondo).status_code == 200
    Utente.objects.filter(pk=lodi.utenti["udp"].pk).update(is_active=False)
    assert chiede(secondo).status_code == 404
    Utente.objects.filter(pk=lodi.utenti["udp"].pk).update(is_active=True)
    with lodi.aperto():
        personale.revoca(lodi.utenti["udp"], adesso=ADESSO)
        personale.revoca(lodi.utenti["udp"], adesso=ADESSO)
        assert Evento.objects.filter(verbo="calendario.revoca").count() == 1
    assert chiede(secondo).status_code == 404


def test_apre_il_calendario_e_nient_altro(lodi):
    codice, navigatore = codice_di(lodi), Client()
    assert navigatore.get(reverse("calendario_personale", args=[codice])).status_code == 200
    assert navigatore.get("/lodi/avvisi/").status_code == 302
    assert navigatore.get("/lodi/avvisi/", {"codice": codice}).status_code == 302


def test_dalla_pagina_si_crea_si_vede_una_volta_e_si_revoca(lodi):
    navigatore, url = lodi.client("udp"), "/lodi/avvisi/calendario/"
    assert url in navigatore.get("/lodi/avvisi/").content.decode()
    assert "Non hai ancora un indirizzo" in navigatore.get(url).content.decode()
    pagina = navigatore.post(url, {"crea": "1"}).content.decode()
    codice = next(pezzo.split(".ics")[0] for pezzo in pagina.split("/calendario/") if ".ics" in pezzo)
    assert chiede(codice).status_code == 200
    dopo = navigatore.get(url).content.decode()
    assert codice not in dopo and "Hai un indirizzo dal" in dopo
    with lodi.aperto():
        riga = CalendarioPersonale.objects.get()
        assert riga.impronta == impronta(codice) and codice not in str(vars(riga))
    assert navigatore.post(url, {"revoca": "1"}).status_code == 302
    assert chiede(codice).status_code == 404


def test_leggerlo_non_fa_piu_interrogazioni_se_ci_sono_piu_voci(lodi, voci, django_assert_num_queries):
    codice = codice_di(lodi)
    for quante in (1, 50):
        voci["appuntamenti"] = [Appuntamento(f"a-{n}", "Voce", "", "/lodi/", OGGI) for n in range(quante)]
        with django_assert_num_queries(5):
            chiede(codice)
