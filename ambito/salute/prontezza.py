"""Si è pronti a servire? Banca dati, migrazioni, Redis e qualcuno che faccia i lavori."""

from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from redis import RedisError

from ambito import misure

BATTITO_RECENTE = timedelta(minutes=3)


class MigrazioniMancanti(Exception):
    """Il codice aspetta tabelle che la banca dati non ha ancora."""


def prontezza(adesso=None):
    """`{parte: vero o falso}`; una parte che non risponde è falsa, non un errore."""
    adesso = adesso or timezone.now()
    return {
        "banca_dati": _risponde(_banca_dati),
        "migrazioni": _risponde(_migrazioni),
        "redis": _risponde(misure.redis().ping),
        "worker": _risponde(lambda: _batte(adesso)),
    }


def _risponde(prova):
    try:
        return prova() is not False
    except (DatabaseError, RedisError, MigrazioniMancanti):
        return False


def _banca_dati():
    with connection.cursor() as cursore:
        cursore.execute("select 1")


@cache
def _migrazioni():
    """Si guarda finché non sono tutte applicate: dopo, per questo codice, lo restano (un errore non si ricorda)."""
    esecutore = MigrationExecutor(connection)
    if esecutore.migration_plan(esecutore.loader.graph.leaf_nodes()):
        raise MigrazioniMancanti


def _batte(adesso):
    ultimo = misure.ultimo_battito()
    return ultimo is not None and adesso - ultimo <= BATTITO_RECENTE
