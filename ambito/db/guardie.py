"""Le guardie della banca dati: chi riporta righe nate altrove, o butta una copia, le apre da proprietario e le richiude.

Un voto entra solo in una votazione aperta e non se ne va più, una riga di bilancio sta solo in una versione in bozza: vale per chi
lavora, non per chi rimette al suo posto una votazione chiusa l’anno scorso o toglie una prova generale. Il ruolo applicativo non
può farlo. Aprirle blocca a tutti gli altri la scrittura di quelle sole tabelle fino alla fine della transazione: nessuno passa
mentre sono aperte.
"""

from contextlib import contextmanager

from django.db import connection

# Il segno che PostgreSQL dà a un trigger secondo ciò che lo fa scattare (pg_trigger.tgtype).
INSERIMENTO, CANCELLAZIONE = 4, 8
GUARDIE = """
    select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgtype & %s <> 0 and t.tgenabled <> 'D' and c.relname = any(%s)
    order by c.relname, t.tgname
"""
POSSIEDE = "select coalesce(bool_and(pg_has_role(current_user, relowner, 'usage')), false) from pg_class where relname = any(%s)"
ATTESA = "set local lock_timeout = '10s'"


def possiede(tabelle):
    """Il ruolo di questa connessione possiede quelle tabelle?"""
    with connection.cursor() as cursore:
        cursore.execute(POSSIEDE, [tabelle])
        return cursore.fetchone()[0]


@contextmanager
def guardie_aperte(tabelle, *, a=INSERIMENTO):
    """Dentro, ciò che si aggiunge (o si toglie) in quelle tabelle non passa dai trigger; vincoli, chiavi e regole di riga sì."""
    with connection.cursor() as cursore:
        cursore.execute(GUARDIE, [a, tabelle])
        guardie = cursore.fetchall()
    _cambia(guardie, "disable")
    yield
    # Se dentro qualcosa è andato storto non si passa di qui: le richiude la transazione, annullandosi.
    _cambia(guardie, "enable")


def _cambia(guardie, come):
    nome = connection.ops.quote_name
    with connection.cursor() as cursore:
        # Su una tabella con controlli in sospeso la struttura non si tocca: si fanno adesso.
        cursore.execute(f"{ATTESA}; set constraints all immediate")
        for tabella, guardia in guardie:
            cursore.execute(f"alter table {nome(tabella)} {come} trigger {nome(guardia)}")
        cursore.execute("set constraints all deferred")
