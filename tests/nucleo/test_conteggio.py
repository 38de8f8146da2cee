"""Il conto da dati pubblici: i vettori delle Assemblee vere, i casi del dominio, elezioni a caso contro un conto scritto qui."""

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.conteggio import ErroreConteggio, conteggio

DATI = Path(__file__).parents[1] / "dati" / "nucleo"
META = {"frazione": "1/2", "confronto": ">"}
LIBERO = {"teste": None, "peso": None}


def richiesta(pesi, stati, **regola):
    """`stati`: una lettera per seggio fra F, C, A, P (presente che non vota) e «-» (assente)."""
    ids = [str(n) for n in range(len(pesi))]
    con = {lettera: [i for i, stato in zip(ids, stati, strict=True) if stato == lettera] for lettera in "FCAP-"}
    return {
        "regola": {"numero_legale": LIBERO, "maggioranza": {"teste": {**META, "base": "votanti"}, "peso": None}, **regola},
        "seggi": [{"id": i, "peso": peso} for i, peso in zip(ids, pesi, strict=True)],
        "presenti": [i for i in ids if i not in con["-"]],
        "favorevoli": con["F"], "contrari": con["C"], "astenuti": con["A"], "presidente": None,
    }  # fmt: skip


def doppia(base="componenti", **soglia):
    return {"teste": {**META, "base": base}, "peso": {**META, **soglia, "base": base}, "combina": "e"}


@pytest.mark.parametrize(("presenti", "valido"), [(12, False), (13, True)])
def test_t1_ventiquattro_comuni(presenti, valido):
    risposta = conteggio(richiesta([1] * 24, "F" * presenti + "-" * (24 - presenti), numero_legale={"teste": META}))
    assert (risposta["numero_legale"], risposta["approvata"]) == (valido, valido)
    assert risposta["esito"] == ("approvata" if valido else "non valida")


@pytest.mark.parametrize(("frazione", "quote", "valido"), [("3/5", 600, True), ("3/5", 599, False), ("1/3", 334, True),
                                                           ("1/3", 333, False)])  # fmt: skip
def test_t2_t3_quote(frazione, quote, valido):
    legale = {"teste": None, "peso": {"frazione": frazione, "confronto": ">="}, "combina": "e"}
    assert conteggio(richiesta([quote, 1000 - quote], "F-", numero_legale=legale))["numero_legale"] is valido


@pytest.mark.parametrize(("stati", "approvata"), [("-FFFF", False), ("FFFCC", True)])
def test_t4_t5_doppia_maggioranza(stati, approvata):
    pesi = [50_000, 20_000, 10_000, 10_000, 10_000]
    assert conteggio(richiesta(pesi, stati, maggioranza=doppia()))["approvata"] is approvata


@pytest.mark.parametrize(("base", "approvata"), [("presenti", False), ("votanti", True)])
def test_t6_astenuti(base, approvata):
    domanda = richiesta([1] * 10, "FFFFFCCCAA", maggioranza={"teste": {**META, "base": base}, "peso": None})
    assert conteggio(domanda)["approvata"] is approvata


def test_t8_due_comuni_su_tre_ma_poca_popolazione():
    soglia = {"frazione": "51/100", "confronto": ">="}
    risposta = conteggio(richiesta([300, 209, 491], "FFC", maggioranza=doppia(**soglia)))
    assert not risposta["approvata"]
    assert (
        "I favorevoli rappresentano 509 quote sui 1.000 di tutti i componenti: servivano almeno il 51% (cioè 510)."
        in (risposta["spiegazione"])
    )


def test_pesi_frazionari_e_una_maggioranza_o_l_altra():
    domanda = richiesta(["30/7", "10/7", 4], "FCC", maggioranza={**doppia("votanti"), "combina": "o"})
    risposta = conteggio(domanda)
    assert not risposta["approvata"] and risposta["peso"]["votanti"] == "68/7" and risposta["peso"]["favorevoli"] == "30/7"
    assert "(più di 34/7)" in risposta["spiegazione"]
    domanda["seggi"][0]["peso"] = "50/7"
    assert conteggio(domanda)["approvata"] and "ne bastava una" in conteggio(domanda)["spiegazione"]


