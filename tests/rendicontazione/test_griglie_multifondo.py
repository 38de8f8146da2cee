"""Il monitoraggio Multifondo: cifre cumulate, controlli detti a parole, motivo del non impegnato."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ambito.models import Evento
from ambito.poteri import PotereMancante
from rendicontazione.griglie import multifondo, operazioni
from servizi.operazioni import fondi
from tests.rendicontazione.fabbriche import ANNO, apri
from tests.scena import ADESSO
from tests.servizi.fabbriche import chi, crea_assegnazione

PAGINA = f"/lodi/rendicontazione/{ANNO}/griglie/multifondo/"
OGGI = date(2025, 6, 1)


@pytest.fixture
def monitorata(lodi):
    """Una quota del 2023 con due date di utilizzo, una di un’annualità futura, un fondo che in Multifondo non va."""
    with lodi.aperto("udp"):
        apri(lodi)
        una = crea_assegnazione(lodi, fondo="QSFP", annualita=2023)
        crea_assegnazione(lodi, fondo="QSFP", annualita=2025)
        crea_assegnazione(lodi, fondo="FNPS", annualita=2023)
        for al, impegnato in ((date(2025, 2, 1), "300.10"), (date(2025, 4, 1), "640.25")):
            fondi.aggiorna_utilizzo(una, al=al, impegnato=Decimal(impegnato), pagato=Decimal("100.05"), **chi(lodi))
    lodi.quota = una
    return lodi


importi = st.integers(0, 10**9).map(lambda c: Decimal(c).scaleb(-2))


@given(cifre=st.lists(st.tuples(importi, importi), max_size=6))
def test_c04_si_dice_a_ogni_data_in_cui_una_cifra_scende(cifre):
    storia = tuple((OGGI + timedelta(days=n), *coppia) for n, coppia in enumerate(cifre))
    scese = sum(dopo[c] < prima[c] for prima, dopo in zip(cifre, cifre[1:], strict=False) for c in (0, 1))
    trovati = multifondo.rilievi(storia, Decimal(0), "", None, OGGI)
    assert [codice for codice, _ in trovati] == ["C04"] * scese


def test_c10_e_c12_soltanto_se_resta_qualcosa():
    ieri, domani = OGGI - timedelta(days=1), OGGI + timedelta(days=1)

    def codici(*dati):
        return [codice for codice, _ in multifondo.rilievi((), *dati, OGGI)]

    assert codici(Decimal(5), "", None) == ["C10"]
    assert codici(Decimal(5), "gara", domani) == codici(Decimal(5), "gara", OGGI) == []
    assert codici(Decimal(5), "gara", ieri) == ["C12"]
    assert codici(Decimal(0), "", None) == codici(Decimal(0), "gara", ieri) == []


def test_la_pagina_mostra_le_sole_annualita_monitorate_con_l_ultima_cifra(monitorata):
    testo = monitorata.client("revisore").get(PAGINA).content.decode()
    assert "QSFP 2023" in testo and "QSFP 2025" not in testo and "FNPS" not in testo
    assert all(cifra in testo for cifra in ("1.000,00", "640,25", "359,75", "100,05", "Restano 359,75 € non impegnati"))
    assert 'data-cella="640,25"' in testo
    assert "Scrivi il motivo" not in testo  # il revisore legge soltanto


def test_il_motivo_si_scrive_e_finisce_nel_foglio(monitorata):
    navigatore, url = monitorata.client("udp"), f"{PAGINA}{monitorata.quota.pk}/"
    assert navigatore.post(url, {"motivo": "", "impegno_previsto": "30/09/2099"}).status_code == 422
    assert navigatore.post(url, {"motivo": "=gara in corso", "impegno_previsto": "30/09/2099"}).status_code == 302
    testo = navigatore.get(PAGINA).content.decode()
    assert "=gara in corso" in testo and "non impegnati: scrivi" not in testo
    foglio = navigatore.get(f"{PAGINA}?formato=csv").content.decode("utf-8-sig")
    (riga,) = csv.DictReader(io.StringIO(foglio), delimiter=";")
    assert riga["Perché non impegnato"] == "'=gara in corso"
    assert (riga["Impegnato"], riga["Non impegnato"], riga["Liquidato"]) == ("640,25", "359,75", "100,05")


def test_riscrivere_lo_stesso_motivo_non_annota_nulla_e_chi_legge_non_scrive(monitorata):
    with monitorata.aperto("udp"):
        dati = {"motivo": "Gara in corso.", "impegno_previsto": OGGI, "adesso": ADESSO}
        for _ in range(2):
            operazioni.spiega_residuo(monitorata.quota, **dati, poteri=monitorata.poteri("udp"))
        assert Evento.objects.filter(verbo="residuo.spiega").count() == 1
        with pytest.raises(PotereMancante):
            operazioni.spiega_residuo(monitorata.quota, **dati, poteri=monitorata.poteri("revisore"))


def test_un_fondo_non_riletto_nella_fonte_lo_dice(monitorata):
    with monitorata.aperto("udp"):
        crea_assegnazione(monitorata, fondo="PN_INCL", annualita=2022)
    navigatore = monitorata.client("udp")
    assert "Schema non verificato" in navigatore.get(PAGINA).content.decode()
    righe = list(csv.DictReader(io.StringIO(navigatore.get(f"{PAGINA}?formato=csv").content.decode("utf-8-sig")), delimiter=";"))
    assert [("schema non verificato" in r["Fondo"]) for r in righe] == [False, True]


def test_un_altro_ambito_non_vede_le_assegnazioni(monitorata, pavese):
    with pavese.aperto("udp"):
        apri(pavese)
    navigatore = pavese.client("udp")
    url = PAGINA.replace("/lodi/", "/pavese/")
    assert "QSFP" not in navigatore.get(url).content.decode()
    assert navigatore.get(f"{url}{monitorata.quota.pk}/").status_code == 404


def test_la_pagina_costa_uguale_con_una_e_con_molte_assegnazioni(monitorata):
    navigatore = monitorata.client("udp")

    def conta():
        navigatore.get(PAGINA)
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(PAGINA).status_code == 200
        return len(catturate)

    prima = conta()
    with monitorata.aperto("udp"):
        for annualita in range(2015, 2023):
            una = crea_assegnazione(monitorata, fondo="POVEST", annualita=annualita)
            fondi.aggiorna_utilizzo(una, al=OGGI, impegnato=Decimal(1), pagato=Decimal(1), **chi(monitorata))
    assert conta() == prima <= 22
