"""Aprire e chiudere il lavoro dentro un Ambito: nelle pagine, nei lavori in secondo piano, nei comandi."""

from contextlib import contextmanager

from django.db import connection, transaction

from ambito.nucleo import contesto


@contextmanager
def in_ambito(ambito_id, utente_id=None, *, sola_lettura=False, annidabile=True):
    """Una transazione nell’Ambito dato, a nome della persona data; all’uscita torna il contesto di prima.

    Con `sola_lettura` PostgreSQL rifiuta ogni scrittura: è la garanzia che una pagina letta con GET non cambi nulla.
    `annidabile=False`: dentro una transazione già aperta non crea un punto di salvataggio (un errore la annulla tutta).
    """
    try:
        with contesto.valori(ambito_id, utente_id), transaction.atomic(savepoint=annidabile):
            connection.dichiara_contesto(sola_lettura=sola_lettura)
            yield
    finally:
        _ripristina()


def _ripristina():
    """Dentro una transazione più ampia i valori di prima vanno ridetti: quelli interni valgono fino al suo termine."""
    if connection.in_atomic_block and not connection.needs_rollback:
        connection.dichiara_contesto()