@pytest.mark.parametrize(
    ("presidente", "parita", "approvata"),
    [("0", "voto_presidente", True), ("2", "voto_presidente", False), (None, "voto_presidente", False), ("0", "respinta", False)],
)
def test_la_parita(presidente, parita, approvata):
    domanda = richiesta([1] * 4, "FFCC", parita=parita)
    assert conteggio({**domanda, "presidente": presidente})["approvata"] is approvata


def test_senza_voti_a_favore_nulla_e_approvato():
    niente = {"teste": None, "peso": None}
    zero = {"teste": {"frazione": "0", "confronto": ">=", "base": "votanti"}, "peso": None}
    for maggioranza in (niente, zero):
        assert conteggio(richiesta([1, 1], "CA", maggioranza=maggioranza))["esito"] == "respinta"
        assert conteggio(richiesta([1, 1], "FC", maggioranza=maggioranza))["esito"] == "approvata"
    assert conteggio(richiesta([1], "-", numero_legale={"teste": {"frazione": "0", "confronto": ">="}}))["numero_legale"]


SBAGLIATE = [
    ({"favorevoli": ["2"]}, "risulta assente"),
    ({"favorevoli": ["9"]}, "9 non fa parte"),
    ({"favorevoli": ["0", "0"]}, "compare due volte"),
    ({"contrari": ["0"]}, "ha votato due volte"),
    ({"presenti": ["0", "1", "7"]}, "chi non fa parte dell’organo: 7"),
    ({"presenti": ["0", "0"]}, "compare due volte"),
    ({"presenti": None}, "«presenti» deve essere un elenco"),
    ({"seggi": [{"id": "0"}, {"id": "0"}]}, "Il seggio 0 compare due volte"),
    ({"seggi": [{"id": "0", "peso": -1}]}, "è negativo"),
    ({"seggi": [{"id": "0", "peso": "1/0"}]}, "deve essere un numero"),
    ({"seggi": [{"id": "0", "peso": "1e99999999"}]}, "deve essere un numero"),
    ({"seggi": []}, "almeno un seggio"),
    ({"presidente": "9"}, "non è fra i seggi"),
    ({"altro": 1}, "voci sconosciute: altro"),
    ({"regola": {"parita": "sorte"}}, "parita"),
    ({"regola": {"maggioranza": {"teste": {"frazione": "3/2", "confronto": ">"}}}}, "fra zero e uno"),
    ({"regola": {"maggioranza": {"teste": {"frazione": "1/2", "confronto": ["<"]}}}}, "confronto"),
    ({"regola": {"maggioranza": {"teste": {"frazione": "1/2", "confronto": ">", "base": "tutti"}}}}, "base"),
]


@pytest.mark.parametrize(("cambia", "frase"), SBAGLIATE)
def test_i_dati_sbagliati_si_rifiutano_con_una_frase(cambia, frase):
    with pytest.raises(ErroreConteggio, match=frase) as errore:
        conteggio({**richiesta([1, 1, 1], "FC-"), **cambia})
    assert str(errore.value).endswith(".")


NOMI = st.sampled_from(["regola", "seggi", "presenti", "favorevoli", "id", "peso", "teste", "maggioranza", "frazione"])
FOGLIE = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(FOGLIE, lambda dati: st.lists(dati) | st.dictionaries(NOMI, dati)))
def test_qualunque_json_da_una_risposta_o_una_frase(dati):
    try:
        assert conteggio(dati)["esito"]
    except ErroreConteggio as errore:
        assert str(errore).endswith(".")


def vettori():
    return json.loads((DATI / "assemblee_casi.json").read_text(encoding="utf-8"))["vettori"]


MAGGIORANZE = {
    "approvata_maggioranza_votanti": {"teste": {**META, "base": "votanti"}},
    "approvata_maggioranza_presenti": {"teste": {**META, "base": "presenti"}},
    "approvata_maggioranza_assoluta_componenti": {"teste": {**META, "base": "componenti"}},
    "approvata_popolazione_maggioranza_totale": {"peso": {**META, "base": "componenti"}},
    "approvata_popolazione_maggioranza_presenti": {"peso": {**META, "base": "presenti"}},
    "approvata_due_terzi_presenti": {"teste": {"frazione": "2/3", "confronto": ">=", "base": "presenti"}},
}
LEGALI = {
    "numero_legale_teste_meta_piu_uno": {"teste": META},
    "numero_legale_teste_un_terzo": {"teste": {"frazione": "1/3", "confronto": ">="}},
    "numero_legale_popolazione_meta": {"peso": META},
    "numero_legale_doppio": {"teste": META, "peso": META, "combina": "e"},
}


