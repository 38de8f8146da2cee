"""L’avvio di un Ambito: ogni tappa si ricava dai dati e si spunta da sé; la pagina costa uguale con un Comune e con tanti."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito import incarichi, stemmi, tappe
from ambito.assemblea.esempi import UN_VOTO
from ambito.assemblea.operazioni import organi, ufficio
from ambito.models import Ambito, Appartenenza, PopolazioneComune, Scadenza
from ambito.registri import TappaAvvio
from tests.ambito.test_stemmi import immagine
from tests.scena import ADESSO, COMUNI, crea_comune, crea_scena, crea_utente

OGGI = date.today()
DOMANI = OGGI + timedelta(1)


def leggi(scena, oggi=OGGI):
    """Le tappe dell’Ambito per ordine."""
    with scena.aperto("coordinatore"):
        return {t.ordine: t for t in tappe.avvii(scena.poteri("coordinatore"), oggi)[0].tappe}


def conferisci(scena, ruolo, **dove):
    persona = crea_utente(f"{ruolo}.{dove['comune'].codice_istat}@lodi.example")
    incarichi.conferisci(utente=persona, ruolo=ruolo, dal=OGGI, atto="decreto", autore=None, adesso=ADESSO, **dove)


def test_un_ambito_appena_creato_ha_il_territorio_e_il_resto_da_fare(lodi):
    lette = leggi(lodi)
    assert lette[10].fatta and (lette[10].fatti, lette[10].nota) == (4, "4 Comuni")
    assert lette[20].fatta and lette[20].nota == "Lodi, Lombardia."
    assert lette[30].fatta and not lette[30].nota
    assert (lette[40].fatti, lette[40].totale) == (2, 4)
    assert lette[40].nota == "Mancano 2 Sindaci su 4: Abbadia Cerreto, Lodi."
    assert lette[50].nota == "Mancano 2 operatori su 4: Abbadia Cerreto, Lodi."
    assert (lette[55].fatti, lette[55].totale) == (0, 2) and "segretario" in lette[55].nota
    assert not lette[60].fatta and not lette[80].fatta and not lette[90].fatta
    assert [o for o, t in lette.items() if t.facoltativa] == [80, 90]


def test_un_posto_coperto_si_spunta_da_se(lodi):
    with lodi.aperto():
        conferisci(lodi, "sindaco", comune=lodi.comuni["Lodi"])
        conferisci(lodi, "operatore", comune=lodi.comuni["Lodi"])
        conferisci(lodi, "operatore", comune=lodi.comuni["Abbadia Cerreto"])
    lette = leggi(lodi)
    assert (lette[40].fatti, lette[40].nota) == (3, "Manca 1 Sindaco su 4: Abbadia Cerreto.")
    assert lette[50].fatta and not lette[50].nota


def test_senza_segretario_si_dice_chi_manca_e_dove_si_conferisce(lodi):
    with lodi.aperto():
        segretario = incarichi.Incarico.objects.get(utente=lodi.utenti["segretario"])
        ieri = timezone.localdate() - timedelta(days=1)
        incarichi.cessa(segretario, al=ieri, autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    tappa = leggi(lodi)[30]
    assert (tappa.fatti, tappa.totale, tappa.nota) == (1, 2, "Manca: Segretario dell’Assemblea.")
    assert tappa.url == "/lodi/persone/#scoperti"


def test_un_comune_senza_residenti_e_un_capofila_uscito_si_vedono(lodi):
    with lodi.aperto():
        PopolazioneComune.objects.filter(comune=lodi.comuni["Codogno"]).delete()
        Appartenenza.objects.filter(comune=lodi.comuni["Lodi"]).update(al=OGGI - timedelta(1))
    lette = leggi(lodi)
    assert (lette[10].fatti, lette[10].totale, lette[10].nota) == (2, 3, "Di 1 Comune su 3 non si sanno i residenti.")
    assert not lette[20].fatta and "non è fra i Comuni" in lette[20].nota


def test_di_tanti_posti_scoperti_si_nominano_i_primi(db):
    scena = crea_scena("lodi", [(f"0989{n:02}", f"Borgo {n:02}", 100) for n in range(12)])
    assert leggi(scena)[40].nota == "Mancano 10 Sindaci su 12: Borgo 00, Borgo 03, Borgo 04, Borgo 05, Borgo 06 e altri 5."


def test_lo_scadenzario_e_a_posto_quando_di_ogni_scadenza_si_occupa_qualcuno(lodi):
    with lodi.aperto():
        tutte = Scadenza.objects.aperte().count()
    assert tutte and leggi(lodi)[70].fatta
    with lodi.aperto():
        for ufficio_ in incarichi.Incarico.objects.filter(ruolo="udp"):
            incarichi.cessa(ufficio_, al=OGGI - timedelta(1), autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    tappa = leggi(lodi)[70]
    assert not tappa.fatta and "non si occupa nessuno in carica" in tappa.nota


def test_l_organo_e_a_meta_con_la_regola_di_partenza_e_fatto_con_quella_verificata(lodi):
    chi = {"poteri": lodi.poteri("segretario"), "adesso": timezone.now()}
    with lodi.aperto("segretario"):
        organo = organi.istituisci(nome="Conferenza dei Sindaci", dal=OGGI - timedelta(9), **chi)
    tappa = leggi(lodi)[55]
    assert (tappa.fatti, tappa.url) == (1, f"/lodi/assemblea/organi/{organo.pk}/regola/")
    with lodi.aperto("segretario"):
        organi.adotta_regola(organo, UN_VOTO, fonte="Regolamento", verificata=True, valida_dal=OGGI, **chi)
    assert leggi(lodi)[55].fatta


def test_regolamento_e_stemma_si_spuntano_da_se(lodi):
    chi = {"poteri": lodi.poteri("coordinatore"), "adesso": timezone.now()}
    with lodi.aperto("coordinatore"):
        ufficio.adotta_regolamento(atto="Decreto 3/2026", dal=OGGI, **chi)
        stemmi.cambia(byte=immagine(), descrizione="Stemma di Lodi", **chi)
    lette = leggi(lodi)
    assert lette[60].fatta and lette[60].nota == "Decreto 3/2026"
    assert lette[80].fatta and lette[80].nota == "Stemma di Lodi"


@pytest.mark.parametrize(
    ("tappa", "fatta", "avanti", "manca"),
    [
        ({"fatti": 1}, True, False, False),
        ({"fatti": 0}, False, False, True),
        ({"fatti": 1, "totale": 2}, False, False, True),
        ({"fatti": 0, "totale": 0}, False, False, True),
        ({"facoltativa": True}, False, False, False),
        ({"dal": DOMANI}, False, True, False),
        ({"dal": OGGI}, False, False, True),
        ({"dal": DOMANI, "fatti": 1}, True, False, False),
    ],
)
def test_che_cosa_manca(tappa, fatta, avanti, manca):
    tappa = TappaAvvio(1, "Una", "Perché sì.", "/", **tappa)
    assert (tappa.fatta, tappa.piu_avanti(OGGI), tappa.manca(OGGI)) == (fatta, avanti, manca)


def test_si_contano_solo_le_tappe_che_servono_e_si_possono_fare():
    voci = [
        TappaAvvio(1, "Fatta", "", "/", 1), TappaAvvio(2, "Da fare", "", "/"), TappaAvvio(3, "Più avanti", "", "/", dal=DOMANI),
        TappaAvvio(4, "Facoltativa fatta", "", "/", 1, facoltativa=True), TappaAvvio(5, "Facoltativa", "", "/", facoltativa=True),
    ]  # fmt: skip
    avvio = tappe.Avvio("Prova", "prova", voci)
    assert [t.titolo for t in avvio.contano(OGGI)] == ["Fatta", "Da fare"]
    assert [t.titolo for t in avvio.mancano(OGGI)] == ["Da fare"]


def test_la_pagina_dice_a_che_punto_e_e_che_cosa_viene_adesso(lodi):
    risposta = lodi.client("coordinatore").get("/lodi/avvio/")
    html = risposta.content.decode()
    assert risposta.context["prossima"].titolo == "Un Sindaco per ogni Comune"
    assert (risposta.context["gruppi"][0]["fatte"], risposta.context["gruppi"][0]["totale"]) == (4, 8)
    assert re.search(r'<a href="/lodi/persone/#scoperti">Un Sindaco per ogni Comune</a>', html)
    assert "2 su 4" in html and "facoltativa" in html and "Mancano 2 Sindaci su 4" in html
    # Niente da spuntare a mano, e niente che dipenda da JavaScript.
    principale = html.split("<main")[1].split("</main>")[0]
    assert "<form" not in principale and "hx-" not in principale and "<script" not in principale


def test_ogni_collegamento_porta_a_una_pagina_che_chi_coordina_apre(lodi):
    navigatore = lodi.client("coordinatore")
    gruppi = navigatore.get("/lodi/avvio/").context["gruppi"]
    indirizzi = {t.url.partition("#")[0] for g in gruppi for t, *_ in g["tappe"]}
    assert len(indirizzi) >= 8
    assert {url: navigatore.get(url).status_code for url in indirizzi} == dict.fromkeys(indirizzi, 200)


def test_vi_si_arriva_da_tocca_a_te_soltanto_chi_coordina(lodi):
    assert 'href="/lodi/avvio/"' in lodi.client("coordinatore").get("/lodi/").content.decode()
    assert 'href="/lodi/avvio/"' not in lodi.client("udp").get("/lodi/").content.decode()


def test_dice_solo_del_suo_ambito(lodi, pavese):
    with pavese.aperto("segretario"):
        organi.istituisci(nome="Altrove", dal=OGGI, poteri=pavese.poteri("segretario"), adesso=timezone.now())
    assert leggi(lodi)[55].fatti == 0 and leggi(pavese)[55].fatti == 1
    assert Ambito.objects.count() == 2


def test_costa_uguale_con_uno_e_con_tanti_comuni(db):
    scena = crea_scena("lodi", COMUNI["lodi"][:3])
    navigatore = scena.client("coordinatore")

    def costo():
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get("/lodi/avvio/").status_code == 200
        return len(catturate)

    costo()
    pochi = costo()
    with scena.aperto():
        for n in range(60):
            nuovo = crea_comune(f"0987{n:02}", f"Comune {n}", 500)
            Appartenenza.objects.create(comune=nuovo, dal=date(2025, 1, 1))
            if n % 2:
                conferisci(scena, "sindaco", comune=nuovo)
    assert costo() == pochi <= 20
