"""Le scritture dei riparti: calcolo, dati mancanti, deposito, voto, confronto con l’anno prima."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from accordo import operazioni
from accordo.models import PianoRiparto, QuotaComune, Scenario
from accordo.selezioni import riparti, spiegazioni
from accordo.selezioni.calcolo import Popolazioni
from ambito import flusso
from ambito.models import Avviso, Evento, Lavoro, PopolazioneComune
from ambito.poteri import PotereMancante
from tests.accordo.fabbriche import oggi
from tests.accordo.riparti import calcolato, chi, crea, criterio, dato, deliberato, quote, scrivi

pytestmark = pytest.mark.django_db
POPOLAZIONE = {"Lodi": 45000, "Codogno": 15900, "Casalpusterlengo": 15200, "Abbadia Cerreto": 280}


@pytest.fixture
def aperto(lodi):
    with lodi.aperto("udp"):
        yield lodi


def test_si_divide_cio_che_non_pagano_fondi_e_altri_enti(aperto):
    scenario = calcolato(aperto)
    assert scenario.riparto.importo == Decimal("10000.00") and sum(quote(scenario).values()) == Decimal("10000.00")
    assert quote(scenario)["Lodi"] == Decimal("5891.59")
    assert scenario.colonne[0] | {"parte": "", "al": ""} == {
        "nome": "Residenti", "misura": "100 %", "parte": "", "fonte": "dato di prova", "al": ""
    }  # fmt: skip


def test_r4_quota_fissa_e_il_resto_per_abitante(aperto):
    scenario = calcolato(aperto, criterio("uguale"), fissa="500.00")
    assert set(quote(scenario).values()) == {Decimal("2500.00")}
    assert [c["parte"] for c in scenario.colonne] == ["8000.00", "2000.00"]
    quota = scenario.quote.first()
    assert [d["importo"] for d in quota.dettaglio] == ["2000.00", "500.00"]


def test_euro_per_unita_e_percentuali_insieme(aperto):
    scenario = calcolato(aperto, criterio("popolazione", "0.10", "euro_per_unita"), criterio("uguale"))
    assert [c["parte"] for c in scenario.colonne] == ["7638.00", "2362.00"]
    assert quote(scenario)["Abbadia Cerreto"] == Decimal("28.00") + Decimal("590.50")


def test_il_correttivo_dei_piccoli_comuni(aperto):
    dimezzato = calcolato(aperto, criterio(soglia=1000, moltiplicatore=Decimal("0.5")), titolo="Con correttivo")
    # 140 (280 dimezzati) su 76.240: gli altri pesano interi.
    assert quote(dimezzato)["Abbadia Cerreto"] == Decimal("18.36")
    assert dimezzato.colonne[0]["misura"] == "100 %, dato × 0,5 fino a 1.000 residenti"
    detta = frasi(dimezzato)["Abbadia Cerreto"]
    assert detta.endswith("Correttivo di «Residenti»: il suo dato conta 140 invece di 280 (× 0,5, fino a 1.000 residenti).")
    assert "Correttivo" not in frasi(dimezzato)["Lodi"]


def test_il_correttivo_montano_pesa_qualunque_dato_e_lo_dice(aperto):
    """Divide per superficie; il montano (Codogno, 60 km² su 100) conta la metà: 10.000 × 50 / 400."""
    montana = dato(
        aperto, {"Lodi": 0, "Codogno": 60, "Casalpusterlengo": 0, "Abbadia Cerreto": 5}, nome="Superficie montana", unita="km²"
    )
    superficie = dato(aperto, dict.fromkeys(POPOLAZIONE, 100) | {"Lodi": 150}, nome="Superficie", unita="km²")
    correttivo = {"guarda": montana, "verso": "almeno", "soglia": 50, "moltiplicatore": Decimal("0.5")}
    scenario = calcolato(aperto, criterio("dato", dato=superficie, **correttivo))
    assert quote(scenario)["Codogno"] == Decimal("1250.00") and sum(quote(scenario).values()) == Decimal("10000.00")
    colonna = scenario.colonne[0]
    assert colonna["misura"] == "100 %, dato × 0,5 con «Superficie montana» da 50 km² in su"
    assert colonna["fonte"].endswith("; correttivo: Rilevazione; certificato da Ufficio di Piano")
    assert "conta 50 invece di 100 (× 0,5, con «Superficie montana» da 50 km² in su)." in frasi(scenario)["Codogno"]
    # Al contrario: chi non è montano conta il doppio, e nulla cambia nelle proporzioni.
    inverso = {**correttivo, "verso": "fino_a", "soglia": 49, "moltiplicatore": 2}
    assert quote(calcolato(aperto, criterio("dato", dato=superficie, **inverso), titolo="Altro")) == quote(scenario)
    # Il dato del correttivo cambia: gli scenari che lo guardano si rifanno, e l’anno non cambia da sotto.
    operazioni.scrivi_valori(montana, [(aperto.comuni["Codogno"], Decimal(0), True)], **chi(aperto))
    assert quote(Scenario.objects.get(pk=scenario.pk))["Codogno"] == Decimal("2222.22")
    with pytest.raises(operazioni.RipartoChiuso, match="toglili dai criteri"):
        operazioni.modifica_riparto(scenario.riparto, 0, anno=2026, **chi(aperto))


def test_senza_la_misura_del_correttivo_non_si_calcola(aperto):
    montana = dato(aperto, {"Codogno": 60})
    scenario = calcolato(aperto, criterio(guarda=montana, verso="almeno", soglia=50, moltiplicatore=2))
    assert scenario.impedimento == (
        "Criterio «Residenti»: per il correttivo manca «Ore» di 098001 Abbadia Cerreto, 098010 Casalpusterlengo, 098031 Lodi."
    )


@pytest.mark.parametrize("voci", [{"soglia": 5}, {"moltiplicatore": 2}, {"soglia": 0, "moltiplicatore": 2}, {"verso": "altro"}])
def test_un_correttivo_a_meta_la_banca_dati_lo_rifiuta(aperto, voci):
    scenario = crea(aperto).scenari.get()
    with pytest.raises(IntegrityError, match="criterio_"), transaction.atomic():
        scenario.criteri.create(ordine=1, **criterio(**voci))


def test_r5_e_r6_il_dato_mancante_ferma_lo_zero_certificato_no(aperto):
    ore = dato(aperto, {"Lodi": 10, "Codogno": 30})
    scenario = calcolato(aperto, criterio("dato", dato=ore))
    assert scenario.calcolato_il is None and not scenario.quote.exists()
    assert scenario.impedimento == "Criterio «Ore»: manca il dato di 098001 Abbadia Cerreto, 098010 Casalpusterlengo."
    zeri = [(aperto.comuni[n], Decimal(0), True) for n in ("Abbadia Cerreto", "Casalpusterlengo")]
    assert operazioni.scrivi_valori(ore, zeri, **chi(aperto)) == 2
    assert quote(Scenario.objects.get()) == {
        "Abbadia Cerreto": Decimal("0.00"), "Casalpusterlengo": Decimal("0.00"), "Codogno": Decimal("7500.00"),
        "Lodi": Decimal("2500.00"),
    }  # fmt: skip
    for nome in ("Lodi", "Codogno"):
        operazioni.scrivi_valori(ore, [(aperto.comuni[nome], Decimal(0), True)], **chi(aperto))
    assert "senza valori" in Scenario.objects.get().impedimento


def test_uno_zero_senza_certificato_si_rifiuta(aperto):
    ore = dato(aperto, {"Lodi": 10})
    with pytest.raises(operazioni.ZeroNonCertificato, match="Codogno ha zero"):
        operazioni.scrivi_valori(ore, [(aperto.comuni["Codogno"], Decimal(0), False)], **chi(aperto))
    with pytest.raises(IntegrityError), transaction.atomic():
        ore.valori.create(comune=aperto.comuni["Codogno"], valore=0)
    with pytest.raises(operazioni.DatoDoppio, match="c’è già"):
        dato(aperto, {})


def test_un_comune_che_esce_si_vede_in_un_altro_scenario(aperto):
    primo = calcolato(aperto)
    senza = operazioni.aggiungi_scenario(primo.riparto, nome="Senza Lodi", copia=primo, **chi(aperto))
    restano = [c for c in aperto.elenco if c.nome != "Lodi"]
    senza = operazioni.salva_perimetro(senza, senza.revisione, restano, **chi(aperto))
    assert "Lodi" not in quote(senza) and sum(quote(senza).values()) == Decimal("10000.00")
    righe = dict(riparti.confronta([primo, senza], {}))
    assert righe[aperto.comuni["Lodi"]][1] is None
    assert righe[aperto.comuni["Codogno"]][1].quota.importo > righe[aperto.comuni["Codogno"]][0].quota.importo
    with pytest.raises(operazioni.ScenarioNonAmmesso, match="almeno un Comune"):
        operazioni.salva_perimetro(senza, senza.revisione, [], **chi(aperto))


def test_cambiando_gli_importi_gli_scenari_si_rifanno(aperto):
    scenario = calcolato(aperto)
    operazioni.modifica_riparto(scenario.riparto, 0, costo=Decimal("25000.00"), **chi(aperto))
    assert sum(quote(Scenario.objects.get()).values()) == Decimal("20000.00")
    with pytest.raises(operazioni.RipartoCambiato):
        operazioni.modifica_riparto(scenario.riparto, 0, costo=Decimal("1.00"), **chi(aperto))


def test_nell_anno_lo_stesso_nome_una_volta_sola_e_importi_possibili(aperto):
    riparto = crea(aperto)
    with pytest.raises(operazioni.RipartoDoppio) as errore:
        crea(aperto)
    assert errore.value.campo == "titolo"
    with pytest.raises(IntegrityError, match="riparto_importi"), transaction.atomic():
        operazioni.modifica_riparto(riparto, 0, coperture=Decimal("15000.00"), **chi(aperto))


def test_chi_salva_per_secondo_lo_sa(aperto):
    scenario = calcolato(aperto)
    with pytest.raises(operazioni.RipartoCambiato, match="un collega ha salvato"):
        scrivi(aperto, scenario, criterio("uguale"), revisione=0)


def test_si_deposita_solo_uno_scenario_calcolato_e_poi_non_si_cambia(aperto):
    vuoto = crea(aperto).scenari.get()
    with pytest.raises(flusso.RequisitiMancanti, match="Lo scenario A non è calcolato: Nessun criterio"):
        operazioni.deposita(vuoto, **chi(aperto))
    riparto = operazioni.deposita(scrivi(aperto, vuoto, criterio()), **chi(aperto))
    assert riparto.stato == "depositato" and Lavoro.objects.filter(argomenti__tipo="riparto").count() == 1
    assert Avviso.objects.filter(titolo__startswith="Depositato", destinatario=aperto.utenti["sindaco"]).exists()
    for scrive in (
        lambda: operazioni.modifica_riparto(riparto, 0, costo=Decimal("1.00"), **chi(aperto)),
        lambda: scrivi(aperto, Scenario.objects.get(), criterio("uguale")),
        lambda: operazioni.aggiungi_scenario(riparto, nome="B", **chi(aperto)),
        lambda: operazioni.ricalcola(Scenario.objects.get(), **chi(aperto)),
    ):
        with pytest.raises(operazioni.RipartoChiuso, match="depositato per il voto"):
            scrive()
    operazioni.ritira(riparto, "Manca un dato", **chi(aperto))
    assert operazioni.ricalcola(Scenario.objects.get(), **chi(aperto)).calcolato_il


def test_le_quote_depositate_le_custodisce_la_banca_dati(aperto):
    riparto = operazioni.deposita(calcolato(aperto), **chi(aperto))
    for rompi in (lambda q: q.update(importo=1), lambda q: q.delete()):
        with pytest.raises((ProgrammingError, InternalError), match="non cambia"), transaction.atomic():
            rompi(QuotaComune.objects.filter(scenario=riparto.proposto_id))


def test_gli_scenari_si_tolgono_ma_uno_resta(aperto):
    primo = calcolato(aperto)
    with pytest.raises(operazioni.ScenarioNonAmmesso, match="almeno uno scenario"):
        operazioni.elimina_scenario(primo, **chi(aperto))
    altro = operazioni.aggiungi_scenario(primo.riparto, nome="Altro", **chi(aperto))
    operazioni.scegli(primo, **chi(aperto))
    with pytest.raises(operazioni.ScenarioNonAmmesso, match="scelto per il deposito"):
        operazioni.elimina_scenario(primo, **chi(aperto))
    operazioni.elimina_scenario(altro, **chi(aperto))
    assert [s.lettera for s in primo.riparto.scenari.all()] == ["A"]


def test_il_voto_adotta_lo_scenario_depositato_e_nessun_altro(aperto):
    scenario = calcolato(aperto)
    riparto = operazioni.deposita(scenario, **chi(aperto))
    assert riparti.proponibili(None) == [(scenario.pk, "Riparto Servizi associati 2025, scenario A (Primo scenario)")]
    operazioni.registra_voto(scenario, "", giorno=None, adesso=chi(aperto)["adesso"])
    assert PianoRiparto.objects.get().esito_voto == "L’Assemblea dei Sindaci non ha approvato lo scenario A."
    riparto = operazioni.registra_voto(scenario, "12/2025", giorno=oggi(), adesso=chi(aperto)["adesso"])
    assert (riparto.stato, riparto.deliberazione, riparto.adottato) == ("deliberato", "12/2025", True)
    operazioni.registra_voto(scenario, "13/2025", giorno=oggi(), adesso=chi(aperto)["adesso"])
    riparto.refresh_from_db()
    assert (riparto.deliberazione, riparto.esito_voto) == ("12/2025", "Approvato dall’Assemblea dei Sindaci.")
    assert riparti.proponibili(None) == []


def test_il_voto_su_uno_scenario_ritirato_non_lo_adotta(aperto):
    scenario = calcolato(aperto)
    operazioni.ritira(operazioni.deposita(scenario, **chi(aperto)), "Manca un dato", **chi(aperto))
    assert PianoRiparto.objects.get().proposto is None
    riparto = operazioni.registra_voto(scenario, "12/2025", giorno=oggi(), adesso=chi(aperto)["adesso"])
    assert riparto.stato == "bozza" and "non è più quello depositato" in riparto.esito_voto


def test_l_atto_registrato_a_mano_vuole_gli_estremi(aperto):
    riparto = operazioni.deposita(calcolato(aperto), **chi(aperto))
    with pytest.raises(flusso.RequisitiMancanti, match="numero e data"):
        operazioni.registra_atto(riparto, deliberazione="", deliberato_il=None, **chi(aperto))
    operazioni.registra_atto(riparto, deliberazione="n. 4", deliberato_il=oggi(), **chi(aperto))
    with pytest.raises(flusso.TransizioneNonAmmessa):
        operazioni.registra_atto(riparto, deliberazione="n. 5", deliberato_il=oggi(), **chi(aperto))
    assert PianoRiparto.objects.get().deliberazione == "n. 4"


def test_solo_l_ufficio_scrive_e_la_bozza_la_vede_lui(aperto):
    scenario = calcolato(aperto)
    for ruolo in ("sindaco", "revisore", "presidente", "operatore"):
        assert riparti.riparto(scenario.riparto_id, aperto.poteri(ruolo)) is None
        with pytest.raises(PotereMancante):
            operazioni.deposita(scenario, **chi(aperto, ruolo))
    operazioni.deposita(scenario, **chi(aperto))
    operazioni_viste = riparti.riparto(scenario.riparto_id, aperto.poteri("sindaco"))
    assert [s.lettera for s in riparti.scenari(operazioni_viste, aperto.poteri("sindaco"))] == ["A"]


def test_ogni_scrittura_sta_nel_registro(aperto):
    deliberato(aperto)
    verbi = set(
        Evento.objects.filter(oggetto_tipo__in=["accordo.pianoriparto", "accordo.scenario"]).values_list("verbo", flat=True)
    )
    assert verbi == {
        "pianoriparto.crea", "scenario.aggiungi", "scenario.salva", "pianoriparto.scegli", "pianoriparto.deposita",
        "pianoriparto.registra_atto",
    }  # fmt: skip


def test_la_popolazione_e_alla_stessa_data_per_tutti(aperto):
    lodi = aperto.comuni["Lodi"]
    PopolazioneComune.objects.create(comune=lodi, data="2025-01-01", valore=99999, fonte="più recente, ma di uno solo")
    serie = Popolazioni([c.pk for c in aperto.elenco], oggi()).residenti
    assert serie.valori[lodi.pk] == 45000 and serie.al.isoformat() == "2024-01-01"
    assert Popolazioni([lodi.pk], oggi()).residenti.valori == {lodi.pk: 99999}


def test_le_eta_che_mancano_fermano_il_calcolo_con_la_frase(aperto):
    scenario = calcolato(aperto, criterio("minori"))
    assert scenario.impedimento.startswith("Criterio «Residenti da 0 a 17 anni»: manca il dato di 098001 Abbadia Cerreto")
    for comune in aperto.elenco:
        fasce = {"0-2": 1, "3-5": 1, "6-17": 2, "18-64": 10, "65-74": 3, "75-84": 2, "85+": 1}
        PopolazioneComune.objects.create(comune=comune, data="2023-01-01", valore=20, fonte="Istat", fasce=fasce)
    assert set(quote(operazioni.ricalcola(scenario, **chi(aperto))).values()) == {Decimal("2500.00")}
    anziani = scrivi(aperto, Scenario.objects.get(), criterio("anziani", 50), criterio("grandi_anziani", 50))
    assert anziani.quote.first().dettaglio[0]["dato"] == "6" and anziani.quote.first().dettaglio[1]["dato"] == "3"


def frasi(scenario, prima=None):
    residenti = sum(POPOLAZIONE.values())
    vecchie = {q.comune_id: q for q in prima.quote.all()} if prima else {}
    return {
        q.comune.nome: spiegazioni.perche(q, scenario, vecchie.get(q.comune_id), prima, residenti)
        for q in scenario.quote.select_related("comune")
    }


def test_perche_un_comune_paga_di_piu_della_media(aperto):
    scenario = calcolato(aperto, criterio(valore=50), criterio("uguale", 50))
    dette = frasi(scenario)
    assert dette["Abbadia Cerreto"] == (
        "4,53 € per abitante, la media è 0,13 €: lo fa salire soprattutto «Parti uguali» (+1.231,67 €)."
    )
    assert "lo fa scendere soprattutto «Parti uguali»" in dette["Lodi"]
    assert frasi(calcolato(aperto, titolo="Solo popolazione"))["Lodi"] == "0,13 € per abitante, la media è 0,13 €."


def test_perche_un_comune_paga_di_piu_dell_anno_prima(aperto):
    prima = deliberato(aperto, anno=2024).proposto
    dopo = calcolato(aperto, criterio(valore=50), criterio("uguale", 50), precedente=prima.riparto)
    dette = frasi(dopo, prima)
    assert dette["Abbadia Cerreto"].startswith("1.231,67 € di più del 2024 (+3.359,7 %): pesa soprattutto «Parti uguali»")
    assert "(+1.250,00 €), che prima non c’era." in dette["Abbadia Cerreto"]
    assert "di meno del 2024" in dette["Lodi"] and "«Residenti» (−2.945,79 €)" in dette["Lodi"]
    assert frasi(prima, prima)["Lodi"] == "Paga come nel 2024."
    su, giu = riparti.estremi(d for _, (d,) in riparti.confronta([dopo], riparti.quote_precedenti(dopo.riparto)))
    assert (su.quota.comune.nome, giu.quota.comune.nome) == ("Abbadia Cerreto", "Lodi")
    assert (su.in_euro, giu.in_percento) == ("+1.231,67 €", "−28,8 %")
