"""Fixture delle prove con processi veri: una coda pulita e worker che alla fine non restano."""

import pytest
import redis
from django.conf import settings

from tests.processi.lavorante import Lavorante


@pytest.fixture
def coda():
    """Il Redis della coda, vuoto prima e dopo."""
    cliente = redis.Redis.from_url(settings.REDIS_URL)
    cliente.flushdb()
    yield cliente
    cliente.flushdb()
    cliente.close()


@pytest.fixture
def assumi(coda, tmp_path):
    """`assumi("due")` avvia un worker; alla fine della prova si fermano tutti, prima che la banca dati si svuoti."""
    assunti = []

    def avvia(nome="uno", **altro):
        assunti.append(Lavorante(tmp_path / f"{nome}.log", nome, **altro))
        return assunti[-1]

    yield avvia
    for lavorante in assunti:
        lavorante.ferma()
