"""Gli enti aderiscono: a chi l’avviso si rivolge, che cosa serve, chi vede, chi riceve; i Comuni restano come prima."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accordo import operazioni, selezioni
from accordo.documenti.adesione import prepara
from accordo.models import Adesione
from accordo.requisiti.adesioni import firma_digitale, mancanze
from accordo.riepilogo import ancora_uguale, riepilogo
from ambito import lavori
from ambito.models import Avviso, Comune, Ente, Lavoro
from piano.models import Obiettivo, PianoDiZona
from servizi.selezioni import aree
from tests.accordo.fabbriche import (
    CF_PERSONA,
    DICHIARA,
    ENTE,
    adesso,
    compila_ente,
    crea_avviso,
    emetti_da_firmare,
    invia,
    invia_ente,
    oggi,
    pdf,
    rilegge,
    rimanda,
    salva,
)
from tests.piano.fabbriche import obiettivo, piano_pronto
from tests.piano.test_aggiornamento import in_aggiornamento

BASE = "/lodi/accordo/2025-2027"
PER_ENTI = ["comuni", "terzo_settore"]


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        lodi.avviso = crea_avviso(lodi, ammessi=PER_ENTI)
        lodi.ente = Ente.objects.get(tipo="ets")
    lodi.scheda = f"{BASE}/enti/{lodi.ente.pk}/"
    return lodi


def html(risposta):
    return risposta.content.decode()


def test_un_ente_invia_e_prende_un_numero_della_stessa_serie(aperto):
    with aperto.aperto("ets"):
        invia(aperto, aperto.avviso)
        adesione = invia_ente(aperto, aperto.avviso)
        assert (adesione.stato, adesione.numero, adesione.soggetto) == ("presentata", 2, aperto.ente)
        ricevute = Avviso.objects.filter(genere="adesione.ricevuta", destinatario=aperto.utenti["ets"])
        assert [adesione.numero_scritto in a.titolo for a in ricevute] == [True]
        dati = prepara(rilegge(adesione), oggi()).dati
        assert dati["chi"] == "Cooperativa di prova" and dati["comuni"] == ["Codogno"] and CF_PERSONA not in str(dati)


def test_l_avviso_dice_chi_puo(lodi):
    with lodi.aperto("ets"):
        with pytest.raises(operazioni.AdesioneChiusa, match="non è rivolto"):
            compila_ente(lodi, crea_avviso(lodi))
        assert not Adesione.objects.exists()
    assert "Compila l’adesione" not in html(lodi.client("ets").get("/lodi/"))


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({"firma": "autografa", "allega": ()}, "Documento d’identità"),
        ({"firma": ""}, "come è firmata"),
        ({"runts_numero": ""}, "iscrizione al RUNTS"),
        ({"natura_giuridica": ""}, "natura giuridica"),
    ],
)
def test_che_cosa_serve_a_un_ente(aperto, dati, frase):
    with aperto.aperto("ets"):
        adesione = compila_ente(aperto, aperto.avviso, **dati)
        assert [m for _, m in mancanze(adesione) if frase in m], mancanze(adesione)


def test_chi_firma_digitale_non_allega_l_identita_e_fuori_dal_runts_non_si_chiede(aperto):
    with aperto.aperto("ets"):
        fuori = {"natura_giuridica": "ENTE_REL", "runts_numero": "", "runts_data": None}
        adesione = compila_ente(aperto, aperto.avviso, firma="digitale", allega=("altro",), **fuori)
        assert [frase for _, frase in mancanze(adesione)] == [firma_digitale(adesione)]


def test_i_documenti_chiesti_e_le_aree_dell_avviso(lodi):
    with lodi.aperto("ets"):
        prima = list(aree()[:1])
        avviso = crea_avviso(lodi, ammessi=PER_ENTI, allegati_richiesti=["statuto"], aree=prima)
        adesione = compila_ente(lodi, avviso)
        assert ("risorse", "Fra gli allegati manca: Statuto o atto costitutivo.") in mancanze(adesione)
        assert list(selezioni.aree(avviso)) == prima


@pytest.mark.parametrize("ruolo", ["operatore", "udp", "ats", "coordinatore"])
def test_compila_solo_chi_e_dell_ente(aperto, ruolo):
    with aperto.aperto("udp"):
        chi = {"avviso": aperto.avviso, "soggetto": aperto.ente, "poteri": aperto.poteri(ruolo), "adesso": adesso()}
        with pytest.raises(PermissionDenied):
            operazioni.salva_passo(passo="dati", campi=ENTE, revisione=0, **chi)
        adesione = compila_ente(aperto, aperto.avviso)
        with pytest.raises(PermissionDenied):
            operazioni.presenta(adesione, poteri=aperto.poteri(ruolo), adesso=adesso())


def test_la_correzione_di_un_ente_e_come_quella_di_un_comune(aperto):
    with aperto.aperto("ets"):
        adesione = rimanda(aperto, invia_ente(aperto, aperto.avviso), "partita_iva")
        assert Avviso.objects.get(genere="adesione.chiedi_integrazione").destinatario == aperto.utenti["ets"]
        with pytest.raises(operazioni.CampoFermo):
            salva(aperto, adesione, "dati", {"sito": "https://altro.example"}, ruolo="ets")
        salva(aperto, adesione, "dati", {"partita_iva": "02031600154"}, ruolo="ets")
        assert operazioni.presenta(rilegge(adesione), poteri=aperto.poteri("ets"), adesso=adesso()).stato == "presentata"
        with pytest.raises(operazioni.RilievoNonAmmesso):
            operazioni.scrivi_rilievo(adesione, "atto_numero", "x", poteri=aperto.poteri("udp"), adesso=adesso())


def test_di_uno_solo_lo_garantisce_la_banca_dati(aperto):
    with aperto.aperto("udp"):
        for chi in ({}, {"comune": Comune.objects.first(), "ente": aperto.ente}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Adesione.objects.create(avviso=aperto.avviso, **chi)


def test_le_pagine_dall_inizio_alla_ricevuta(aperto):
    ets = aperto.client("ets")
    assert "Compila l’adesione di Cooperativa di prova" in html(ets.get("/lodi/"))
    assert "Comincia" in html(ets.get(aperto.scheda))
    sbagliati = {**ENTE, "partita_iva": "02031600155", "runts_numero": "", "codice_fiscale": "1", "revisione": 0}
    sbagliata = ets.post(f"{aperto.scheda}dati/", sbagliati)
    assert sbagliata.status_code == 422 and "Partita IVA: l’ultima cifra" in html(sbagliata)
    assert "serve l’iscrizione al RUNTS" in html(sbagliata)
    assert ets.post(f"{aperto.scheda}dati/", {**ENTE, "runts_data": oggi(), "revisione": 0}).url == f"{aperto.scheda}aree/"
    with aperto.aperto("ets"):
        scelte = {"aree_target": [aree()[0].pk], "comuni_operativita": [aperto.comuni["Codogno"].pk]}
    assert ets.post(f"{aperto.scheda}aree/", {"tipo": "aderente", **scelte, "revisione": 1}).url == f"{aperto.scheda}risorse/"
    righe = {"risorse-TOTAL_FORMS": "0", "risorse-INITIAL_FORMS": "0"}
    documento = {"tipo_allegato": "identita", "file": SimpleUploadedFile("identita.pdf", pdf("Documento di prova"))}
    assert (
        ets.post(f"{aperto.scheda}risorse/", {**righe, "firma": "autografa", **documento, "revisione": 2}).url
        == f"{aperto.scheda}invio/"
    )
    inviata = ets.post(f"{aperto.scheda}invio/", {**dict.fromkeys(DICHIARA, "on"), "revisione": 3}, follow=True)
    assert "Adesione inviata: ha il numero" in html(inviata)
    assert ets.get(f"{aperto.scheda}ricevuta/").url == aperto.scheda
    with aperto.aperto("ets"):
        lavoro = Lavoro.objects.get()
    assert lavori.esegui(aperto.ambito.pk, lavoro.pk)
    assert f"{aperto.scheda}ricevuta/" in html(ets.get(aperto.scheda))
    assert ets.get(f"{aperto.scheda}ricevuta/").content.startswith(b"%PDF-")
    casa = html(ets.get("/lodi/"))
    assert "A che punto è" in casa and f'href="{aperto.scheda}"' in casa and "Compila l’adesione" not in casa
    assert "A che punto è" not in html(aperto.client("operatore").get("/lodi/"))


def test_l_ufficio_vede_esamina_ed_esporta(aperto):
    with aperto.aperto("ets"):
        invia_ente(aperto, aperto.avviso)
    udp = aperto.client("udp")
    assert "l’adesione di un ente da esaminare" in html(udp.get("/lodi/"))
    elenco = html(udp.get(f"{BASE}/enti/?stato=presentata"))
    assert "Cooperativa di prova" in elenco and f"{aperto.scheda}istruttoria/" in elenco
    assert "Cooperativa di prova;" in html(udp.get(f"{BASE}/enti/?formato=csv"))
    assert "Cooperativa" not in html(udp.get(f"{BASE}/adesioni/"))
    assert "<strong>0 su 4</strong>" in html(udp.get(f"{BASE}/adesioni/"))
    assert udp.post(f"{aperto.scheda}istruttoria/", {"esito": "accogli_consultiva"}).url == aperto.scheda
    assert "partecipate ai tavoli" in html(aperto.client("ets").get(aperto.scheda))


def test_la_bozza_e_dell_ente_e_gli_altri_non_la_vedono(aperto):
    with aperto.aperto("ets"):
        compila_ente(aperto, aperto.avviso)
    assert "Bruno Neri" in html(aperto.client("ets").get(aperto.scheda))
    assert "Bruno Neri" not in html(aperto.client("udp").get(aperto.scheda))
    for ruolo in ("ats", "operatore", "sindaco", "segretario"):
        assert aperto.client(ruolo).get(aperto.scheda).status_code == 404


def test_l_ufficio_sceglie_a_chi_si_rivolge(aperto):
    udp = aperto.client("udp")
    dati = {"apre": oggi(), "chiude": oggi(), "oltre_termine": "consultiva", "ammessi": ["scuole"]}
    assert udp.post(f"{BASE}/avviso/", dati).status_code == 302
    assert "Istituzioni scolastiche" in html(udp.get("/lodi/accordo/"))
    assert udp.post(f"{BASE}/avviso/", {**dati, "ammessi": []}).status_code == 422


def test_l_elenco_costa_uguale_con_uno_e_con_tanti(aperto):
    with aperto.aperto("ets"):
        invia_ente(aperto, aperto.avviso)
    udp = aperto.client("udp")
    udp.get(f"{BASE}/enti/")
    with CaptureQueriesContext(connection) as uno:
        udp.get(f"{BASE}/enti/")
    with aperto.aperto("udp"):
        for n in range(20):
            Adesione.objects.create(avviso=aperto.avviso, ente=Ente.objects.create(tipo="ets", denominazione=f"Ente {n:02}"))
    with CaptureQueriesContext(connection) as tanti:
        udp.get(f"{BASE}/enti/")
    assert len(tanti) == len(uno)


@pytest.mark.parametrize("stato", ["bozza", "proposto", "approvato", "vigente", "concluso"])
def test_gli_obiettivi_si_vedono_da_quando_il_piano_e_approvato(aperto, stato):
    with aperto.aperto("udp"):
        piano = piano_pronto(aperto)
        PianoDiZona.objects.filter(pk=piano.pk).update(stato=stato)
        titolo = piano.obiettivi.first().titolo
    pagina = html(aperto.client("ets").get(f"{aperto.scheda}aree/"))
    visibile = stato not in ("bozza", "proposto")
    assert (titolo in pagina) is visibile and ("non sono ancora pubblici" in pagina) is not visibile
    del_comune = html(aperto.client("operatore").get(f"{BASE}/adesioni/098019/aree/"))
    assert titolo not in del_comune and "non sono ancora pubblici" not in del_comune


def test_mentre_il_piano_si_aggiorna_si_sostiene_cio_che_vale(aperto):
    with aperto.aperto("coordinatore"):
        piano = in_aggiornamento(aperto)
        scheda = piano.obiettivi.get()
    with aperto.aperto("ets"):
        adesione = compila_ente(aperto, aperto.avviso, firma="digitale", allega=())
        adesione.obiettivi.set([scheda])
        documento = emetti_da_firmare(adesione)
    with aperto.aperto("udp"):
        Obiettivo.objects.filter(pk=scheda.pk).update(titolo="Un titolo ancora da votare")
        obiettivo(piano, aperto.utenti["udp"], "La casa")
    pagina = html(aperto.client("ets").get(f"{aperto.scheda}aree/"))
    assert str(scheda) in pagina and "ancora da votare" not in pagina and "La casa" not in pagina
    with aperto.aperto("ets"):
        assert riepilogo(adesione)["obiettivi"] == [str(scheda)] and ancora_uguale(documento, rilegge(adesione))
