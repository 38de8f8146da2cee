"""Gli indicatori della popolazione: conti esatti, data e fonte dette, l’Ambito intero non è la media dei Comuni."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ambito.models import Caricamento, PopolazioneComune
from servizi.operazioni.scrittura import DatoNonValido
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni, indagini
from tests.servizi.fabbriche import crea_indagine

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


def carica(scena, indagine, *righe):
    """Carica un foglio di risposte e restituisce il caricamento."""
    testo = "\n".join(["Domanda;Risposta;Quante volte", *righe])
    url = f"/lodi/servizi/bisogni/indagini/{indagine.pk}/"
    risposta = scena.client("udp").post(url, {"file": SimpleUploadedFile("r.csv", testo.encode())})
    assert risposta.status_code == 302, risposta.content.decode()
    return Caricamento.objects.get(pk=int(risposta.url.rstrip("/").split("/")[-1]))


def conferma(scena, caricamento):
    return scena.client("udp").post(f"/lodi/caricamenti/{caricamento.pk}/", {"azione": "applica"})


def test_le_risposte_di_un_indagine_si_caricano_sommate(lodi):
    with lodi.aperto("udp"):
        indagine = crea_indagine(lodi, invitati=100, rispondenti=40)
        caricamento = carica(lodi, indagine, "Che cosa serve?;Trasporto;30", "Che cosa serve?;Altro;2", "Usi il nido?;Sì;38")
        assert caricamento.anteprima["nuove"] == 3
        assert conferma(lodi, caricamento).url == f"/lodi/servizi/bisogni/indagini/{indagine.pk}/"
        seconda = carica(lodi, indagine, "Che cosa serve?;Trasporto;31", "Usi il nido?;Sì;38")
        assert (seconda.anteprima["cambiate"], seconda.anteprima["uguali"]) == (1, 1)
        conferma(lodi, seconda)
        lette = {d.testo: [(r.risposta, r.quante) for r in d.risposte] for d in indagini.domande(indagine)}
    assert lette == {"Che cosa serve?": [("Trasporto", 31), ("Altro", 2)], "Usi il nido?": [("Sì", 38)]}
    url = f"/lodi/servizi/bisogni/indagini/{indagine.pk}/"
    di_tutti, dell_ufficio = (lodi.client(r).get(url).content.decode() for r in ("sindaco", "udp"))
    assert "meno di 3" in di_tutti and "6 %" not in di_tutti and "6 %" in dell_ufficio
    assert "meno di 3" not in dell_ufficio and "40 su 100 (40,0 %)" in di_tutti
    assert "Trasporto;31" in lodi.client("udp").get(f"{url}?formato=csv").content.decode("utf-8-sig")


def test_un_indagine_non_accetta_persone_ne_conti_che_non_tornano(lodi):
    with lodi.aperto("udp"):
        with pytest.raises(DatoNonValido, match="di quante ne sono state invitate"):
            crea_indagine(lodi, invitati=3, rispondenti=4)
        indagine = crea_indagine(lodi)
        with pytest.raises(DatoNonValido, match="questo titolo"):
            crea_indagine(lodi)
        caricamento = carica(lodi, indagine, "Chi sei?;RSSMRA80A01F205X;1", "A;B;uno", "C;D;1", "C;D;2")
        frasi = " ".join(e["frase"] for e in caricamento.anteprima["errori"])
        assert caricamento.esito == "con_errori" and "È la stessa risposta della riga 4" in frasi
        assert "codice fiscale di una persona" in frasi and not indagini.domande(indagine)
