"""Il motore del riparto: i vettori R1–R6, i 61 Comuni del Lodigiano al centesimo, e ciò che deve valere sempre."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.importi import ErroreRiparto, PesoNonValido, SommaPesiNulla, in_centesimi
from ambito.nucleo.riparto import Criterio, ripartisci_per_criteri

DATI = Path(__file__).parent.parent / "dati" / "nucleo"
NUMERI = st.one_of(st.integers(0, 10**6), st.decimals(0, 10**6, places=2))


def test_r1_quote_uguali_fra_24_comuni():
    comuni = [f"{n:06d}" for n in range(24)]
    quote = ripartisci_per_criteri(4_100_000, [Criterio("uguale", dict.fromkeys(comuni, 1), 100)], comuni).quote
    assert [quote[c] for c in comuni] == [170_834] * 8 + [170_833] * 16


def test_r2_per_abitante():
    criterio = Criterio("popolazione", {"a": 1000, "b": 3000}, 100)
    assert ripartisci_per_criteri(4_100_000, [criterio], ["a", "b"]).quote == {"a": 1_025_000, "b": 3_075_000}


def test_r3_quattro_criteri_tutti_al_25_per_cento():
    criteri = [Criterio(str(n), {"A": 25, "B": 75}, peso) for n, peso in enumerate((40, 10, 40, 10))]
    riparto = ripartisci_per_criteri(1_000_000, criteri, ["A", "B"])
    assert riparto.quote == {"A": 250_000, "B": 750_000}
    assert riparto.parti == (400_000, 100_000, 400_000, 100_000)


def test_r4_fisso_piu_pro_capite():
    comuni = ["a", "b", "c", "d"]
    popolazione = Criterio("popolazione", dict.fromkeys(comuni, 1), 100)
    riparto = ripartisci_per_criteri(1_000_000, [popolazione], comuni, dict.fromkeys(comuni, 50_000))
    assert riparto.quote == dict.fromkeys(comuni, 250_000) and riparto.parti == (800_000,)


@pytest.mark.parametrize("misura", [{"percentuale": 100}, {"euro_per_unita": 5}])
def test_r5_dato_senza_valori(misura):
    with pytest.raises(SommaPesiNulla, match="«ore»: il dato è senza valori"):
        ripartisci_per_criteri(0, [Criterio("ore", {"a": 0, "b": 0}, **misura)], ["a", "b"])


def test_r6_dato_mancante_ferma_il_calcolo_lo_zero_no():
    for dati in ({"a": 3}, {"a": 3, "b": None}):
        with pytest.raises(PesoNonValido, match="«utenti»: manca il dato di b"):
            ripartisci_per_criteri(100, [Criterio("utenti", dati, 100)], ["a", "b"])
    assert ripartisci_per_criteri(100, [Criterio("utenti", {"a": 3, "b": 0}, 100)], ["a", "b"]).quote == {"a": 100, "b": 0}


def test_il_dato_che_manca_a_molti_si_dice_in_breve():
    with pytest.raises(PesoNonValido, match="manca il dato di 0, 1, 2, 3, 4 e altri 4\\."):
        ripartisci_per_criteri(100, [Criterio("utenti", {}, 100)], [str(n) for n in range(9)])


@pytest.mark.parametrize(
    ("totale", "criteri", "fisso", "frase"),
    [
        (100, [], 101, "fanno 1,01 €: superano di 0,01 €"),
        (100, [], 99, "mancano 0,01 €"),
        (100, [Criterio("p", {"a": 1}, None, Decimal("1.01"))], 0, "superano di 0,01 €"),
        (100, [Criterio("p", {"a": 1}, 99)], 0, "Le percentuali devono fare 100: fanno 99."),
        (100, [Criterio("p", {"a": 1}, Decimal("50.5"))], 0, "fanno 50,5."),
    ],
)
def test_parti_che_non_coprono_o_superano(totale, criteri, fisso, frase):
    with pytest.raises(ErroreRiparto, match=frase):
        ripartisci_per_criteri(totale, criteri, ["a"], {"a": fisso})


def test_senza_comuni_non_si_divide():
    with pytest.raises(ErroreRiparto, match="alcun Comune"):
        ripartisci_per_criteri(100, [], [])


def test_a_parita_il_centesimo_va_al_criterio_scritto_prima():
    criteri = [Criterio(nome, {"a": 1}, Fraction(100, 3)) for nome in ("z", "m", "a")]
    assert ripartisci_per_criteri(100, criteri, ["a"]).parti == (34, 33, 33)
    dodici = [Criterio(str(n), {"a": 1}, Fraction(100, 12)) for n in range(12)]
    assert ripartisci_per_criteri(13, dodici, ["a"]).parti == (2, *[1] * 11)


def _righe_lodi():
    with (DATI / "riparto_atteso_lodi.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("colonna", "criteri"),
    [
        ("quota_popolazione", [("pop_legale_2021", 100, None)]),
        ("quota_70pop_30uguale", [("pop_legale_2021", 70, None), ("uguale", 30, None)]),
        ("quota_50pop_50minori", [("pop_legale_2021", 50, None), ("minori_0_17", 50, None)]),
        ("quota_pro_capite_5_20", [("pop_legale_2021", None, Decimal("5.20"))]),
    ],
)
def test_riparto_atteso_dei_61_comuni_del_lodigiano(colonna, criteri):
    righe = _righe_lodi()
    attese = {riga["istat_code"]: in_centesimi(Decimal(riga[colonna])) for riga in righe}
    dati = [{r["istat_code"]: int(r.get(driver, 1)) for r in righe} for driver, *_ in criteri]
    scritti = [Criterio(driver, dato, *misure) for (driver, *misure), dato in zip(criteri, dati, strict=True)]
    totale = sum(attese.values()) if colonna == "quota_pro_capite_5_20" else 47_272_500
    assert ripartisci_per_criteri(totale, scritti, list(attese)).quote == attese
    assert sum(attese.values()) == totale


@st.composite
def riparti(disegna):
    """Un riparto possibile: fissi, a consumo e percentuali, con dati non tutti nulli."""
    comuni = disegna(st.lists(st.from_regex(r"[0-9]{6}", fullmatch=True), min_size=1, max_size=25, unique=True))
    pesi = disegna(st.lists(st.integers(0, 10_000), min_size=1, max_size=5).filter(any))
    dati = st.lists(NUMERI, min_size=len(comuni), max_size=len(comuni)).filter(any)

    def criterio(nome, **misura):
        return Criterio(nome, dict(zip(comuni, disegna(dati), strict=True)), **misura)

    criteri = [criterio(f"p{n}", percentuale=Fraction(100 * peso, sum(pesi))) for n, peso in enumerate(pesi)]
    if disegna(st.booleans()):
        criteri.insert(0, criterio("consumo", euro_per_unita=disegna(st.decimals(0, 100, places=2))))
    fissi = dict.fromkeys(comuni, disegna(st.integers(0, 10**6)))
    consumo = sum(c.a_consumo(comuni) for c in criteri if c.euro_per_unita is not None)
    return consumo + sum(fissi.values()) + disegna(st.integers(0, 10**10)), criteri, comuni, fissi


@given(riparti())
def test_ogni_colonna_torna_e_torna_il_totale(riparto):
    totale, criteri, comuni, fissi = riparto
    fatto = ripartisci_per_criteri(totale, criteri, comuni, fissi)
    assert [sum(colonna.values()) for colonna in fatto.dettaglio] == list(fatto.parti)
    assert sum(fatto.quote.values()) == totale == sum(fatto.parti) + sum(fissi.values())
    assert all(fatto.quote[c] == fissi[c] + sum(colonna[c] for colonna in fatto.dettaglio) for c in comuni)


@given(riparti(), st.randoms())
def test_l_ordine_dei_comuni_non_conta(riparto, caso):
    totale, criteri, comuni, fissi = riparto
    mescolati = comuni[:]
    caso.shuffle(mescolati)
    assert ripartisci_per_criteri(totale, criteri, mescolati, fissi) == ripartisci_per_criteri(totale, criteri, comuni, fissi)


@given(riparti())
def test_in_ogni_colonna_chi_ha_di_piu_non_paga_di_meno(riparto):
    totale, criteri, comuni, fissi = riparto
    fatto = ripartisci_per_criteri(totale, criteri, comuni, fissi)
    for criterio, colonna in zip(criteri, fatto.dettaglio, strict=True):
        per_dato = sorted(comuni, key=lambda c: (criterio.dati[c], colonna[c]))
        assert all(
            colonna[a] <= colonna[b] or criterio.dati[a] == criterio.dati[b] for a, b in zip(per_dato, per_dato[1:], strict=False)
        )


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=2, max_size=30).filter(any), st.integers(1, 10**6))
def test_se_il_mio_dato_cresce_la_mia_quota_non_cala(totale, dati, aumento):
    comuni = [f"{n:06d}" for n in range(len(dati))]
    prima = dict(zip(comuni, dati, strict=True))
    dopo = {**prima, "000000": prima["000000"] + aumento}
    quote = [ripartisci_per_criteri(totale, [Criterio("p", dato, 100)], comuni).quote["000000"] for dato in (prima, dopo)]
    assert quote[0] <= quote[1]