@pytest.mark.parametrize("vettore", vettori(), ids=lambda v: v["id"])
def test_i_vettori_delle_assemblee(vettore):
    with (DATI / "assemblee_popolazione.csv").open(encoding="utf-8") as file:
        righe = [r for r in csv.DictReader(file) if r["ambito_id"] == vettore["ambito_id"]]
    base = {nome: vettore[nome] for nome in ("presenti", "favorevoli", "contrari", "astenuti")}
    base["seggi"] = [{"id": r["istat_code"], "peso": int(r["pop_legale_2021"])} for r in righe]
    for nome, legale in LEGALI.items():
        assert conteggio({**base, "regola": {"numero_legale": legale}})["numero_legale"] is vettore["atteso"][nome], nome
    for nome, maggioranza in MAGGIORANZE.items():
        assert conteggio({**base, "regola": {"maggioranza": maggioranza}})["approvata"] is vettore["atteso"][nome], nome


SOGLIE = st.none() | st.fixed_dictionaries(
    {"frazione": st.sampled_from(["0", "1/3", "1/2", "51/100", "2/3", "1"]), "confronto": st.sampled_from([">", ">="])}
)
CON_BASE = st.none() | st.builds(
    lambda soglia, base: soglia and {**soglia, "base": base}, SOGLIE, st.sampled_from(["votanti", "presenti", "componenti"])
)
PESI = st.integers(0, 90_000) | st.builds(lambda a, b: f"{a}/{b}", st.integers(0, 900), st.integers(1, 9))


@st.composite
def elezioni(draw):
    pesi = draw(st.lists(PESI, min_size=1, max_size=40))
    stati = "".join(draw(st.lists(st.sampled_from("FCAP-"), min_size=len(pesi), max_size=len(pesi))))
    combina = st.sampled_from("eo")
    return richiesta(
        pesi, stati,
        numero_legale={"teste": draw(SOGLIE), "peso": draw(SOGLIE), "combina": draw(combina)},
        maggioranza={"teste": draw(CON_BASE), "peso": draw(CON_BASE), "combina": draw(combina)},
    )  # fmt: skip


def conto_a_mano(d):
    """Il conto rifatto dalle definizioni, senza il motore."""
    peso = {s["id"]: Fraction(s["peso"]) for s in d["seggi"]}
    insiemi = {"componenti": list(peso), "presenti": d["presenti"], "votanti": d["favorevoli"] + d["contrari"],
               "favorevoli": d["favorevoli"]}  # fmt: skip
    quanto = {
        "teste": {nome: Fraction(len(chi)) for nome, chi in insiemi.items()},
        "peso": {nome: sum((peso[i] for i in chi), Fraction()) for nome, chi in insiemi.items()},
    }

    def prova(misura, soglia, valore, base):
        limite = Fraction(soglia["frazione"]) * quanto[misura][base]
        return quanto[misura][valore] > limite if soglia["confronto"] == ">" else quanto[misura][valore] >= limite

    def unisci(regola, valore, base):
        prove = [prova(m, regola[m], valore, base or regola[m]["base"]) for m in ("teste", "peso") if regola[m]]
        return not prove or (any(prove) if regola["combina"] == "o" else all(prove))

    legale = unisci(d["regola"]["numero_legale"], "presenti", "componenti")
    passa = bool(d["favorevoli"]) and unisci(d["regola"]["maggioranza"], "favorevoli", None)
    return legale, legale and passa


@settings(max_examples=500)
@given(elezioni())
def test_elezioni_a_caso_contro_il_conto_a_mano(domanda):
    risposta = conteggio(domanda)
    assert (risposta["numero_legale"], risposta["approvata"]) == conto_a_mano(domanda)
    assert risposta["teste"]["votanti"] == len(domanda["favorevoli"]) + len(domanda["contrari"])
