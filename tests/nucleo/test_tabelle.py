"""Le tabelle difficili: ognuna dà le somme attese, lascia fuori ciò che non è un dato e chiede quando non sa."""

import csv
import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.fogli import FileNonLeggibile, leggi_foglio
from ambito.nucleo.tabelle import ComuneNoto, leggi_tabella
from ambito.nucleo.tabelle.comuni import Elenco
from ambito.nucleo.tabelle.numeri import Modo, leggi_numero, modo_della_colonna

RADICE = Path(__file__).parent.parent.parent
FOGLI = RADICE / "tests" / "dati" / "nucleo" / "fogli"
ATTESI = {voce["file"]: voce for voce in json.loads((FOGLI / "attesi.json").read_text("utf-8"))}
# File e nome della somma attesa → nome della colonna nel file.
TOTALI = {
    ("05", "popolazione"): "Popolazione al 1° gennaio 2024",
    ("05", "missione_0602"): "Impegni di competenza Missione 06.02 Giovani",
    ("05", "spesa_corrente"): "Impegni di competenza Spesa corrente (totale)",
    ("06", "popolazione_legale_2021"): "Popolazione legale 2021 (31/12/2021)",
    ("06", "popolazione_residente_2022"): "Popolazione residente al 31/12/2022",
    ("06", "superficie_kmq"): "Superficie territoriale (kmq) al 01/01/2023",
    ("07", "popolazione_2011"): "Popolazione 2011",
    ("07", "popolazione_2019"): "Popolazione 01/2019",
    ("07", "kmq_somma"): "Kmq",
    ("08", "posti_accreditati"): "POSTI_LET TO_TOTAL I_ACCREDI TATI",
    ("08", "posti_alzheimer"): "POSTI_LET TO_ALZHE IMER_ACC REDITATI",
    ("10", "POP_LEG"): "POP_LEG",
    ("10", "POP_RES"): "POP_RES",
    ("10", "AREA_KMQ"): "AREA_KMQ",
    ("14", "abitanti"): "ABITANTI",
    ("14", "quota"): "QUOTA (€ 5,20 per abitante)",
    ("15", "posti"): "Posti",
    ("16", "popolazione"): "Popolazione",
    ("16", "spesa_corrente"): "Spesa corrente",
    ("17", "importo"): "Importo",
    ("18", "abitanti"): "Abitanti",
    ("19", "importo_totale"): "IMPORTO",
    ("19", "numero_scelte"): "SCELTE",
}
CODIFICHE = {"01": "cp1252", "02": "utf-8 con BOM", "07": "cp1252", "09": "utf-8 con BOM", "11": "utf-8", "16": "utf-16 LE con BOM",
             "17": "cp1252", "21": "utf-8 scritto due volte"}  # fmt: skip


def nome_del(numero):
    return next(nome for nome in ATTESI if nome.startswith(f"{numero}_"))


def _dati(nome):
    with (RADICE / "ambito" / "dati" / nome).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def italia():
    di_prima = defaultdict(list)
    for riga in _dati("variazioni_comuni.csv"):
        di_prima[riga["istat_code"]].append(riga["nome_di_prima"])
    return Elenco(
        ComuneNoto(r["istat_code"], r["nome"], r["sigla_provincia"], tuple(filter(None, [r["nome_altra_lingua"]])),
                   tuple(di_prima[r["istat_code"]]), tuple(filter(None, [r["istat_code_prima_2026"]])))
        for r in _dati("comuni.csv")
    )  # fmt: skip


@pytest.fixture
def leggi(italia):
    return lambda numero, elenco=None: leggi_tabella(nome_del(numero), (FOGLI / nome_del(numero)).read_bytes(), elenco or italia)


def scrivi(italia, testo):
    return leggi_tabella("prova.csv", testo.encode(), italia)


@pytest.mark.parametrize("nome", ATTESI)
def test_ogni_file_ha_le_sue_righe(leggi, nome):
    assert leggi(nome[:2])["righe_dati"] == ATTESI[nome]["righe_dati"]


@pytest.mark.parametrize(("numero", "somma"), TOTALI)
def test_ogni_colonna_ha_la_sua_somma(leggi, numero, somma):
    atteso = ATTESI[nome_del(numero)]["totali"][somma]
    assert Decimal(leggi(numero)["totali"][TOTALI[numero, somma]]) == Decimal(str(atteso))


@pytest.mark.parametrize("numero", CODIFICHE)
def test_la_codifica_si_riconosce(leggi, numero):
    assert leggi(numero)["codifica"] == CODIFICHE[numero]


def test_i_codici_non_si_sommano(leggi):
    for numero in ("01", "02", "03", "13", "21"):
        assert leggi(numero)["totali"] == {}
    assert set(leggi("10")["totali"]) == {"POP_LEG", "POP_RES", "AREA_KMQ"}


