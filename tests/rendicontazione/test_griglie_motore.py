"""Il motore delle griglie: nessun centesimo si perde, la regola più precisa vince, nessuno schema prende un nome non suo."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.riferimenti import leggi_codici
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.griglie.motore import COLONNA, RIGA, Griglia, Misura, Spesa, Voce, riempi
from rendicontazione.selezioni.regole import Regola, del_portale, regole

INTERVENTI, AREE = ["1.1", "2.1", "2.1B", ""], ["FM", "ANZ", "MUL", ""]
VOCI = ["a", "b", "c", "fuori"]
MISURA = Misura("lorda", "Spesa lorda", "spesa_lorda")
PROVA = Griglia(
    "P", "Ufficiale", "Di lavoro", "", tuple(Voce(c, c, True) for c in "abc"), tuple(Voce(c, c, True) for c in "abc"), (MISURA,)
)

regole_qualunque = st.lists(
    st.builds(
        Regola, st.sampled_from([RIGA, COLONNA]), st.sampled_from(INTERVENTI), st.sampled_from(AREE), st.sampled_from(VOCI),
        st.fractions(0, 5, max_denominator=7),
    ),
    max_size=12,
)  # fmt: skip
spese_qualunque = st.lists(
    st.builds(
        Spesa, st.sampled_from(INTERVENTI[:3]), st.sampled_from(["1.1", "2.1", ""]), st.sampled_from(AREE[:3]),
        st.integers(-(10**6), 10**12),
    ),
    max_size=15,
)  # fmt: skip


@given(date=regole_qualunque, spese=spese_qualunque)
def test_celle_e_senza_posto_fanno_sempre_il_totale(date, spese):
    piena = riempi(PROVA, date, spese)
    assert piena.totale_celle + piena.totale_senza_posto == piena.totale == sum(s.valore for s in spese)
    assert sum(piena.della_riga(c) for c in "abc") == sum(piena.della_colonna(c) for c in "abc") == piena.totale_celle
    for cella, parti in piena.parti.items():
        assert sum(parte for _, parte in parti) == piena.celle[cella]
    assert len({id(s) for parti in piena.parti.values() for s, _ in parti}) + len(piena.senza_posto) == len(spese)


@given(spese=spese_qualunque, codice=st.sampled_from(sorted(griglie())), anno=st.integers(2019, 2030))
def test_anche_con_le_corrispondenze_vere_non_si_perde_nulla(spese, codice, anno):
    assert riempi(griglie()[codice], regole(codice, anno), spese).totale == sum(s.valore for s in spese)


def regola(asse, voce, intervento="", area="", peso=1):
    return Regola(asse, intervento, area, voce, Fraction(peso))


def test_un_centesimo_che_avanza_va_al_resto_maggiore():
    date = [regola(RIGA, "a", peso=2), regola(RIGA, "b"), regola(COLONNA, "c")]
    piena = riempi(PROVA, date, [Spesa("1.1", "1.1", "FM", 100)])
    assert dict(piena.celle) == {("a", "c"): 67, ("b", "c"): 33}


def test_la_regola_piu_precisa_vince():
    date = [
        regola(COLONNA, "a"), regola(RIGA, "a"), regola(RIGA, "b", area="ANZ"), regola(RIGA, "c", "2.1"),
        regola(RIGA, "a", "2.1", "ANZ"), regola(RIGA, "b", "2.1B"),
    ]  # fmt: skip
    casi = {("1.1", "1.1", "FM"): "a", ("1.1", "1.1", "ANZ"): "b", ("2.1", "2.1", "FM"): "c", ("2.1", "2.1", "ANZ"): "a",
            ("2.1B", "2.1", "ANZ"): "b", ("2.1C", "2.1", "ANZ"): "a"}  # fmt: skip
    for spesa, attesa in casi.items():
        assert dict(riempi(PROVA, date, [Spesa(*spesa, 5)]).celle) == {(attesa, "a"): 5}, spesa


def test_una_corrispondenza_vale_nei_suoi_anni():
    dal, fino = Regola(RIGA, "", "", "a", Fraction(1), 2025), Regola(RIGA, "", "", "b", Fraction(1), None, 2024)
    assert [[r.vale(anno) for anno in (2023, 2024, 2025, 2026)] for r in (dal, fino, regola(RIGA, "c"))] == [
        [False, False, True, True],
        [True, True, False, False],
        [True] * 4,
    ]


def test_chi_non_ha_posto_lo_dice():
    date = [regola(RIGA, "a", "1.1"), regola(RIGA, "fuori", "2.1"), regola(COLONNA, "a", area="FM")]
    spese = [Spesa("1.1", "", "ANZ", 1), Spesa("2.1", "", "FM", 2), Spesa("9", "", "FM", 4)]
    motivi = [motivo for _, motivo in riempi(PROVA, date, spese).senza_posto]
    assert [("colonna" in motivi[0]), "«fuori»" in motivi[1], "Nessuna riga" in motivi[2]] == [True] * 3


def test_il_nome_ufficiale_e_solo_di_chi_e_verificato():
    per_nome = {g.codice: g.verificata for g in griglie().values()}
    assert per_nome == {"FNPS": True, "SOSE": True, "ISTAT": False, "SIOSS": False, "LOMBARDIA": False}
    assert griglie()["FNPS"].titolo == "Matrice del Fondo nazionale politiche sociali"
    assert griglie()["SIOSS"].titolo != griglie()["SIOSS"].nome
    assert "non verificato" in griglie()["LOMBARDIA"].titolo
    assert (len(griglie()["FNPS"].righe), len(griglie()["FNPS"].colonne)) == (9, 3)


@pytest.mark.parametrize("codice", sorted(griglie()))
def test_le_corrispondenze_di_partenza_portano_a_voci_che_ci_sono(codice):
    griglia = griglie()[codice]
    ammesse = {RIGA: {v.codice for v in griglia.righe}, COLONNA: {v.codice for v in griglia.colonne}}
    interventi = {r["codice"] for r in leggi_codici("fnps_matrice")} | {""}
    aree = {r["codice"] for r in leggi_codici("aree_utenza_istat")} | {""}
    for r in del_portale()[codice]:
        assert r.voce in ammesse[r.asse] and r.intervento in interventi and r.area in aree and r.peso > 0
