import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.importi import (
    Criterio,
    ErroreImporto,
    ErroreRiparto,
    PesoNonValido,
    SommaPesiNulla,
    da_centesimi,
    in_centesimi,
    ripartisci,
    ripartisci_per_criteri,
)

DATI = Path(__file__).parent.parent / "dati" / "nucleo"
PESI = st.dictionaries(st.text(max_size=6), st.integers(0, 10**7), min_size=1, max_size=80)


def test_r1_quote_uguali_fra_24_comuni():
    quote = ripartisci(4_100_000, {f"{n:06d}": 1 for n in range(24)})
    assert sorted(quote.values(), reverse=True) == [170_834] * 8 + [170_833] * 16
    assert [quote[f"{n:06d}"] for n in range(8)] == [170_834] * 8


def test_r2_per_abitante():
    assert ripartisci(4_100_000, {"a": 1000, "b": 3000}) == {"a": 1_025_000, "b": 3_075_000}


def test_r3_quattro_criteri_tutti_al_25_per_cento():
    dati = {"A": 25, "B": 75}
    criteri = [Criterio(str(n), peso, dati) for n, peso in enumerate((40, 10, 40, 10))]
    riparto = ripartisci_per_criteri(1_000_000, criteri, ["A", "B"])
    assert riparto.quote == {"A": 250_000, "B": 750_000}
    assert riparto.parti == {"0": 400_000, "1": 100_000, "2": 400_000, "3": 100_000}


def test_r4_fisso_piu_pro_capite():
    comuni = ["a", "b", "c", "d"]
    popolazione = Criterio("popolazione", 1, dict.fromkeys(comuni, 1))
    riparto = ripartisci_per_criteri(1_000_000, [popolazione], comuni, dict.fromkeys(comuni, 50_000))
    assert riparto.quote == dict.fromkeys(comuni, 250_000)


@pytest.mark.parametrize("pesi", [{}, {"a": 0}, {"a": 0, "b": Fraction(0)}])
def test_r5_somma_dei_dati_zero(pesi):
    with pytest.raises(SommaPesiNulla, match="non ha valori"):
        ripartisci(100, pesi)


def test_r6_dato_mancante_ferma_il_calcolo_salvo_zero_certificato():
    with pytest.raises(PesoNonValido, match="«utenti»: manca il dato di «b»"):
        ripartisci_per_criteri(100, [Criterio("utenti", 1, {"a": 3})], ["a", "b"])
    certificato = Criterio("utenti", 1, {"a": 3, "b": None}, frozenset({"b"}))
    assert ripartisci_per_criteri(100, [certificato], ["a", "b"]).quote == {"a": 100, "b": 0}


@pytest.mark.parametrize("peso", [-1, 0.5, True, "3", None, Decimal("NaN")])
def test_peso_non_valido(peso):
    with pytest.raises(PesoNonValido):
        ripartisci(100, {"a": 1, "b": peso})


def test_fissi_oltre_il_totale_e_nessun_criterio():
    with pytest.raises(ErroreRiparto, match="superano"):
        ripartisci_per_criteri(100, [], ["a"], {"a": 101})
    with pytest.raises(ErroreRiparto, match="alcun criterio"):
        ripartisci_per_criteri(100, [], ["a"], {"a": 99})


def _righe_lodi():
    with (DATI / "riparto_atteso_lodi.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("colonna", "quote"),
    [("quota_popolazione", (1, 0, 0)), ("quota_70pop_30uguale", (70, 30, 0)), ("quota_50pop_50minori", (50, 0, 50))],
)
def test_riparto_atteso_dei_61_comuni_del_lodigiano(colonna, quote):
    righe = _righe_lodi()
    comuni = [riga["istat_code"] for riga in righe]
    popolazione = {riga["istat_code"]: int(riga["pop_legale_2021"]) for riga in righe}
    minori = {riga["istat_code"]: int(riga["minori_0_17"]) for riga in righe}
    dati = (popolazione, dict.fromkeys(comuni, 1), minori)
    criteri = [Criterio(str(n), peso, dati[n]) for n, peso in enumerate(quote) if peso]
    attese = {riga["istat_code"]: in_centesimi(Decimal(riga[colonna])) for riga in righe}
    assert ripartisci_per_criteri(47_272_500, criteri, comuni).quote == attese
    assert sum(attese.values()) == 47_272_500


@given(st.integers(-(10**14), 10**14), PESI)
def test_nessun_centesimo_si_perde(totale, pesi):
    if not any(pesi.values()):
        return
    quote = ripartisci(totale, pesi)
    assert sum(quote.values()) == totale
    somma = sum(pesi.values())
    assert all(abs(quote[k] - Fraction(totale * pesi[k], somma)) < 1 for k in pesi)
    assert all(quote[k] == 0 for k in pesi if not pesi[k])


@given(st.integers(0, 10**9), PESI, st.randoms())
def test_l_ordine_dei_dati_non_conta(totale, pesi, caso):
    if not any(pesi.values()):
        return
    mescolati = list(pesi.items())
    caso.shuffle(mescolati)
    assert ripartisci(totale, dict(mescolati)) == ripartisci(totale, pesi)


@given(st.integers(-(10**17), 10**17))
def test_centesimi_andata_e_ritorno(centesimi):
    assert in_centesimi(da_centesimi(centesimi)) == centesimi
    assert da_centesimi(centesimi).as_tuple().exponent == -2


@pytest.mark.parametrize("valore", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), "x", None, 0.5])
def test_in_centesimi_rifiuta(valore):
    with pytest.raises(ErroreImporto):
        in_centesimi(valore)
