"""Il comando `riparto`: JSON da stdin, JSON su stdout, 2 e una frase quando i dati non tornano; senza banca dati."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.importi import ErroreRiparto
from ambito.nucleo.riparto_aperto import riparto
from ambito.progetto.locale.cartelle import RADICE

QUATTRO = [{"istat": f"09800{n}", "popolazione": 1} for n in range(1, 5)]
R4 = {
    "importo": "10000.00",
    "criteri": [{"percentuale": "100", "driver": "popolazione"}],
    "quota_fissa": "500.00",
    "comuni": QUATTRO,
}
MISTO = {
    "importo": "100.00",
    "criteri": [
        {"percentuale": 70, "driver": "popolazione"},
        {"percentuale": 30, "driver": "uguale"},
        {"euro_per_unita": "5.20", "driver": "popolazione"},
    ],
    "comuni": [{"istat": "098002", "popolazione": "3"}, {"istat": "098001", "popolazione": 1, "nome": "ciò che non serve"}],
}


def chiedi(testo):
    comando = [sys.executable, "-W", "ignore", "manage.py", "riparto"]
    return subprocess.run(comando, input=testo, capture_output=True, text=True, cwd=RADICE, timeout=60, check=False)


def test_un_riparto_da_una_risposta():
    fatto = chiedi(json.dumps(R4))
    assert (fatto.returncode, fatto.stderr) == (0, "")
    risposta = json.loads(fatto.stdout)
    assert risposta["totale"] == "10000.00" and list(risposta["quote"]) == [c["istat"] for c in QUATTRO]
    colonne = {"popolazione": "2000.00", "quota_fissa": "500.00"}
    assert all(quota == {"totale": "2500.00", "per_criterio": colonne} for quota in risposta["quote"].values())


def test_un_elenco_da_un_elenco_con_gli_errori_al_loro_posto():
    fatto = chiedi(json.dumps([R4, {**R4, "importo": "1999.99"}, 7, R4]))
    prima, scarsa, strana, ultima = json.loads(fatto.stdout)
    assert fatto.returncode == 0 and prima == ultima
    assert "superano di 0,01 €" in scarsa["errore"] and strana == {"errore": "La richiesta deve essere un oggetto JSON."}


def montani(**altro):
    """1.000 euro per residenti fra due Comuni, il secondo montano."""
    comuni = [{"istat": "098001", "popolazione": 100, "montana": 0}, {"istat": "098002", "popolazione": 100, "montana": "62.5"}]
    correttivo = {"driver": "montana", "almeno": "50", "coefficiente": "0.25", **altro}
    criterio = {"driver": "popolazione", "percentuale": 100, "correttivo": {k: v for k, v in correttivo.items() if v is not None}}
    return {"importo": "1000.00", "criteri": [criterio], "comuni": comuni}


def test_anche_il_correttivo_si_rifa_fuori_dal_portale():
    assert {istat: q["totale"] for istat, q in riparto(montani())["quote"].items()} == {"098001": "800.00", "098002": "200.00"}
    inverso = montani(almeno=None, fino_a="49", coefficiente=4)
    assert riparto(inverso)["quote"] == riparto(montani())["quote"]


@pytest.mark.parametrize(
    ("voci", "frase"),
    [
        ({"fino_a": "1"}, "vuole «fino_a» oppure «almeno», una delle due"),
        ({"almeno": None}, "vuole «fino_a» oppure «almeno», una delle due"),
        ({"coefficiente": None}, "«coefficiente» del correttivo di «popolazione» deve essere un numero"),
        ({"driver": None}, "«driver» di un criterio"),
        ({"altro": 1}, "voci sconosciute: «altro»"),
        ({"driver": "altitudine"}, "per il correttivo manca «altitudine» di 098001, 098002"),
    ],
)
def test_un_correttivo_che_non_torna_dice_perche(voci, frase):
    with pytest.raises(ErroreRiparto, match=frase):
        riparto(montani(**voci))


@pytest.mark.parametrize("testo", ["{", "", "[" * 100_000, '{"importo": ' + "9" * 5000 + "}"])
def test_cio_che_non_e_json_esce_con_due_e_una_frase(testo):
    fatto = chiedi(testo)
    assert (fatto.returncode, fatto.stdout) == (2, "") and "non è JSON valido" in fatto.stderr
    assert "Traceback" not in fatto.stderr


def test_un_dato_solo_e_sbagliato_esce_con_due_e_una_frase():
    fatto = chiedi(json.dumps({**R4, "comuni": [{"istat": "098001", "popolazione": 0}]}))
    assert (fatto.returncode, fatto.stdout) == (2, "")
    assert "Criterio «popolazione»: il dato è senza valori" in fatto.stderr


def test_percentuali_a_consumo_e_driver_ripetuto():
    risposta = riparto(MISTO)
    assert risposta["quote"]["098001"]["per_criterio"] == {"popolazione": "13.86", "uguale": "11.88", "popolazione#2": "5.20"}
    assert risposta["quote"]["098002"]["per_criterio"] == {"popolazione": "41.58", "uguale": "11.88", "popolazione#2": "15.60"}
    assert risposta["totale"] == "100.00"


def test_senza_percentuali_le_parti_devono_coprire_la_somma():
    solo_consumo = {**MISTO, "criteri": MISTO["criteri"][2:], "importo": "20.80"}
    assert riparto(solo_consumo)["quote"]["098002"]["totale"] == "15.60"
    with pytest.raises(ErroreRiparto, match="mancano 0,01 €"):
        riparto({**solo_consumo, "importo": "20.81"})


OSTILI = [
    (None, "oggetto JSON"), ({**R4, "extra": 1}, "voci sconosciute: «extra»"), ({**R4, "importo": True}, "«importo»"),
    ({**R4, "importo": "1e9"}, "«importo»"), ({**R4, "importo": "-1.00"}, "«importo»"), ({**R4, "importo": "1.001"}, "«importo»"),
    ({**R4, "importo": "NaN"}, "«importo»"), ({**R4, "quota_fissa": None}, "«quota_fissa»"), ({**R4, "importo": "１"}, "«importo»"),
    ({**R4, "comuni": {}}, "«comuni» deve essere un elenco"), ({**R4, "comuni": []}, "alcun Comune"),
    ({**R4, "comuni": [7]}, "Un Comune deve"), ({**R4, "comuni": [{"istat": 98001}]}, "«98001» non è un codice Istat"),
    ({**R4, "comuni": [QUATTRO[0], QUATTRO[0]]}, "due volte"), ({**R4, "criteri": "uguale"}, "«criteri» deve essere un elenco"),
    ({**R4, "criteri": [{"driver": "popolazione"}]}, "una delle due"),
    ({**R4, "criteri": [{"driver": "uguale", "percentuale": 60, "euro_per_unita": 1}]}, "una delle due"),
    ({**R4, "criteri": [{"driver": "uguale", "percentuale": 60}]}, "devono fare 100: fanno 60"),
    ({**R4, "criteri": [{"driver": "uguale", "percentuale": 101}]}, "oltre 100"),
    ({**R4, "criteri": [{"driver": "uguale", "percentuale": [1]}]}, "numero non negativo"),
    ({**R4, "criteri": [{"driver": "uguale", "peso": 1, "percentuale": 100}]}, "voci sconosciute: «peso»"),
    ({**R4, "criteri": [{"driver": "istat", "percentuale": 100}]}, "non è un dato"),
    ({**R4, "criteri": [{"driver": "a#2", "percentuale": 100}]}, "senza «#»"),
    ({**R4, "criteri": [{"driver": {}, "percentuale": 100}]}, "senza «#»"),
    ({**R4, "criteri": [{"driver": "ore", "percentuale": 100}]}, "«ore»: manca il dato di 098001"),
    ({**R4, "comuni": [{"istat": "098001", "popolazione": None}]}, "manca il dato"),
    ({**R4, "comuni": [{"istat": "098001", "popolazione": -1}]}, "numero non negativo"),
    ({**R4, "comuni": [{"istat": "098001", "popolazione": False}]}, "numero non negativo"),
    ({**R4, "criteri": [], "importo": "3000.00"}, "mancano 1.000,00 €"),
]  # fmt: skip


@pytest.mark.parametrize(("dati", "frase"), OSTILI)
def test_ogni_dato_che_non_torna_ha_la_sua_frase(dati, frase):
    with pytest.raises(ErroreRiparto, match=frase):
        riparto(dati)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda dentro: st.lists(dentro, max_size=4) | st.dictionaries(st.text(max_size=8), dentro, max_size=4),
    max_leaves=12,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("importo", "criteri", "quota_fissa", "comuni"), JSON)))
def test_un_json_qualunque_non_fa_altro_che_una_frase(dati):
    with pytest.raises(ErroreRiparto):
        riparto(dati)
