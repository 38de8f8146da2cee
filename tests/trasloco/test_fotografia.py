"""Chi esporta vede l’Ambito in un istante solo, anche se intanto gli altri lavorano."""

from contextlib import closing

import psycopg2
import pytest
from django.db import InternalError, connection

from ambito.models import Ente
from ambito.trasloco.impronte import fotografia

DA_APPLICATIVO = True


def scrivi_altrove(ambito_id):
    """Un altro, in un’altra connessione, aggiunge un ente e conferma."""
    prova = connection.settings_dict
    dove = {"host": prova["HOST"], "port": prova["PORT"], "dbname": prova["NAME"], "user": prova["USER"]}
    with closing(psycopg2.connect(**dove)) as altra, altra, altra.cursor() as cursore:
        cursore.execute("select set_config('app.ambito_id', %s, true)", [str(ambito_id)])
        cursore.execute(
            "insert into ambito_ente (ambito_id, tipo, denominazione, codice_fiscale, pec) values (%s, 'altro', 'Intanto', '', '')",
            [ambito_id],
        )


@pytest.mark.django_db(transaction=True)
def test_cio_che_gli_altri_scrivono_intanto_non_entra(lodi):
    with fotografia(lodi.ambito.pk):
        prima = Ente.objects.count()
        scrivi_altrove(lodi.ambito.pk)
        assert Ente.objects.count() == prima
        with pytest.raises(InternalError, match="read-only"):
            Ente.objects.create(tipo="altro", denominazione="Da qui no")
    with lodi.aperto():
        assert Ente.objects.count() == prima + 1
        with connection.cursor() as cursore:
            cursore.execute("show transaction_isolation")
            assert cursore.fetchone()[0] == "read committed"
