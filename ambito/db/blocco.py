"""Molte righe in una volta: COPY in una tabella temporanea (su una tabella isolata è vietato), poi un solo INSERT … ON CONFLICT."""

from io import StringIO

from django.db import connection

FUGHE = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Righe per volta: la memoria resta piccola quanto che sia il foglio.
PEZZO = 5_000


def scrivi_in_blocco(modello, campi, righe, *, chiave, aggiorna):
    """Scrive `righe` (valori nell’ordine di `campi`, nomi dei campi del modello) e restituisce quante sono nuove o cambiate.

    `chiave`: i campi del vincolo di unicità; dove c’è già una riga con la stessa chiave prende i valori di `aggiorna`, e se sono
    uguali resta com’è. Le regole di riga, i vincoli e i trigger valgono come per ogni INSERT. Va chiamata in una transazione.
    """
    nome, meta = connection.ops.quote_name, modello._meta
    colonne = ", ".join(nome(meta.get_field(c).column) for c in campi)
    provvisoria = nome(f"blocco_{meta.db_table}")
    with connection.cursor() as cursore:
        cursore.execute(f"create temp table {provvisoria} on commit drop as select {colonne} from {nome(meta.db_table)} limit 0")
        _riversa(cursore, f"copy {provvisoria} ({colonne}) from stdin", righe)
        cursore.execute(_inserisci(modello, provvisoria, colonne, chiave, aggiorna))
        scritte = cursore.rowcount
        cursore.execute(f"drop table {provvisoria}")
    return scritte


def _inserisci(modello, provvisoria, colonne, chiave, aggiorna):
    nome, meta = connection.ops.quote_name, modello._meta
    tabella = nome(meta.db_table)
    cambia = [nome(meta.get_field(c).column) for c in aggiorna]
    return (
        f"insert into {tabella} ({colonne}) select {colonne} from {provvisoria} "
        f"on conflict ({', '.join(nome(meta.get_field(c).column) for c in chiave)}) do update "
        f"set {', '.join(f'{c} = excluded.{c}' for c in cambia)} "
        f"where ({', '.join(f'{tabella}.{c}' for c in cambia)}) is distinct from ({', '.join(f'excluded.{c}' for c in cambia)})"
    )


def _riversa(cursore, comando, righe):
    testo, quante = StringIO(), 0
    for quante, riga in enumerate(righe, start=1):
        testo.write("\t".join(map(_cella, riga)) + "\n")
        if quante % PEZZO == 0:
            testo = _spedisci(cursore, comando, testo)
    if quante % PEZZO:
        _spedisci(cursore, comando, testo)


def _spedisci(cursore, comando, testo):
    testo.seek(0)
    cursore.copy_expert(comando, testo)
    return StringIO()


def _cella(valore):
    return "\\N" if valore is None else str(valore).translate(FUGHE)
