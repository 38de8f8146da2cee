"""Garanzie chieste alla banca dati prima di servire: senza queste il portale non parte."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

RUOLO = "select rolsuper or rolbypassrls from pg_roles where rolname in (current_user, session_user)"
PROPRIETARIO = """
    select exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(session_user, c.relowner, 'member'))
"""


def esigi_garanzie():
    """Rifiuta (`ImproperlyConfigured`, con una frase) un ruolo che può aggirare le regole di riga o scritture non durevoli."""
    motivi = mancanti()
    # Chi chiama sta per dividersi in più processi: nessuno erediti questa connessione.
    connection.close()
    if motivi:
        raise ImproperlyConfigured("Il portale non parte: " + "; ".join(motivi) + ".")


def mancanti():
    """Elenco delle garanzie che mancano, in parole; vuoto se va tutto bene."""
    with connection.cursor() as cursore:
        cursore.execute(RUOLO)
        aggira = any(riga[0] for riga in cursore.fetchall())
        cursore.execute(PROPRIETARIO)
        proprietario = cursore.fetchone()[0]
        cursore.execute("show synchronous_commit")
        durevole = cursore.fetchone()[0] != "off"
    motivi = []
    if aggira or proprietario:
        motivi.append(
            "il ruolo della banca dati può aggirare l’isolamento fra Ambiti (è superutente, ha BYPASSRLS o possiede le tabelle): "
            "usare in DATABASE_URL il ruolo applicativo «portale_app»"
        )
    if not durevole:
        motivi.append("synchronous_commit è spento: un voto confermato potrebbe andare perso")
    return motivi
