"""Il foglio della spesa: errori cella per cella, anteprima, conferma, andata e ritorno, file ostili."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.errori import ErroreAtteso
from ambito.importazione import motore
from ambito.importazione.letture import pulisci_nota
from ambito.nucleo.fogli import scrivi_csv, scrivi_xlsx
from rendicontazione import operazioni
from rendicontazione.models import FormaGestione, VoceSpesa
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.colonne import COLONNE, righe_del_foglio
from servizi import selezioni as catalogo
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, consegna, spesa_di
from tests.scena import ADESSO

INTESTAZIONI = [c.etichetta for c in COLONNE]
BUONA = {
    "comune": "098019 Codogno", "anno": "2024", "intervento": "2.1 Assistenza domiciliare", "area": "ANZ", "forma_gestione": "SIN",
    "fondo": "", "utenti": "12", "spesa_lorda": "1.234,56", "compartecipazione_utenti": "234,56", "quota_ssn": "",
    "altre_entrate": "",
    "spesa_netta": "1.000,00", "liquidato": "1000", "nota": "",
}  # fmt: skip
POCHI = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def aperta(lodi):
    with lodi.aperto("operatore"):
        apri(lodi)
        yield lodi


def foglio(*righe, scrivi=scrivi_csv):
    celle = [[{**BUONA, **riga}[c.nome] for c in COLONNE] for riga in righe]
    return scrivi(INTESTAZIONI, celle) if scrivi is scrivi_csv else scrivi("Spesa", INTESTAZIONI, celle)


def carica(scena, byte, nome="Codogno"):
    return motore.carica(SPESA, nome_file="spesa.csv", byte=byte, comune=scena.comuni[nome], parametri={"anno": ANNO},
                         utente=scena.utenti["operatore"], adesso=ADESSO)  # fmt: skip


def applica(scena, caricamento):
    return motore.applica(caricamento, poteri=scena.poteri("operatore"), adesso=ADESSO)


def errori(caricamento):
    return {(e["riga"], e["colonna"]): e["frase"] for e in caricamento.anteprima["errori"]}


def scaricato(scena, scrivi=scrivi_csv):
    righe = righe_del_foglio(spesa_di(scena))
    return scrivi(INTESTAZIONI, righe) if scrivi is scrivi_csv else scrivi("Spesa", INTESTAZIONI, righe)


@pytest.mark.parametrize("scrivi", [scrivi_csv, scrivi_xlsx])
def test_un_foglio_buono_si_conferma_in_due_passi(aperta, scrivi):
    caricamento = carica(aperta, foglio({}, {"area": "DIS Disabili"}, scrivi=scrivi))
    assert caricamento.esito == "anteprima"
    assert (caricamento.anteprima["nuove"], caricamento.anteprima["cambiate"], caricamento.anteprima["uguali"]) == (2, 0, 0)
    assert not VoceSpesa.objects.exists()
    applica(aperta, caricamento)
    assert [v.spesa_netta for v in VoceSpesa.objects.all()] == [Decimal("1000.00")] * 2
    assert spesa_di(aperta).stato == "in_compilazione"


@pytest.mark.parametrize("campo, valore, parola", [
    ("comune", "98019", "forse «098019»"),
    ("comune", "098031", "098031 è Lodi"),
    ("comune", "015146", "non è un Comune di questo Ambito"),
    ("comune", "Lodi", "098031 è Lodi"),
    ("comune", "Codogn", "«Codogn» non è un Comune di questo Ambito: il tuo è Codogno (098019)"),
    ("anno", "2023", "raccoglie la spesa del 2024"),
    ("intervento", "9.9", "non è un intervento del catalogo"),
    ("intervento", "2025-01-02", "sembra una data"),
    ("area", "Marziani", "non è un’area di utenza del catalogo"),
    ("fondo", "XYZ", "non è un fondo del catalogo"),
    ("forma_gestione", "boh", "non è una forma di gestione"),
    ("utenti", "-3", "troppo piccolo"),
    ("utenti", "2,5", "non è un numero intero"),
    ("spesa_lorda", "12.34", "non è chiaro"),
    ("spesa_lorda", "-1,00", "è negativo"),
    ("spesa_lorda", "", "manca il valore"),
    ("spesa_lorda", "1.234,567", "più di due decimali"),
    ("liquidato", "2.000,00", "supera la spesa lorda"),
    ("compartecipazione_utenti", "9.999,00", "supera la spesa lorda"),
    ("spesa_netta", "999,00", "la netta è 1.000,00"),
    ("nota", "x" * 501, "il massimo è 500"),
])  # fmt: skip
def test_ogni_errore_ha_la_sua_cella_e_la_sua_frase(aperta, campo, valore, parola):
    caricamento = carica(aperta, foglio({"area": "DIS"}, {campo: valore}))
    etichetta = next(c.etichetta for c in COLONNE if c.nome == campo)
    assert caricamento.esito == "con_errori"
    assert parola in errori(caricamento)[3, etichetta]
    with pytest.raises(motore.CaricamentoSuperato):
        applica(aperta, caricamento)
    assert not VoceSpesa.objects.exists()


def test_l_importo_all_inglese_si_capisce_solo_se_e_certo(aperta):
    caricamento = carica(aperta, foglio({"spesa_lorda": "1,234.56"}))
    assert caricamento.esito == "anteprima"
    assert caricamento.anteprima["totali"][1]["foglio"] == "1.234,56"


def test_il_comune_va_bene_per_codice_per_nome_o_tutti_e_due(aperta):
    righe = [
        {"comune": comune, "area": area} for comune, area in (("098019", "DIS"), ("CODOGNO ", "ANZ"), ("098019 Codogno", "IMM"))
    ]
    assert carica(aperta, foglio(*righe)).anteprima["nuove"] == 3


def test_tutti_gli_errori_di_una_riga_insieme(aperta):
    caricamento = carica(aperta, foglio({"comune": "98019", "intervento": "9.9", "utenti": "tanti"}))
    assert caricamento.anteprima["quanti_errori"] == 3


def test_righe_doppie_nel_foglio(aperta):
    caricamento = carica(aperta, foglio({}, {"intervento": "Assistenza domiciliare", "area": "Anziani"}))
    assert "stessa voce della riga 2" in errori(caricamento)[3, ""]


def test_il_totale_scritto_nel_foglio_si_confronta(aperta):
    totale = dict.fromkeys(BUONA, "") | {"comune": "Totale", "utenti": "24", "spesa_lorda": "2.469,12"}
    giusto = foglio({}, {"area": "DIS"}, totale)
    assert carica(aperta, giusto).anteprima["lette"] == 2
    sbagliato = carica(aperta, foglio({}, {"area": "DIS"}, {**totale, "spesa_lorda": "2.469,13"}))
    assert "la somma delle righe è 2.469,12" in errori(sbagliato)[4, "Spesa lorda"]


def test_il_file_da_correggere_si_corregge_e_si_ricarica(aperta):
    caricamento = carica(aperta, foglio({"comune": "98019"}, {"area": "DIS"}))
    righe = list(csv.reader(io.StringIO(motore.file_degli_errori(caricamento).decode("utf-8-sig")), delimiter=";"))
    assert righe[0][-1] == "errore"
    assert "098019" in righe[1][-1]
    assert righe[2][-1] == ""
    righe[1][0] = "098019"
    assert carica(aperta, scrivi_csv(righe[0], righe[1:])).esito == "anteprima"


def test_l_anteprima_distingue_nuove_cambiate_e_uguali(aperta):
    aggiungi(aperta, spesa_di(aperta))
    aggiungi(aperta, spesa_di(aperta), area="DIS")
    righe = righe_del_foglio(spesa_di(aperta))
    righe[1][7] = Decimal("1500.00")
    righe[1][11] = None
    righe.append([*righe[0][:3], "FM Famiglia e minori", *righe[0][4:]])
    caricamento = carica(aperta, scrivi_csv(INTESTAZIONI, righe))
    anteprima = caricamento.anteprima
    assert (anteprima["nuove"], anteprima["cambiate"], anteprima["uguali"]) == (1, 1, 1)
    assert {d["genere"] for d in anteprima["differenze"]} == {"Nuova", "Cambiata"}
    applica(aperta, caricamento)
    assert spesa_di(aperta).voci.count() == 3


def test_se_i_dati_cambiano_dopo_l_anteprima_non_si_scrive(aperta):
    caricamento = carica(aperta, foglio({}))
    aggiungi(aperta, spesa_di(aperta))
    with pytest.raises(motore.CaricamentoSuperato, match="cambiati dopo"):
        applica(aperta, caricamento)


def test_dopo_l_invio_il_foglio_non_si_applica(aperta):
    caricamento = carica(aperta, foglio({"area": "DIS"}))
    consegna(aperta, area="FM")
    with pytest.raises(ErroreAtteso):
        applica(aperta, caricamento)
    assert spesa_di(aperta).voci.count() == 1


importi = st.integers(0, 10**11).map(lambda c: Decimal(c).scaleb(-2))


@st.composite
def righe_valide(draw):
    """Importi qualunque fra quelli che la banca dati ammette: le entrate e il liquidato stanno dentro la lorda."""
    lorda = draw(importi)
    resto, entrate = int(lorda * 100), []
    for _ in range(3):
        entrate.append(draw(st.integers(0, resto)))
        resto -= entrate[-1]
    nomi = ("compartecipazione_utenti", "quota_ssn", "altre_entrate")
    return {
        "utenti": draw(st.integers(0, 99999)),
        "spesa_lorda": lorda,
        "liquidato": Decimal(draw(st.integers(0, int(lorda * 100)))).scaleb(-2),
        **{nome: Decimal(centesimi).scaleb(-2) for nome, centesimi in zip(nomi, entrate, strict=True)},
        "nota": pulisci_nota(draw(st.text(max_size=40))),
    }


@pytest.mark.parametrize("scrivi", [scrivi_csv, scrivi_xlsx])
@POCHI
@given(righe=st.lists(righe_valide(), min_size=1, max_size=6))
def test_cio_che_si_scarica_si_ricarica_uguale(aperta, scrivi, righe):
    VoceSpesa.objects.all().delete()
    aree, intervento = list(catalogo.aree()), catalogo.interventi()[0]
    voci = [
        VoceSpesa(intervento=intervento, area=area, forma_gestione=FormaGestione.ASSOCIATA, **riga)
        for area, riga in zip(aree, righe, strict=False)
    ]
    operazioni.scrivi_voci(spesa_di(aperta), voci, poteri=aperta.poteri("operatore"), adesso=ADESSO)
    anteprima = carica(aperta, scaricato(aperta, scrivi)).anteprima
    assert (anteprima["quanti_errori"], anteprima["nuove"], anteprima["cambiate"], anteprima["uguali"]) == (0, 0, 0, len(voci))


righe_a_caso = st.lists(st.lists(st.text(max_size=12), min_size=14, max_size=14), max_size=4)
byte_a_caso = st.binary(max_size=400) | st.text(max_size=200).map(str.encode)


@POCHI
@given(byte=byte_a_caso | righe_a_caso.map(lambda righe: scrivi_csv(INTESTAZIONI, righe)))
def test_un_file_qualunque_da_solo_frasi(aperta, byte):
    try:
        caricamento = carica(aperta, byte)
    except motore.FoglioRifiutato as errore:
        assert errore.frase
    else:
        assert caricamento.anteprima["errori"] or caricamento.anteprima["lette"]
    assert not VoceSpesa.objects.exists()


@pytest.mark.parametrize("byte", [
    b"", b"%PDF-1.7 finto", b"<html><table></table></html>", b"PK\x03\x04rotto", b"MZ\x90\x00\x03", b"Comune;Anno\n",
    b"A;B\n1;2\n",
])  # fmt: skip
def test_i_file_ostili_o_estranei_si_rifiutano_in_parole(aperta, byte):
    with pytest.raises(motore.FoglioRifiutato):
        carica(aperta, byte)
