import csv
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.regole import (
    ConvocazioneRifiutata,
    ErroreRegola,
    Fascia,
    Maggioranza,
    Quorum,
    Regola,
    Seggio,
)
from ambito.nucleo.verdetto import (
    ErroreScrutinio,
    VotoNonAmmesso,
    numero_legale,
    scrutina,
    scrutina_segreto,
)

DATI = Path(__file__).parent.parent / "dati" / "nucleo"
META = Soglia(1, 2, stretta=True)
LIBERO = Quorum(None)
TOSCANA = Regola(
    quorum_prima=LIBERO,
    tipo_peso="popolazione",
    maggioranze={"ordinaria": Maggioranza(META, "presenti", peso=META, base_peso="componenti")},
)
CISSAC = Regola(
    quorum_prima=Quorum(None, Soglia(3, 5)),
    quorum_seconda=Quorum(None, Soglia(1, 3)),
    tipo_peso="quote",
    maggioranze={"ordinaria": Maggioranza(None, peso=META)},
)


def comuni(*pesi):
    return [Seggio(f"c{n}", f"Comune {n}", peso) for n, peso in enumerate(pesi)]


def voti(favorevoli="", contrari="", astenuti=""):
    scelte = {"favorevole": favorevoli, "contrario": contrari, "astenuto": astenuti}
    return {f"c{n}": scelta for scelta, numeri in scelte.items() for n in numeri.split()}


def con(base="votanti", soglia=META, **altro):
    return Regola(quorum_prima=LIBERO, maggioranze={"ordinaria": Maggioranza(soglia, base)}, **altro)


def test_t1_numero_legale_con_24_comuni():
    seggi = comuni(*[1] * 24)
    chiavi = [s.chiave for s in seggi]
    assert not numero_legale(Regola(), 1, seggi, chiavi[:12]).valido
    esito = numero_legale(Regola(), 1, seggi, chiavi[:13])
    assert esito.valido
    assert esito.passaggi == (
        "Sono presenti 13 Comuni su 24 componenti: occorreva la presenza di più della metà (almeno 13).",
        "Il numero legale c’è.",
    )


@pytest.mark.parametrize(("convocazione", "quote", "valido"), [(1, 600, True), (1, 599, False), (2, 334, True), (2, 333, False)])
def test_t2_t3_quote_cissac(convocazione, quote, valido):
    assert numero_legale(CISSAC, convocazione, comuni(quote, 1000 - quote), ["c0"]).valido is valido


def test_t4_t5_doppia_maggioranza_toscana():
    seggi = comuni(50_000, 20_000, 10_000, 10_000, 10_000)
    t4 = scrutina(TOSCANA, "x", 1, seggi, ["c1", "c2", "c3", "c4"], voti("1 2 3 4"))
    assert not t4.approvata
    assert "I favorevoli rappresentano 50.000 abitanti sui 100.000 di tutti i componenti" in t4.passaggi[-2]
    t5 = scrutina(TOSCANA, "x", 1, seggi, [s.chiave for s in seggi], voti("0 1 2", "3 4"))
    assert t5.approvata


@pytest.mark.parametrize(("base", "approvata"), [("presenti", False), ("votanti", True), ("componenti", False)])
def test_t6_quanto_pesano_gli_astenuti(base, approvata):
    seggi = comuni(*[1] * 10)
    esito = scrutina(con(base), "x", 1, seggi, [s.chiave for s in seggi], voti("0 1 2 3 4", "5 6 7", "8 9"))
    assert esito.approvata is approvata


def test_t7_seconda_convocazione_troppo_vicina():
    with pytest.raises(ConvocazioneRifiutata, match="almeno 24 ore"):
        Regola().verifica_seconda(datetime(2026, 1, 10, 18), datetime(2026, 1, 10, 19))
    Regola().verifica_seconda(datetime(2026, 1, 10, 18), datetime(2026, 1, 11, 18))
    altro_giorno = Regola(seconda_intervallo_ore=1, seconda_giorno_diverso=True)
    with pytest.raises(ConvocazioneRifiutata, match="giorno diverso"):
        altro_giorno.verifica_seconda(datetime(2026, 1, 10, 9), datetime(2026, 1, 10, 12))
    with pytest.raises(ConvocazioneRifiutata, match="dopo la prima"):
        altro_giorno.verifica_seconda(datetime(2026, 1, 10, 9), datetime(2026, 1, 10, 9))


