"""Il percorso del piano: tappe di base, ritardo in parole, disegno accessibile, «Tocca a te» di chi ne risponde."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambito.nucleo.gantt import Tratto, gantt
from ambito.poteri import PotereMancante
from piano.compiti import compiti
from piano.models import TappaIter
from piano.operazioni import percorso
from piano.parole import parole_del_passo
from piano.selezioni import percorso as letture
from tests.piano.fabbriche import piano_nuovo
from tests.piano.partecipazione import OGGI, chi

BASE = "/lodi/piano/2025-2027/percorso/"
GIORNI = st.dates(date(2023, 1, 1), date(2028, 12, 31))
TAPPE = st.tuples(GIORNI, st.integers(0, 400), st.none() | GIORNI)


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


def test_le_tappe_di_base_finiscono_il_giorno_prima_del_triennio(lodi, piano):
    percorso.prepara_percorso(piano, **chi(lodi))
    tappe = list(letture.tappe(piano))
    assert len(tappe) == len(percorso.TAPPE) and tappe[-1].al == date(2024, 12, 31)
    assert (date(2025, 1, 1) - min(t.dal for t in tappe)).days == 275
    with pytest.raises(percorso.PercorsoGiaPresente):
        percorso.prepara_percorso(piano, **chi(lodi))
    with pytest.raises(PotereMancante):
        percorso.salva_tappa(tappe[0], **chi(lodi, "sindaco"))


@pytest.mark.parametrize(
    ("dal", "al", "fatta", "stato", "parole"),
    [
        (-30, -3, None, "in_ritardo", "in ritardo di 3 giorni"),
        (-30, -1, None, "in_ritardo", "in ritardo di 1 giorno"),
        (-30, 0, None, "in_corso", "entro il 10 giugno 2025"),
        (1, 5, None, "prevista", "dal 11 giugno 2025"),
        (-30, -3, -5, "fatta", "avvenuta il 5 giugno 2025"),
        (-30, -9, -5, "fatta", "avvenuta il 5 giugno 2025, 4 giorni dopo il previsto"),
    ],
)
def test_il_ritardo_si_dice_in_giorni(piano, dal, al, fatta, stato, parole):
    fatta_il = None if fatta is None else OGGI + timedelta(days=fatta)
    tappa = TappaIter(piano=piano, nome="Tavoli", dal=OGGI + timedelta(days=dal), al=OGGI + timedelta(days=al), fatta_il=fatta_il)
    passo = letture.passo(tappa, OGGI)
    assert passo.stato == stato and parole_del_passo(passo)["parole"] == parole


def test_la_tappa_in_ritardo_tocca_a_chi_ne_risponde(lodi, piano):
    percorso.prepara_percorso(piano, **chi(lodi))
    prima = letture.tappe(piano)[0]
    prima.responsabile = lodi.utenti["udp"]
    percorso.salva_tappa(prima, **chi(lodi))
    frase = "Percorso del piano: 1 tua tappa in ritardo"
    assert frase in [c.titolo for c in compiti(lodi.poteri("udp"), OGGI)]
    assert frase not in [c.titolo for c in compiti(lodi.poteri("coordinatore"), OGGI)]
    prima.fatta_il = OGGI
    percorso.salva_tappa(prima, **chi(lodi))
    assert frase not in [c.titolo for c in compiti(lodi.poteri("udp"), OGGI)]


def test_la_pagina_per_chi_scrive_e_per_chi_legge(lodi, piano):
    udp, sindaco = lodi.client("udp"), lodi.client("sindaco")
    assert "non è ancora scritto" in sindaco.get(BASE).content.decode()
    assert sindaco.post(BASE).status_code == 403
    assert udp.post(BASE).url == BASE
    letta = sindaco.get(BASE).content.decode()
    assert "Firma dell’accordo di programma" in letta and "in ritardo di" in letta and f"{BASE}nuova/" not in letta
    tappa = letture.tappe(piano)[0]
    dati = {"nome": "Mandato", "dal": "2024-04-01", "al": "2024-05-01", "fatta_il": "2999-01-01"}
    assert "giorno futuro" in udp.post(f"{BASE}{tappa.pk}/", dati).content.decode()
    assert udp.post(f"{BASE}{tappa.pk}/", {**dati, "fatta_il": "2024-05-03", "al": "2024-03-01"}).status_code == 422
    assert udp.post(f"{BASE}{tappa.pk}/", {**dati, "fatta_il": "2024-05-03"}).url == BASE
    assert "2 giorni dopo il previsto" in sindaco.get(BASE).content.decode()
    assert udp.post(f"{BASE}nuova/", {"nome": "Altra", "dal": "2025-01-01", "al": "2025-02-01"}).url == BASE
    assert list(letture.tappe(piano))[-1].nome == "Altra"
    assert udp.post(f"{BASE}{tappa.pk}/", {"togli": "1"}).url == BASE
    assert not TappaIter.objects.filter(pk=tappa.pk).exists()


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(TAPPE, max_size=8), GIORNI, st.sampled_from([340, 360, 720, 960]))
def test_il_disegno_sta_dentro_la_cornice_ed_e_accessibile(tappe, oggi, larghezza):
    tratti = [Tratto(f"Tappa {n} <&>", dal, dal + timedelta(durata), fatta) for n, (dal, durata, fatta) in enumerate(tappe)]
    radice = ElementTree.fromstring(gantt(tratti, oggi, "Percorso", "Tappe", larghezza=larghezza))
    assert radice[0].tag.endswith("title") and radice.get("aria-labelledby") == radice[0].get("id")
    assert not any(nome == "style" for elemento in radice.iter() for nome in elemento.attrib)
    for elemento in radice.iter():
        for nome in ("x", "x1", "x2", "cx"):
            if elemento.get(nome):
                assert -0.1 <= float(elemento.get(nome)) <= larghezza + 0.1
        if elemento.tag.endswith("rect"):
            assert float(elemento.get("x")) + float(elemento.get("width")) <= larghezza + 3.1
