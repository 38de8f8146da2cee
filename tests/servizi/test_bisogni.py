"""Gli indicatori della popolazione: conti esatti, data e fonte dette, l’Ambito intero non è la media dei Comuni."""

from datetime import date
from decimal import Decimal

from ambito.models import PopolazioneComune
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni

FASCE = {"0-2": 20, "3-5": 30, "6-17": 100, "18-64": 600, "65-74": 120, "75-84": 90, "85+": 40}
OGGI = date(2025, 6, 10)


def eta(lodi, nome, quando=date(2023, 1, 1), **fasce):
    valori = {**FASCE, **fasce}
    PopolazioneComune.objects.create(
        comune=lodi.comuni[nome], data=quando, valore=sum(valori.values()), fonte="Istat, prova", fasce=valori
    )


def test_gli_indicatori_di_un_comune(lodi):
    with lodi.aperto():
        eta(lodi, "Codogno")
        righe, al, fonte = bisogni.popolazioni(OGGI)
    codogno = next(r for r in righe if r.comune.nome == "Codogno")
    valori = {codice: codogno.indicatore(i) for codice, i in INDICATORI.items()}
    assert valori == {
        "anziani": Decimal("25.00"), "grandi-anziani": Decimal("13.00"), "ultraottantacinquenni": Decimal("4.00"),
        "minori": Decimal("15.00"), "prima-infanzia": Decimal("2.00"), "anziani-per-minori": Decimal("166.67"),
        "carico": Decimal("66.67"),
    }  # fmt: skip
    assert (al, fonte) == (date(2023, 1, 1), "Istat, prova")
    assert next(r for r in righe if r.comune.nome == "Lodi").indicatore(INDICATORI["anziani"]) is None


def test_si_usa_la_serie_con_le_eta_piu_recente(lodi):
    with lodi.aperto():
        eta(lodi, "Codogno", quando=date(2022, 1, 1), **{"85+": 0})
        eta(lodi, "Codogno")
        righe, al, _ = bisogni.popolazioni(OGGI)
    assert al == date(2023, 1, 1) and next(r for r in righe if r.comune.nome == "Codogno").totale == 1000


def test_l_ambito_intero_e_la_somma_delle_persone(lodi):
    with lodi.aperto():
        eta(lodi, "Codogno")
        eta(lodi, "Lodi", **{"18-64": 9600})
        insieme = bisogni.insieme(bisogni.popolazioni(OGGI)[0])
    assert insieme.totale == 11_000 and insieme.indicatore(INDICATORI["anziani"]) == Decimal("4.55")
    assert bisogni.insieme([]).indicatore(INDICATORI["anziani"]) is None


def test_la_pagina_con_e_senza_eta(lodi):
    navigatore = lodi.client("sindaco")
    assert "non sono ancora caricate" in navigatore.get("/lodi/servizi/bisogni/").content.decode()
    with lodi.aperto():
        eta(lodi, "Codogno")
    pagina = navigatore.get("/lodi/servizi/bisogni/?indicatore=minori").content.decode()
    assert "Residenti per età al 1º gennaio 2023" in pagina and "15,0" in pagina and "Istat, prova" in pagina
    foglio = navigatore.get("/lodi/servizi/bisogni/?formato=csv").content.decode("utf-8-sig")
    assert "anziani-per-minori" in foglio and "166,67" in foglio