def test_t8_liguria_due_comuni_su_tre_ma_poca_popolazione():
    maggioranza = Maggioranza(META, "componenti", peso=Soglia(51, 100))
    regola = Regola(quorum_prima=LIBERO, tipo_peso="popolazione", maggioranze={"ordinaria": maggioranza})
    esito = scrutina(regola, "x", 1, comuni(300, 209, 491), ["c0", "c1", "c2"], voti("0 1", "2"))
    assert not esito.approvata
    assert "almeno il 51% (cioè 510)" in esito.passaggi[-2]


def test_chi_non_e_ammesso_su_quella_materia_non_vota_e_non_conta():
    """T9 (chi vota solo su alcune materie) e T10 (Sindaco e delegato) li prova il portale: `tests/assemblea`."""
    ammessi, asl = comuni(1, 1, 1), Seggio("asl", "ASL di Bari")
    with pytest.raises(ErroreScrutinio, match="asl"):
        scrutina(Regola(), "sociale", 1, ammessi, ["c0", "c1", "asl"], {"asl": "favorevole"})
    sociale = scrutina(con("componenti"), "sociale", 1, ammessi, ["c0", "c1"], voti("0 1"))
    assert (sociale.conteggi.componenti.teste, sociale.conteggi.presenti.teste) == (3, 2) and sociale.approvata
    schede = {"c0": "contrario", "asl": "favorevole"}
    assert scrutina(con(), "sociosanitaria", 1, [*ammessi, asl], ["c0", "asl"], schede).conteggi.componenti.teste == 4


def test_lo_stesso_comune_due_volte_conta_una_volta():
    assert numero_legale(Regola(), 1, comuni(1, 1, 1, 1), ["c0", "c0", "c1"]).presenti.teste == 2


def test_la_frase_del_contratto():
    seggi = comuni(*[1] * 40)
    chiavi = [s.chiave for s in seggi]
    esito = scrutina(Regola(), "x", 1, seggi, chiavi, {k: "favorevole" if n < 32 else "contrario" for n, k in enumerate(chiavi)})
    assert "Hanno votato a favore 32 Comuni su 40 votanti: servivano più della metà (almeno 21)." in esito.passaggi
    assert esito.passaggi[-1] == "La proposta è approvata."


def test_senza_numero_legale_non_si_approva():
    esito = scrutina(Regola(), "x", 1, comuni(1, 1, 1, 1), ["c0", "c1"], voti("0 1"))
    assert not esito.approvata
    assert esito.passaggi[-1] == "Senza numero legale la votazione non è valida."


@pytest.mark.parametrize(
    ("parita", "voto", "approvata", "da_rivotare"),
    [
        ("respinta", "0 1", False, False),
        ("rivota", "0 1", False, True),
        ("voto_presidente", "0 1", True, False),
        ("voto_presidente", "1 2", False, False),
    ],
)
def test_parita(parita, voto, approvata, da_rivotare):
    favorevoli = set(voto.split())
    contrari = " ".join(sorted({"0", "1", "2", "3"} - favorevoli))
    regola = con(parita=parita)
    esito = scrutina(regola, "x", 1, comuni(1, 1, 1, 1), ["c0", "c1", "c2", "c3"], voti(voto, contrari), presidente="c0")
    assert (esito.approvata, esito.da_rivotare) == (approvata, da_rivotare)
    assert any("I voti sono pari" in frase for frase in esito.passaggi)


