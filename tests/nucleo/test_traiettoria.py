"""Il giudizio sull’andamento: limiti, versi, chi non ha letto, chi non sa da dove parte; proprietà che valgono sempre."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ambito.nucleo.grafico_linee import Serie, linee
from ambito.nucleo.traiettoria import (
    Lettura,
    Luce,
    Strada,
    Tappa,
    Verso,
    atteso,
    cammino_fatto,
    entro,
    fini_dei_periodi,
    insieme,
    luce,
    prossima,
)
from tests.nucleo.test_grafici import leggi

INIZIO, FINE = date(2025, 1, 1), date(2027, 12, 31)
PEGGIO = [Luce.FUORI_STRADA, Luce.IN_RITARDO, Luce.IN_LINEA]
VALORI = st.decimals(-1000, 1000, places=2)
GIORNI = st.dates(INIZIO, FINE)


def via(base="0", *traguardi, arrivo="100", verso=Verso.ALTO):
    tappe = [Tappa(date(anno, 12, 31), Decimal(v)) for anno, v in traguardi]
    partenza = None if base is None else Tappa(INIZIO, Decimal(base))
    return Strada(verso, partenza, (*tappe, Tappa(FINE, Decimal(arrivo))))


def giudizio(strada, giorno, valore, oggi=FINE):
    return luce(strada, Lettura(giorno, Decimal(valore)), None, oggi)


@pytest.mark.parametrize(
    ("valore", "detto"),
    [
        ("40", Luce.IN_LINEA),
        ("35", Luce.IN_LINEA),
        ("34.99", Luce.IN_RITARDO),
        ("15", Luce.IN_RITARDO),
        ("14.99", Luce.FUORI_STRADA),
    ],
)
def test_i_limiti_si_contano_sul_cammino_intero(valore, detto):
    assert giudizio(via("0", (2025, "40")), date(2025, 12, 31), valore) == detto


def test_chi_deve_scendere_si_giudica_al_contrario():
    strada = via("28", (2025, "23"), arrivo="10", verso=Verso.BASSO)
    fine = date(2025, 12, 31)
    assert [giudizio(strada, fine, v) for v in ("20", "23", "25", "28")] == [
        Luce.IN_LINEA, Luce.IN_LINEA, Luce.IN_RITARDO, Luce.FUORI_STRADA,
    ]  # fmt: skip


def test_chi_deve_restare_entro_un_valore_lo_deve_ogni_giorno():
    strada = via("50", (2025, "40"), arrivo="30", verso=Verso.ENTRO)
    assert giudizio(strada, date(2025, 6, 30), "40") == Luce.IN_LINEA
    assert giudizio(strada, date(2026, 6, 30), "40") == Luce.FUORI_STRADA
    assert cammino_fatto(strada, Lettura(FINE, Decimal(30))) is None


def test_senza_letture_conta_il_termine_della_prima():
    termine = date(2026, 1, 30)
    assert luce(via(), None, termine, termine) == Luce.NON_DOVUTO
    assert luce(via(), None, termine, termine + timedelta(1)) == Luce.SENZA_DATI


def test_chi_non_sa_da_dove_parte_si_giudica_dal_primo_traguardo():
    strada = via(None, (2025, "40"))
    assert atteso(strada, date(2025, 6, 1)) is None
    assert giudizio(strada, date(2025, 6, 1), "10") == Luce.NON_DOVUTO
    assert giudizio(strada, date(2025, 6, 1), "41") == Luce.IN_LINEA
    assert giudizio(strada, date(2025, 12, 31), "10") == Luce.FUORI_STRADA
    assert cammino_fatto(strada, Lettura(FINE, Decimal(40))) is None


def test_chi_arriva_dove_parte_non_divide_per_zero():
    assert giudizio(via("0", arrivo="0"), FINE, "0") == Luce.IN_LINEA
    assert giudizio(via("0", arrivo="0"), FINE, "-3") == Luce.FUORI_STRADA
    assert cammino_fatto(via("7", arrivo="7"), Lettura(FINE, Decimal(7))) is None


def test_dopo_l_arrivo_si_attende_ancora_l_arrivo():
    assert atteso(via(), date(2029, 1, 1)) == 100


@pytest.mark.parametrize("verso", [Verso.ALTO, Verso.BASSO])
@given(VALORI, VALORI, VALORI, VALORI, GIORNI)
def test_un_valore_migliore_non_ha_mai_un_giudizio_peggiore(verso, base, arrivo, uno, altro, giorno):
    strada = Strada(verso, Tappa(INIZIO, base), (Tappa(FINE, arrivo),))
    peggiore, migliore = sorted((uno, altro), reverse=verso == Verso.BASSO)
    luci = [luce(strada, Lettura(giorno, v), None, FINE) for v in (peggiore, migliore)]
    assert PEGGIO.index(luci[0]) <= PEGGIO.index(luci[1])


@given(VALORI, VALORI, GIORNI)
def test_l_atteso_sta_fra_partenza_e_arrivo_e_chi_lo_raggiunge_e_in_linea(base, arrivo, giorno):
    verso = Verso.ALTO if arrivo >= base else Verso.BASSO
    strada = Strada(verso, Tappa(INIZIO, base), (Tappa(FINE, arrivo),))
    previsto = atteso(strada, giorno)
    assert min(base, arrivo) <= previsto <= max(base, arrivo)
    assert giudizio(strada, giorno, arrivo) == Luce.IN_LINEA


@given(st.integers(1, 1000), st.integers(-500, 500), st.integers(1, 900), st.integers(-500, 900), GIORNI)
def test_cambiare_unita_di_misura_non_cambia_il_giudizio(scala, base, passo, letto, giorno):
    def con(fattore):
        strada = Strada(Verso.ALTO, Tappa(INIZIO, Decimal(base * fattore)), (Tappa(FINE, Decimal((base + passo) * fattore)),))
        return luce(strada, Lettura(giorno, Decimal(letto * fattore)), None, FINE)

    assert con(1) == con(scala)


@given(VALORI, VALORI, VALORI)
def test_il_cammino_fatto_va_da_zero_a_cento(base, arrivo, letto):
    assume(base != arrivo)
    strada = Strada(Verso.ALTO, Tappa(INIZIO, base), (Tappa(FINE, arrivo),))
    assert 0 <= cammino_fatto(strada, Lettura(FINE, letto)) <= 100


@given(st.sampled_from([1, 3, 4, 6, 12]), st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 2000), st.none() | GIORNI)
def test_i_periodi_sono_in_ordine_e_finiscono_con_l_obiettivo(mesi, dal, giorni, ultima):
    al = dal + timedelta(giorni)
    fini = fini_dei_periodi(mesi, dal, al)
    assert fini == sorted(set(fini)) and fini[-1] == al and fini[0] >= dal
    manca = prossima(fini, ultima)
    assert manca is None or manca in fini
    if ultima is None:
        assert manca == fini[0]
    elif manca is not None:
        assert manca.replace(day=1) > ultima


def test_una_lettura_dell_ultimo_mese_vale_per_il_periodo():
    fini = fini_dei_periodi(6, INIZIO, FINE)
    assert fini[:2] == [date(2025, 6, 30), date(2025, 12, 31)] and len(fini) == 6
    assert prossima(fini, date(2025, 5, 31)) == date(2025, 6, 30)
    assert prossima(fini, date(2025, 6, 1)) == date(2025, 12, 31)
    assert prossima(fini, FINE) is None
    assert entro(date(2025, 12, 31)) == date(2026, 1, 30)


def test_l_obiettivo_va_come_il_peggiore_degli_indicatori_letti():
    assert insieme([Luce.IN_LINEA, Luce.IN_RITARDO, Luce.SENZA_DATI]) == Luce.IN_RITARDO
    assert insieme([Luce.IN_LINEA, Luce.SENZA_DATI]) == Luce.IN_LINEA
    assert insieme([Luce.SENZA_DATI, Luce.NON_DOVUTO]) == Luce.SENZA_DATI
    assert insieme([Luce.NON_DOVUTO]) == Luce.NON_DOVUTO
    assert insieme([]) == Luce.SENZA_DATI


PUNTI = st.lists(st.tuples(GIORNI, VALORI), max_size=6).map(sorted)


@given(PUNTI, PUNTI, st.sampled_from([360, 720]))
def test_le_linee_si_disegnano_sempre(letti, previsti, larghezza):
    serie = [Serie("Letto", letti), Serie("Previsto <&>", previsti, prevista=True)]
    radice = leggi(linee(serie, "Giorni <di attesa>", "Nel tempo.", "giorni", larghezza))
    assert len(radice.findall("{http://www.w3.org/2000/svg}circle")) == len(letti)
    assert Fraction(int(radice.get("width"))) == larghezza
