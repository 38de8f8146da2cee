"""Due colleghi che salvano insieme, due pagamenti insieme, chi scrive mentre un altro deposita."""

from decimal import Decimal

import pytest

from accordo import operazioni
from accordo.models import PagamentoQuota, Scenario
from tests.accordo import riparti
from tests.accordo.fabbriche import oggi
from tests.accordo.test_concorrenza import in_parallelo
from tests.scena import crea_scena


@pytest.fixture
def scena(transactional_db):
    return crea_scena("lodi")


def test_due_colleghi_salvano_lo_stesso_scenario_e_uno_lo_sa(scena):
    with scena.aperto("udp"):
        scenario = riparti.calcolato(scena)

    def salva(base):
        with scena.aperto("udp"):
            return riparti.scrivi(scena, scenario, riparti.criterio(base)).revisione

    esiti = in_parallelo(salva, ["uguale", "popolazione", "uguale"])
    assert sum(isinstance(e, operazioni.RipartoCambiato) for e in esiti) == 2
    with scena.aperto("udp"):
        salvato = Scenario.objects.get()
        assert salvato.revisione == scenario.revisione + 1 and salvato.criteri.count() == 1
        assert sum(riparti.quote(salvato).values()) == Decimal("10000.00")


def test_due_pagamenti_insieme_non_superano_il_dovuto(scena):
    with scena.aperto("udp"):
        riparto = riparti.in_riscossione(scena, riparti.criterio("uguale"))

    def paga(numero):
        with scena.aperto("udp"):
            return riparti.paga(scena, riparto, "Codogno", "1500.00", f"Mandato n. {numero}").pk

    esiti = in_parallelo(paga, range(4))
    assert sum(isinstance(e, operazioni.PagamentoNonAmmesso) for e in esiti) == 3
    with scena.aperto("udp"):
        assert PagamentoQuota.objects.get().importo == Decimal("1500.00")


def test_chi_deposita_e_chi_scrive_si_mettono_in_fila(scena):
    with scena.aperto("udp"):
        scenario = riparti.calcolato(scena)

    def passo(quale):
        with scena.aperto("udp"):
            if quale == "deposita":
                return operazioni.deposita(scenario, **riparti.chi(scena)).stato
            return riparti.scrivi(scena, scenario, riparti.criterio("uguale")).colonne[0]["nome"]

    depositato, scritto = in_parallelo(passo, ["deposita", "scrivi"])
    with scena.aperto("udp"):
        finale = Scenario.objects.select_related("riparto").get()
        assert depositato == "depositato" == finale.riparto.stato
        atteso = "Residenti" if isinstance(scritto, operazioni.RipartoChiuso) else "Parti uguali"
        assert finale.colonne[0]["nome"] == atteso and finale.quote.exists() and finale.riparto.anno <= oggi().year