def test_due_righe_di_testata_si_uniscono(leggi):
    esito = leggi("12")
    assert esito["riga_intestazione"] == 1
    missione = [r for _, r in leggi_foglio("b", (FOGLI / nome_del("12")).read_bytes()).righe if r[0].startswith("12 ")]
    impegni = [nome for nome in esito["totali"] if nome.endswith("Impegni")]
    assert len(impegni) == 11
    attesi = ATTESI[nome_del("12")]
    assert sum(Decimal(esito["totali"][nome]) for nome in impegni) == Decimal(str(attesi["totale_tutti_gli_impegni"]))
    for posto, anno in enumerate(range(2016, 2027)):
        letto = leggi_numero(missione[0][1 + 2 * posto], Modo.ITALIANO) or Decimal(0)
        assert letto == Decimal(str(attesi["totali"][f"M12_impegni_{anno}"])), anno


@pytest.mark.parametrize(("area", "misure"), [("T03042", "T03042_2023_ALL"), (None, "cinque_ambiti_2023_ALL")])
def test_le_somme_per_voce_con_un_filtro(area, misure):
    foglio = leggi_foglio("a.csv", (FOGLI / nome_del("09")).read_bytes())
    righe = [dict(zip(foglio.intestazioni, riga, strict=True)) for _, riga in foglio.righe]
    scelte = [r for r in righe if r["TIME_PERIOD"] == "2023" and r["CATEGORY_OF_SERVICE"] == "ALL" and r["DATA_TYPE"] == "EXPMUN"]
    scelte = [r for r in scelte if (r["REF_AREA"] == area if area else r["REF_AREA"] != "ITC4")]
    somma = sum(leggi_numero(r["OBS_VALUE"], Modo.INGLESE) for r in scelte)
    assert somma == Decimal(str(ATTESI[nome_del("09")]["totali"][misure]))


@pytest.mark.parametrize(("sigla", "quanti"), [("LO", 60), ("PV", 185)])
def test_i_comuni_per_provincia(sigla, quanti):
    foglio = leggi_foglio("a.csv", (FOGLI / nome_del("01")).read_bytes())
    posto = foglio.intestazioni.index("Sigla automobilistica")
    assert sum(riga[posto] == sigla for _, riga in foglio.righe) == quanti


def test_i_cap_che_hanno_perso_lo_zero():
    foglio = leggi_foglio("a.csv", (FOGLI / nome_del("13")).read_bytes())
    cap = [re.search(r" - ([0-9]{2,5}) - ", riga[3])[1] for _, riga in foglio.righe]
    attesi = ATTESI[nome_del("13")]["totali"]
    assert (len(cap), sum(len(c) < 5 for c in cap)) == (attesi["cap_letti"], attesi["cap_con_meno_di_5_cifre"])


def test_cio_che_non_e_un_dato_resta_fuori_con_il_motivo(leggi):
    assert leggi("14")["righe_scartate"] == [
        {"riga": 3, "motivo": "titolo di gruppo"}, {"riga": 28, "motivo": "riga di totale"}, {"riga": 29, "motivo": "riga vuota"},
        {"riga": 30, "motivo": "titolo di gruppo"}, {"riga": 55, "motivo": "riga di totale"}, {"riga": 56, "motivo": "riga vuota"},
        {"riga": 57, "motivo": "riga di totale"},
    ]  # fmt: skip
    assert {s["motivo"] for s in leggi("05")["righe_scartate"]} == {"riga di totale", "riga vuota", "nota"}
    assert leggi("07")["righe_scartate"] == [{"riga": 17, "motivo": "riga di totale"}]


def test_un_totale_che_non_torna_si_dice(leggi):
    avvisi = leggi("07")["avvisi"]
    assert "Riga 17, colonna «Kmq»: il totale scritto è 725.32, la somma è 725.33." in avvisi


def test_gli_omonimi_si_chiedono(leggi):
    esito = leggi("11")["comuni"]
    proposti = {voce["testo"]: voce["proposte"] for voce in esito["da_confermare"]}
    for nome, codici in ATTESI[nome_del("11")]["attesi"].items():
        assert sorted(proposti[nome]) == codici
    assert proposti["Reggio Emilia"] == ["035033"]
    assert esito["riconosciuti"] == 2


def test_i_nomi_di_prima_si_propongono(leggi):
    esito = leggi("15")
    proposti = {voce["testo"]: voce["proposte"] for voce in esito["comuni"]["da_confermare"]}
    assert {nome: codici[0] for nome, codici in proposti.items()} == ATTESI[nome_del("15")]["attesi"]
    assert "«BORGOFORTE», «VIRGILIO» portano allo stesso Comune di oggi (020071)." in esito["avvisi"]


