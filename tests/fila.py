"""Chi misura lavora da solo: con più lavoranti, mentre gira una prova del banco gli altri aspettano di cominciare la loro.

Due lucchetti: nella sala stanno insieme le prove ordinarie, o da sola una misura; il cancello fa entrare una prova per volta, e chi
misura lo tiene chiuso mentre aspetta che la sala si vuoti. Senza cancello gli altri si darebbero il cambio e non entrerebbe mai.
"""

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

CARTELLA = "PORTALE_FILA_PROVE"


@contextmanager
def in_fila(*, da_sola):
    """La prova dentro la fila; senza altri lavoranti non c’è nessuno da aspettare."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    cartella = Path(os.environ[CARTELLA])
    with (cartella / "cancello").open("w") as cancello, (cartella / "sala").open("w") as sala:
        fcntl.flock(cancello, fcntl.LOCK_EX)
        fcntl.flock(sala, fcntl.LOCK_EX if da_sola else fcntl.LOCK_SH)
        fcntl.flock(cancello, fcntl.LOCK_UN)
        yield
