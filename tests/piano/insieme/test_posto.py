"""Un processo solo tiene le stanze: il secondo lo dice e non parte, chi muore libera il posto, chi lo perde chiude con ordine."""

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from piano.insieme import posto as modulo
from piano.insieme.posto import Posto, PostoOccupato
from tests.piano.insieme.processo import aspetta, nuova_squadra

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def svelto(monkeypatch):
    monkeypatch.setattr(modulo, "ATTESA", 0.3)
    monkeypatch.setattr(modulo, "SEGNO", 0.1)


def altrove(coroutine):
    """In un ciclo di eventi suo: quello di Playwright può essere acceso nel thread delle prove."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def chi_lo_tiene():
    """In questa banca dati: lo stesso server ha anche quelle degli altri lavoranti."""
    di_qui = "database = (select oid from pg_database where datname = current_database())"
    domanda = f"select pid from pg_locks where locktype = 'advisory' and objid = %s and granted and {di_qui}"
    with connection.cursor() as cursore:
        cursore.execute(domanda, [modulo.NUMERO])
        return [riga[0] for riga in cursore.fetchall()]


def togli():
    """Cade la connessione che lo tiene, come quando PostgreSQL riparte."""
    (pid,) = chi_lo_tiene()
    with connection.cursor() as cursore:
        cursore.execute("select pg_terminate_backend(%s)", [pid])


def test_il_posto_e_uno_e_chi_lo_lascia_lo_da_a_chi_aspetta(svelto, monkeypatch):
    async def corri():
        uno, due = Posto(), Posto()
        await uno.prendi(None)
        with pytest.raises(PostoOccupato, match="Un’altra scrittura insieme è già in servizio"):
            await due.prendi(None)
        monkeypatch.setattr(modulo, "ATTESA", 10)
        attesa = asyncio.create_task(due.prendi(None))
        await asyncio.sleep(0.3)
        assert not attesa.done()
        uno.lascia()
        await attesa
        due.lascia()

    altrove(corri())
    aspetta_libero()


@pytest.mark.parametrize("silenzio", [False, True])
def test_chi_perde_il_posto_lo_sa(svelto, monkeypatch, silenzio):
    """Cade la connessione, o il processo sta fermo così a lungo che PostgreSQL lo libera."""
    if silenzio:
        monkeypatch.setattr(modulo, "SILENZIO", 1)
        monkeypatch.setattr(modulo, "SEGNO", 2)

    async def corri():
        perso, uno = asyncio.Event(), Posto()
        await uno.prendi(perso.set)
        if not silenzio:
            await asyncio.sleep(0.3)
            assert not perso.is_set()
            await asyncio.to_thread(togli)
        async with asyncio.timeout(10):
            await perso.wait()
        await asyncio.to_thread(aspetta_libero)
        uno.lascia()

    altrove(corri())


def aspetta_libero():
    """PostgreSQL si accorge di chi non c’è più un momento dopo."""
    fine = time.monotonic() + 10
    while chi_lo_tiene():
        assert time.monotonic() < fine, "il posto è ancora tenuto"
        time.sleep(0.1)


def ultime_parole(figlio):
    """Aspetta che si fermi da sé; restituisce ciò che ha scritto finendo."""
    fine = time.monotonic() + 60
    while figlio.vivo():
        assert time.monotonic() < fine, figlio.ultime_righe()
        time.sleep(0.1)
    return figlio.ultime_righe(60)


@pytest.mark.lento
def test_due_processi_uno_solo_accoglie(tmp_path):
    prima, seconda = (nuova_squadra(tmp_path / nome, "insieme") for nome in ("prima", "seconda"))
    try:
        prima.avvia()
        aspetta(prima, prima.salute)
        seconda.avvia()
        dette = ultime_parole(seconda.figli["insieme"])
        assert "Un’altra scrittura insieme è già in servizio su questa banca dati: questa non parte." in dette
        # Ucciso il primo, il posto è subito libero.
        os.kill(prima.figli["insieme"].pid, signal.SIGKILL)
        seconda.controlla()
        aspetta(seconda, seconda.salute)
        # Perso il posto, il processo si ferma con ordine e chi lo tiene acceso lo rifà partire.
        togli()
        assert "ha perso il suo posto" in ultime_parole(seconda.figli["insieme"])
        seconda.controlla()
        aspetta(seconda, seconda.salute)
        assert len(chi_lo_tiene()) == 1
    finally:
        prima.ferma()
        seconda.ferma()
    aspetta_libero()
