"""Per quale Ambito e a nome di chi lavora questo filo d’esecuzione.

Due valori soli, in `ContextVar`: il motore della banca dati li scrive all’inizio di ogni transazione (`SET LOCAL`),
così le regole di riga di PostgreSQL e il registro li trovano, e nulla sopravvive alla transazione.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_ambito = ContextVar("ambito_id", default=None)
_utente = ContextVar("utente_id", default=None)


class AmbitoMancante(RuntimeError):
    """Una lettura o scrittura di dati d’Ambito fuori da un Ambito: è un errore di programma, non dell’utente."""


def ambito_corrente():
    """Identificativo dell’Ambito in corso, o `None`."""
    return _ambito.get()


def utente_corrente():
    """Identificativo della persona che agisce, o `None` (il sistema)."""
    return _utente.get()


def esigi_ambito():
    """Identificativo dell’Ambito in corso; senza, `AmbitoMancante`."""
    if (ambito_id := _ambito.get()) is None:
        raise AmbitoMancante("Manca l’Ambito: aprire il lavoro con «ambito.contesto.in_ambito».")
    return ambito_id


@contextmanager
def valori(ambito_id, utente_id):
    """Imposta i due valori per la durata del blocco e poi rimette quelli di prima."""
    gettone_ambito, gettone_utente = _ambito.set(ambito_id), _utente.set(utente_id)
    try:
        yield
    finally:
        _ambito.reset(gettone_ambito)
        _utente.reset(gettone_utente)