def test_un_nome_troncato_si_propone_dentro_l_ambito(leggi, italia):
    vallo = Elenco(c for c in italia.noti if c.provincia == "SA")
    assert leggi("07", vallo)["comuni"]["da_confermare"] == [{"testo": "San Pietro al", "proposte": ["065125"]}]
    assert vallo.proposte("Montesano S/M") == ["065076"]


def test_le_voci_che_sommano_le_altre_si_dicono(leggi):
    avvisi = leggi("09")["avvisi"]
    assert any("«ALL» è la somma delle altre" in avviso for avviso in avvisi)
    assert any("«ITC4» comprende altri territori" in avviso for avviso in avvisi)


def test_i_numeri_che_non_lo_sono_si_dicono_e_non_si_sommano(leggi):
    avvisi = " ".join(leggi("20")["avvisi"])
    for cella in ("1,234.56", "12%", "1,5 mln", "#RIF!", "#DIV/0!", "O,50"):
        assert f"«{cella}»" in avvisi


def test_doppioni_e_righe_diverse_dello_stesso_comune(italia):
    esito = scrivi(italia, "Comune;Voce;Euro\nLodi;nido;10,00\nLODI ;Nido;10,00\nLodi;mensa;20,00\n")
    assert esito["righe_scartate"] == [{"riga": 3, "motivo": "doppione"}]
    assert esito["totali"] == {"Euro": "30"}
    assert esito["avvisi"] == ["Più righe diverse per lo stesso Comune, tenute tutte: 098031 nelle righe 2, 4."]


def test_media_nel_nome_di_un_luogo_non_e_una_media(italia):
    esito = scrivi(italia, "Ambito;Quota\nMedia Valle del Tevere;10\nTotale Umbria;10\n")
    assert esito["righe_dati"] == 1


def test_colonne_ripetute_e_senza_nome(italia):
    esito = scrivi(italia, "Comune;Spesa;Spesa;\nLodi;1;2;x\n")
    assert [c["nome"] for c in esito["colonne"]] == ["Comune", "Spesa", "Spesa 2", "Colonna 4"]


def test_testata_su_due_righe_in_un_csv(italia):
    esito = scrivi(italia, "Comune;2023;;2024;\n;Entrate;Spese;Entrate;Spese\nLodi;1;2;3;4\nCodogno;1;2;3;4\n")
    assert esito["totali"] == {"2023 Entrate": "2", "2023 Spese": "4", "2024 Entrate": "6", "2024 Spese": "8"}


def test_senza_testata_si_dice(italia):
    esito = scrivi(italia, "Lodi;10,5;1\nCodogno;20;2\nMaleo;3;3\n")
    assert (esito["riga_intestazione"], esito["righe_dati"]) == (None, 3)
    assert "Non si riconosce una riga con i nomi" in esito["avvisi"][0]


@pytest.mark.parametrize(
    ("celle", "modo", "dubbio"),
    [
        (["2.288", "705", "26,01"], Modo.ITALIANO, False),
        (["2.288", "705"], Modo.ITALIANO, True),
        (["12.50", "1,234.00", "7"], Modo.INGLESE, False),
        (["1,234", "2,500"], Modo.ITALIANO, True),
        (["1", "2"], Modo.ITALIANO, False),
    ],
)
def test_il_modo_si_decide_per_colonna(celle, modo, dubbio):
    assert modo_della_colonna(celle) == (modo, dubbio)


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "€ ", "euro "]), st.booleans())
def test_un_importo_scritto_all_italiana_si_rilegge(centesimi, moneta, contabile):
    intero, resto = divmod(abs(centesimi), 100)
    testo = f"{intero:,}".replace(",", ".") + f",{resto:02}"
    scritto = f"({testo})" if contabile and centesimi < 0 else ("-" if centesimi < 0 else "") + testo
    assert leggi_numero(moneta + scritto, Modo.ITALIANO) == Decimal(centesimi) / 100


@given(st.text(max_size=40))
def test_qualunque_cella_e_un_numero_o_niente(cella):
    for modo in Modo:
        valore = leggi_numero(cella, modo)
        assert valore is None or valore.is_finite()


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=12))
def test_qualunque_csv_si_capisce_o_si_rifiuta_con_una_frase(italia_piccola, righe):
    testo = "\n".join(";".join(f'"{c.replace(chr(34), "")}"' for c in riga) for riga in righe)
    try:
        esito = leggi_tabella("a.csv", testo.encode("utf-8", "replace"), italia_piccola)
    except FileNonLeggibile as errore:
        assert str(errore)
    else:
        assert esito["righe_dati"] + len(esito["righe_scartate"]) >= 0
        json.dumps(esito)


@pytest.fixture(scope="module")
def italia_piccola():
    return Elenco([ComuneNoto("098031", "Lodi", "LO"), ComuneNoto("098019", "Codogno", "LO")])
