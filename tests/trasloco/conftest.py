"""Un Ambito si importa da proprietari della banca dati: qui ogni prova lo è, dall’inizio, e l’isolamento vale lo stesso."""

import pytest
from django.db import connections

from ambito.progetto.locale.ruoli import PROPRIETARIO


@pytest.fixture(autouse=True, scope="module")
def _da_proprietario(request, django_db_setup, django_db_blocker):
    """Per tutto il modulo, salvo quelli che provano il contrario (`DA_APPLICATIVO`)."""
    if getattr(request.module, "DA_APPLICATIVO", False):
        yield
        return
    connessione = connections["default"]
    ruolo = connessione.settings_dict["USER"]
    with django_db_blocker.unblock():
        connessione.close()
    connessione.settings_dict["USER"] = PROPRIETARIO
    yield
    with django_db_blocker.unblock():
        connessione.close()
    connessione.settings_dict["USER"] = ruolo