def test_voti_che_non_tornano():
    seggi = comuni(1, 1)
    with pytest.raises(VotoNonAmmesso, match="Comune 1 risulta assente"):
        scrutina(con(), "x", 1, seggi, ["c0"], voti("1"))
    with pytest.raises(VotoNonAmmesso, match="non fa parte"):
        scrutina(con(), "x", 1, seggi, ["c0"], voti("7"))
    with pytest.raises(ErroreScrutinio, match="Il voto di Comune 0"):
        scrutina(con(), "x", 1, seggi, ["c0"], {"c0": "boh"})
    with pytest.raises(ErroreScrutinio, match="presente chi non fa parte"):
        scrutina(con(), "x", 1, seggi, ["c9"], {})
    with pytest.raises(ErroreScrutinio, match="due volte"):
        numero_legale(con(), 1, [*seggi, seggi[0]], [])


def test_scrutinio_segreto_solo_totali_e_mai_con_i_pesi():
    seggi = comuni(5000, 300, 20)
    esito = scrutina_segreto(con("presenti"), "persone", 1, seggi, ["c0", "c1", "c2"], 2, 1)
    assert esito.approvata
    assert esito.conteggi.favorevoli.peso == 2
    with pytest.raises(ErroreScrutinio, match="più dei presenti"):
        scrutina_segreto(con(), "persone", 1, seggi, ["c0"], 1, 1)
    with pytest.raises(ErroreScrutinio, match="fa riconoscere il Comune"):
        scrutina_segreto(TOSCANA, "persone", 1, seggi, ["c0"], 1, 0)
    with pytest.raises(ErroreRegola, match="non è segreto"):
        Regola(tipo_peso="quote", maggioranze={"ordinaria": Maggioranza(), "persone": Maggioranza(scrutinio="segreto")})


def test_peso_per_fasce_di_popolazione():
    regola = Regola(tipo_peso="fasce", fasce=(Fascia(0, 3000, 1), Fascia(3001, None, 2)))
    assert [regola.peso_di(n) for n in (0, 3000, 3001)] == [1, 1, 2]
    with pytest.raises(ErroreRegola, match="Nessuna fascia"):
        Regola(tipo_peso="fasce").peso_di(5)


def _vettori():
    with (DATI / "assemblee_casi.json").open(encoding="utf-8") as file:
        return json.load(file)["vettori"]


def _seggi(ambito):
    with (DATI / "assemblee_popolazione.csv").open(encoding="utf-8") as file:
        righe = [riga for riga in csv.DictReader(file) if riga["ambito_id"] == ambito]
    return [Seggio(riga["istat_code"], riga["comune"], int(riga["pop_legale_2021"])) for riga in righe]


REGOLE_DEI_VETTORI = {
    "approvata_maggioranza_votanti": Maggioranza(META, "votanti"),
    "approvata_maggioranza_presenti": Maggioranza(META, "presenti"),
    "approvata_maggioranza_assoluta_componenti": Maggioranza(META, "componenti"),
    "approvata_popolazione_maggioranza_totale": Maggioranza(None, peso=META, base_peso="componenti"),
    "approvata_popolazione_maggioranza_presenti": Maggioranza(None, peso=META, base_peso="presenti"),
    "approvata_due_terzi_presenti": Maggioranza(Soglia(2, 3), "presenti"),
}
QUORUM_DEI_VETTORI = {
    "numero_legale_teste_meta_piu_uno": Quorum(META),
    "numero_legale_teste_un_terzo": Quorum(Soglia(1, 3)),
    "numero_legale_popolazione_meta": Quorum(None, META),
    "numero_legale_doppio": Quorum(META, META),
}


@pytest.mark.parametrize("vettore", _vettori(), ids=lambda v: v["id"])
def test_vettori_delle_assemblee(vettore):
    seggi, atteso, presenti = _seggi(vettore["ambito_id"]), vettore["atteso"], vettore["presenti"]
    scelte = {"favorevoli": "favorevole", "contrari": "contrario", "astenuti": "astenuto"}
    espressi = {chiave: scelta for gruppo, scelta in scelte.items() for chiave in vettore[gruppo]}
    for nome, quorum in QUORUM_DEI_VETTORI.items():
        esito = numero_legale(Regola(quorum_prima=quorum, tipo_peso="popolazione"), 1, seggi, presenti)
        assert esito.valido is atteso[nome], nome
    for nome, maggioranza in REGOLE_DEI_VETTORI.items():
        regola = Regola(quorum_prima=LIBERO, tipo_peso="popolazione", maggioranze={"ordinaria": maggioranza})
        esito = scrutina(regola, "x", 1, seggi, presenti, espressi)
        assert esito.approvata is atteso[nome], nome
    conti = esito.conteggi
    assert (conti.componenti.teste, conti.componenti.peso) == (atteso["n_comuni"], atteso["pop_totale"])
    assert (conti.presenti.teste, conti.presenti.peso) == (atteso["n_presenti"], atteso["pop_presenti"])
    assert (conti.favorevoli.peso, conti.contrari.teste) == (atteso["pop_favorevoli"], atteso["n_contrari"])


