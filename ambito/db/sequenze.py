"""Numeri presi in anticipo dalla sequenza di una tabella, in ordine: chi scrive molte righe legate fra loro li sa prima."""

from array import array

from django.db import connection

OLTRE = "select setval(%s, %s) where (select last_value from {}) < %s"
PRENDI = "select nextval(%s) from generate_series(1, %s)"


def prendi(modello, quanti, *, oltre=0):
    """`quanti` numeri nuovi crescenti per le righe di `modello`, tutti maggiori di `oltre`."""
    nome = connection.ops.quote_name
    with connection.cursor() as cursore:
        cursore.execute("select pg_get_serial_sequence(%s, %s)", [nome(modello._meta.db_table), modello._meta.pk.column])
        (sequenza,) = cursore.fetchone()
        if oltre:
            cursore.execute(OLTRE.format(sequenza), [sequenza, oltre, oltre])
        cursore.execute(PRENDI, [sequenza, quanti])
        return array("q", sorted(numero for (numero,) in cursore.fetchall()))
