"""L’elezione turno per turno: soglie, ballottaggio, parità, numeri che non tornano."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.elezione import ErroreElezione, RegolaElezione, scrutina_turno
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.periodi import piu_mesi

NOMI = {"a": "Anna", "b": "Bruno", "c": "Carla"}
REGOLA = RegolaElezione(soglia=Soglia(2, 3), turni=2, soglia_poi=Soglia(1, 2, stretta=True))


def turno(numero, voti, regola=REGOLA, presenti=10, componenti=12, **schede):
    return scrutina_turno(regola, numero, componenti, presenti, voti, NOMI, **schede)


@pytest.mark.parametrize(
    ("numero", "voti", "eletto"),
    [(1, {"a": 8}, "a"), (1, {"a": 7, "b": 3}, ""), (2, {"a": 7}, ""), (3, {"a": 7, "b": 3}, "a"), (3, {"a": 6, "b": 4}, "")],
)
def test_la_soglia_dei_primi_turni_e_quella_dopo(numero, voti, eletto):
    assert turno(numero, voti).eletto == eletto


def test_dopo_il_turno_a_soglia_bassa_vanno_al_ballottaggio_i_due_piu_votati():
    esito = turno(3, {"a": 5, "b": 4, "c": 1})
    assert (esito.eletto, esito.ammessi) == ("", ("a", "b")) and esito.passaggi[-1] == "Nessuno è eletto: si va al ballottaggio."
    assert turno(4, {"a": 4, "b": 3}).eletto == "a"
    pari = turno(4, {"a": 3, "b": 3})
    assert (pari.eletto, pari.ammessi) == ("", ("a", "b")) and "si ripete" in pari.passaggi[-1]


def test_se_il_secondo_non_e_uno_solo_ci_vanno_tutti():
    assert turno(3, {"a": 5, "b": 2, "c": 2}).ammessi == ("a", "b", "c")
    assert turno(3, {"a": 3}).ammessi == ("a",)


def test_senza_ballottaggio_si_rivota_fra_tutti():
    esito = turno(7, {"a": 5, "b": 4}, RegolaElezione(ballottaggio=False))
    assert (esito.eletto, esito.ammessi) == ("", ())


def test_la_frase_dice_i_numeri():
    assert turno(1, {"b": 3, "a": 7}, bianche=0).passaggi == (
        "Turno 1: 10 presenti su 12 componenti; Anna 7, Bruno 3; 0 schede bianche, 0 nulle.",
        "Servivano almeno due terzi dei componenti, cioè 8 voti.",
        "Nessuno è eletto: si vota di nuovo.",
    )


@pytest.mark.parametrize(
    "dati", [{"voti": {"a": 11}}, {"voti": {"a": -1}}, {"voti": {"a": 5}, "bianche": 6}, {"voti": {}, "presenti": 13}]
)
def test_numeri_che_non_tornano_si_rifiutano(dati):
    with pytest.raises(ErroreElezione):
        turno(1, **dati)


VOTI = st.dictionaries(st.sampled_from("abc"), st.integers(0, 30), max_size=3)


@given(st.integers(1, 6), VOTI, st.integers(0, 5), st.sampled_from(["votanti", "presenti", "componenti"]), st.booleans())
def test_chi_e_eletto_ha_piu_voti_di_ogni_altro(numero, voti, bianche, base, ballottaggio):
    presenti = sum(voti.values()) + bianche
    regola = RegolaElezione(base=base, ballottaggio=ballottaggio)
    assert RegolaElezione.from_dict(regola.to_dict()) == regola
    esito = scrutina_turno(regola, numero, presenti + 3, presenti, voti, NOMI, bianche=bianche)
    if esito.eletto:
        assert voti[esito.eletto] > 0 and all(voti[esito.eletto] > n for chi, n in voti.items() if chi != esito.eletto)
    assert set(esito.ammessi) <= set(voti)


def test_la_regola_si_legge():
    ballottaggio = "si sceglie fra i due più votati: vince chi ha più voti."
    assert REGOLA.frasi() == [
        "È eletto presidente, o vice, chi nei primi 2 turni ottiene almeno due terzi dei componenti.",
        "Poi basta più della metà dei componenti.",
        f"Se neppure così c’è un eletto {ballottaggio}",
    ]
    assert RegolaElezione(turni=1).frasi()[1] == f"Se in 2 turni nessuno è eletto {ballottaggio}"
    assert len(RegolaElezione(ballottaggio=False).frasi()) == 1


def test_la_durata_si_conta_in_mesi():
    assert piu_mesi(date(2025, 6, 20), 36) == date(2028, 6, 20)
    assert piu_mesi(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert piu_mesi(date(2025, 1, 31), 1) == date(2025, 2, 28)