SOGLIE = st.sampled_from([META, Soglia(1, 2), Soglia(2, 3), Soglia(1, 3), Soglia(51, 100), Soglia(1, 1)])


@st.composite
def regole(draw):
    basi = st.sampled_from(["votanti", "presenti", "componenti"])
    peso = draw(st.none() | SOGLIE)
    teste = draw(SOGLIE if peso is None else st.none() | SOGLIE)
    quorum = Quorum(draw(st.none() | SOGLIE), draw(st.none() | SOGLIE), draw(st.sampled_from("eo")))
    return Regola(
        quorum_prima=quorum,
        tipo_peso=draw(st.sampled_from(["popolazione", "uno_per_comune"])),
        parita=draw(st.sampled_from(["respinta", "voto_presidente", "rivota"])),
        maggioranze={"ordinaria": Maggioranza(teste, draw(basi), peso, draw(basi))},
    )


@st.composite
def votazioni(draw):
    pesi = draw(st.lists(st.integers(0, 100), min_size=1, max_size=12))
    stati = draw(
        st.lists(
            st.sampled_from(["favorevole", "contrario", "astenuto", "muto", "assente"]), min_size=len(pesi), max_size=len(pesi)
        )
    )
    return comuni(*pesi), {f"c{n}": stato for n, stato in enumerate(stati)}


def _vota(regola, seggi, stati):
    presenti = [k for k, stato in stati.items() if stato != "assente"]
    espressi = {k: stato for k, stato in stati.items() if stato not in ("assente", "muto")}
    return scrutina(regola, "x", 1, seggi, presenti, espressi, presidente="c0")


@given(regole(), votazioni(), st.data())
def test_un_voto_favorevole_in_piu_non_fa_mai_respingere(regola, votazione, data):
    seggi, stati = votazione
    prima = _vota(regola, seggi, stati)
    chiave = data.draw(st.sampled_from(sorted(stati)))
    dopo = _vota(regola, seggi, {**stati, chiave: "favorevole"})
    assert dopo.approvata or not prima.approvata


@given(regole(), votazioni())
def test_i_conti_tornano_e_l_esito_si_conserva(regola, votazione):
    seggi, stati = votazione
    esito = _vota(regola, seggi, stati)
    conti = esito.conteggi
    parti = (conti.favorevoli, conti.contrari, conti.astenuti, conti.non_votanti)
    assert sum(c.teste for c in parti) == conti.presenti.teste <= conti.componenti.teste
    assert sum(c.peso for c in parti) == conti.presenti.peso <= conti.componenti.peso
    assert not (esito.approvata and esito.da_rivotare)
    conservato = json.loads(json.dumps(esito.a_json()))
    assert Regola.from_dict(conservato["regola"]) == regola
    assert _vota(Regola.from_dict(conservato["regola"]), seggi, stati).a_json() == esito.a_json()


@given(regole(), votazioni())
def test_tutti_contrari_non_passa_mai(regola, votazione):
    seggi, stati = votazione
    assert not _vota(regola, seggi, dict.fromkeys(stati, "contrario")).approvata


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda figli: (
        st.lists(figli, max_size=3)
        | st.dictionaries(st.sampled_from([*Regola.__dataclass_fields__, "teste", "ordinaria", "x"]), figli, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_regola_da_json_qualunque_solleva_solo_errore_regola(dati):
    try:
        Regola.from_dict(dati)
    except ErroreRegola as errore:
        assert str(errore).endswith(".")
