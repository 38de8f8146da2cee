"""Quanta CPU costa una cosa: qui, nei processi figli finiti e nel processo di PostgreSQL che serve questa connessione.

Non il tempo d’orologio, che dipende da chi altro lavora sulla macchina.
"""

import gc
import os
import resource
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def cpu_della_banca_dati():
    """Secondi di CPU spesi finora dal processo di PostgreSQL che serve questa connessione."""
    with connection.cursor() as cursore:
        cursore.execute("select pg_backend_pid()")
        numero = cursore.fetchone()[0]
    return int(Path(f"/proc/{numero}/schedstat").read_text().split()[0]) / 1e9


def cpu_di_qui():
    """Secondi di CPU spesi finora da questo processo e dai suoi figli già finiti."""
    figli = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + figli.ru_utime + figli.ru_stime


def misura(lavoro):
    """`(esito, secondi di CPU)` di `lavoro()`, senza la raccolta della memoria: cade quando vuole e falserebbe i rapporti."""
    gc.collect()
    gc.disable()
    try:
        banca, qui = cpu_della_banca_dati(), cpu_di_qui()
        esito = lavoro()
        speso = cpu_di_qui() - qui
        return esito, speso + cpu_della_banca_dati() - banca
    finally:
        gc.enable()


@contextmanager
def un_processore():
    """Qui dentro questo processo, e quelli che avvia, stanno su un processore solo.

    Due processi insieme su due metà dello stesso processore fisico contano più secondi per lo stesso lavoro: un confronto di CPU
    fra chi ne usa uno e chi ne usa due misurerebbe la macchina.
    """
    concessi = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(concessi)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, concessi)
