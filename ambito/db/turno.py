"""Un turno per volta su una cosa che non è una riga sola: finisce con la transazione."""

from django.db import connection

# Le migrazioni usano 4712 per la catena del registro.
RIEPILOGO = 4713


def prende_il_turno(che_cosa, numero):
    """Vero se nessun’altra transazione sta facendo la stessa cosa con lo stesso numero; da qui lo fa questa."""
    with connection.cursor() as cursore:
        cursore.execute("select pg_try_advisory_xact_lock(%s, %s::bigint::int)", [che_cosa, numero % 2**31])
        return cursore.fetchone()[0]
