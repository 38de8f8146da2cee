"""Il correttivo di un criterio: chi tocca, quanto sposta, e ciò che deve valere sempre."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.correttivo import Correttivo
from ambito.nucleo.importi import PesoNonValido, SommaPesiNulla
from ambito.nucleo.riparto import Criterio, ripartisci_per_criteri

MONTANA = {"a": 80, "b": 0, "c": Decimal("49.99")}


def quote(totale, dati, correttivo, **misura):
    criterio = Criterio("dato", dati, correttivo=correttivo, **(misura or {"percentuale": 100}))
    return ripartisci_per_criteri(totale, [criterio], list(dati)).quote


@pytest.mark.parametrize("dati", [{"a": 1000, "b": 3000, "c": 2000}, {"a": Decimal("10.5"), "b": Decimal("31.5"), "c": 21}])
def test_pesa_il_dato_dei_comuni_montani_qualunque_sia_il_dato(dati):
    """Residenti o superficie, il conto è lo stesso: ad «a», montano, il dato vale la metà. 500 + 3.000 + 2.000."""
    assert quote(5_500, dati, Correttivo(Fraction(1, 2), 50, MONTANA, almeno=True)) == {"a": 500, "b": 3_000, "c": 2_000}


def test_la_soglia_e_compresa_nei_due_versi():
    correttivo = Correttivo(2, 80, MONTANA, almeno=True)
    assert [correttivo.tocca(c) for c in "abc"] == [True, False, False]
    assert [Correttivo(2, 80, MONTANA).tocca(c) for c in "abc"] == [True, True, True]
    assert [Correttivo(2, 0, MONTANA).tocca(c) for c in "abcd"] == [False, True, False, False]


def test_con_coefficiente_zero_si_divide_fra_gli_altri():
    assert quote(900, {"a": 1, "b": 1, "c": 2}, Correttivo(0, 50, MONTANA, almeno=True)) == {"a": 0, "b": 300, "c": 600}
    with pytest.raises(SommaPesiNulla, match="senza valori"):
        quote(900, {"a": 1, "b": 0, "c": 0}, Correttivo(0, 50, MONTANA, almeno=True))


def test_anche_un_importo_per_unita_si_corregge():
    """Dieci euro per unità: 5 unità di «a» valgono 2,5; la parte è 75 euro."""
    assert quote(7_500, {"a": 5, "b": 5}, Correttivo(Fraction(1, 2), 50, MONTANA, almeno=True), euro_per_unita=10) == {
        "a": 2_500, "b": 5_000,
    }  # fmt: skip


def test_la_misura_che_manca_ferma_il_calcolo_e_dice_di_chi():
    with pytest.raises(PesoNonValido, match="Criterio «dato»: per il correttivo manca «Superficie montana» di b, d\\."):
        quote(100, {"a": 1, "b": 1, "d": 1}, Correttivo(2, 50, {"a": 80, "b": None}, nome="Superficie montana"))


@st.composite
def correzioni(disegna):
    """Una somma, i dati dei Comuni e un correttivo; i dati corretti non sono tutti nulli."""
    quanti = disegna(st.integers(1, 25))
    comuni = [f"{n:06d}" for n in range(quanti)]
    numeri = st.lists(st.integers(0, 10**6), min_size=quanti, max_size=quanti)
    coefficiente = disegna(st.decimals(0, 10, places=3))
    correttivo = Correttivo(
        coefficiente, disegna(st.integers(0, 10**6)), dict(zip(comuni, disegna(numeri), strict=True)), disegna(st.booleans())
    )
    dati = dict(zip(comuni, disegna(numeri), strict=True))
    if not any(d and (coefficiente or not correttivo.tocca(c)) for c, d in dati.items()):
        # Un Comune fuori dal correttivo: c’è sempre qualcosa da dividere.
        dati["999999"] = 1
        correttivo.misura["999999"] = correttivo.soglia + 1 if not correttivo.almeno else correttivo.soglia - 1
    return disegna(st.integers(0, 10**10)), dati, correttivo


@given(correzioni())
def test_il_totale_torna_sempre(caso):
    totale, dati, correttivo = caso
    assert sum(quote(totale, dati, correttivo).values()) == totale


@given(correzioni(), st.randoms())
def test_l_ordine_dei_comuni_non_conta(caso, sorte):
    totale, dati, correttivo = caso
    mescolati = list(dati)
    sorte.shuffle(mescolati)
    assert quote(totale, {c: dati[c] for c in mescolati}, correttivo) == quote(totale, dati, correttivo)


@given(correzioni())
def test_chi_ha_il_dato_corretto_piu_grande_non_paga_di_meno(caso):
    totale, dati, correttivo = caso
    pesi, pagano = correttivo.applica("dato", dati), quote(totale, dati, correttivo)
    in_fila = sorted(dati, key=lambda c: (pesi[c], pagano[c]))
    assert all(pagano[a] <= pagano[b] or pesi[a] == pesi[b] for a, b in zip(in_fila, in_fila[1:], strict=False))


@given(correzioni(), st.decimals(0, 10, places=3))
def test_se_il_coefficiente_cresce_i_montani_non_calano_e_gli_altri_non_salgono(caso, aumento):
    """Al centesimo dei resti: chi arrotonda può cederne uno a un altro del suo gruppo."""
    totale, dati, basso = caso
    alto = Correttivo(Fraction(basso.coefficiente) + Fraction(aumento), basso.soglia, basso.misura, basso.almeno)
    prima, dopo = quote(totale, dati, basso), quote(totale, dati, alto)
    for comune in dati:
        if basso.tocca(comune):
            assert dopo[comune] >= prima[comune] - 1
        else:
            assert dopo[comune] <= prima[comune] + 1


@given(correzioni())
def test_col_coefficiente_uno_non_cambia_niente(caso):
    totale, dati, correttivo = caso
    dati = {**dati, "999998": 1}
    neutro = Correttivo(1, correttivo.soglia, {**correttivo.misura, "999998": 0}, correttivo.almeno)
    assert quote(totale, dati, neutro) == quote(totale, dati, None)
