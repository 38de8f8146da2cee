"""L’Ufficio di Piano: regolamento per versioni, addetti, chi risponde di ogni compito."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from ambito.assemblea.models import AddettoUfficio, Deliberazione, RegolamentoUfficio
from ambito.assemblea.operazioni import ufficio as operazioni
from ambito.assemblea.operazioni.ufficio import UfficioNonValido
from ambito.assemblea.selezioni import ufficio
from ambito.models import Evento
from ambito.poteri import PotereMancante
from tests.assemblea.conftest import QUANDO
from tests.assemblea.test_atti import conclusa

OGGI = date(2025, 6, 20)
IDA = {"nome": "Ida Neri", "figura": "assistente", "ore": Decimal("30"), "da_ente": "Comune di Lodi", "dal": date(2025, 1, 1)}


@pytest.fixture
def chi(assemblea):
    return {"poteri": assemblea.di("coordinatore"), "adesso": QUANDO}


def test_il_regolamento_va_per_versioni_dopo_la_deliberazione(assemblea, chi):
    conclusa(assemblea)
    atto = Deliberazione.objects.get()
    operazioni.adotta_regolamento(atto="Delibera 40/2025", dal=date(2025, 1, 1), **chi)
    operazioni.adotta_regolamento(atto="Delibera 90/2025", deliberazione=atto, dal=date(2025, 7, 1), **chi)
    versioni = RegolamentoUfficio.objects.order_by("versione").values_list("versione", "dal", "al", "deliberazione")
    assert list(versioni) == [(1, date(2025, 1, 1), date(2025, 6, 30), None), (2, date(2025, 7, 1), None, atto.pk)]
    with pytest.raises(UfficioNonValido, match="dopo quella di prima"):
        operazioni.adotta_regolamento(atto="x", dal=date(2025, 7, 1), **chi)
    assert RegolamentoUfficio.objects.in_vigore(OGGI).get().versione == 1


def test_un_compito_resta_scoperto_quando_chi_ne_risponde_lascia(chi):
    ida = operazioni.aggiungi_addetto(**IDA, **chi)
    assert [a for _, a in ufficio.compiti(OGGI)] == [None] * 9
    operazioni.affida_compiti({"a": ida, "h": ida, "b": None}, **chi)
    assert [c.value for c, a in ufficio.compiti(OGGI) if a == ida] == ["a", "h"]
    operazioni.affida_compiti({"a": ida, "h": ida}, **chi)
    assert Evento.objects.filter(verbo="ufficio.compiti").count() == 1
    with pytest.raises(UfficioNonValido, match="prima del primo"):
        operazioni.termina_addetto(ida, al=date(2024, 12, 31), **chi)
    operazioni.termina_addetto(ida, al=OGGI, **chi)
    assert ufficio.compiti(OGGI + timedelta(days=1))[0][1] is None and not ufficio.addetti(OGGI + timedelta(days=1))


def test_lo_tiene_solo_chi_guida(assemblea):
    for ruolo in ("udp", "segretario", "sindaco"):
        with pytest.raises(PotereMancante):
            operazioni.aggiungi_addetto(**IDA, poteri=assemblea.di(ruolo), adesso=QUANDO)


def test_dalle_pagine_si_tiene_l_ufficio(lodi):
    coordinatore, sindaco = lodi.client("coordinatore"), lodi.client("sindaco")

    def url(nome, *pezzi):
        return reverse(f"assemblea:{nome}", args=["lodi", *pezzi])

    oggi = timezone.localdate()
    assert coordinatore.post(url("nuovo_addetto"), {**IDA, "ore": "60"}).status_code == 422
    assert coordinatore.post(url("nuovo_addetto"), IDA).status_code == 302
    assert coordinatore.post(url("nuovo_regolamento"), {"atto": "Delibera 40", "dal": "2025-01-01"}).status_code == 302
    ancora = coordinatore.post(url("nuovo_regolamento"), {"atto": "Delibera 41", "dal": "2025-01-01"})
    assert ancora.status_code == 422 and "dopo quella di prima" in ancora.content.decode()
    with lodi.aperto():
        ida = AddettoUfficio.objects.get()
    assert coordinatore.post(url("compiti_ufficio"), {"e": ida.pk}).status_code == 302
    letta = sindaco.get(url("ufficio")).content.decode()
    for parole in ("Ida Neri", "1 persona, 30 ore", "8 compiti", "Delibera 40", "Coordinatore dal"):
        assert parole in letta
    assert "Affida i compiti" not in letta and "Affida i compiti" in coordinatore.get(url("ufficio")).content.decode()
    assert coordinatore.post(url("fine_addetto", ida.pk), {"al": (oggi - timedelta(days=1)).isoformat()}).status_code == 302
    assert "Nessuno è ancora elencato" in sindaco.get(url("ufficio")).content.decode()
