"""Un turno per volta su una cosa che non è una riga sola: finisce con la transazione."""

from django.db import connection

# Le migrazioni usano 4712 per la catena del registro.
RIEPILOGO = 4713
# Chi chiude una rendicontazione fissa le corrispondenze; chi le cambia le trova ferme.
CORRISPONDENZE = 4714


def prende_il_turno(che_cosa, numero):
    """Vero se nessun’altra transazione sta facendo la stessa cosa con lo stesso numero; da qui lo fa questa."""
    with connection.cursor() as cursore:
        cursore.execute("select pg_try_advisory_xact_lock(%s, %s::bigint::int)", [che_cosa, numero % 2**31])
        return cursore.fetchone()[0]


def aspetta_il_turno(che_cosa, *, insieme=False):
    """Aspetta chi lo sta facendo e poi lo fa solo questa transazione; con `insieme`, anche le altre che dicono `insieme`."""
    funzione = "pg_advisory_xact_lock_shared" if insieme else "pg_advisory_xact_lock"
    with connection.cursor() as cursore:
        cursore.execute(f"select {funzione}(%s, 0)", [che_cosa])
