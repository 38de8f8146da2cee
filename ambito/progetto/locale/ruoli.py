"""I due ruoli della banca dati: `portale_owner` possiede le tabelle e migra, `portale_app` serve e non può aggirare nulla."""

from contextlib import closing

PROPRIETARIO, APPLICATIVO = "portale_owner", "portale_app"
BANCA_DATI = "portale"

CREA_RUOLO = {
    PROPRIETARIO: f"create role {PROPRIETARIO} login",
    APPLICATIVO: f"create role {APPLICATIVO} login",
}
# Vale per le tabelle che il proprietario creerà: chi serve legge e scrive, non crea, non svuota, non cambia la struttura.
DIRITTI = f"""
    grant usage on schema public to {APPLICATIVO};
    alter default privileges in schema public grant select, insert, update, delete on tables to {APPLICATIVO};
    alter default privileges in schema public grant usage, select on sequences to {APPLICATIVO};
"""


def mancanti(connessione):
    """I ruoli che non esistono ancora nel server."""
    with connessione.cursor() as cursore:
        cursore.execute("select rolname from pg_roles where rolname = any(%s)", [list(CREA_RUOLO)])
        presenti = {riga[0] for riga in cursore.fetchall()}
    return [nome for nome in CREA_RUOLO if nome not in presenti]


def esegui(connessione, istruzioni, parametri=None):
    """Esegue istruzioni SQL (la connessione è in autocommit)."""
    with connessione.cursor() as cursore:
        cursore.execute(istruzioni, parametri)


def predisponi(server):
    """Sul server incorporato: crea ruoli e banca dati se mancano. Ripeterla non cambia nulla."""
    with closing(server.connessione()) as connessione:
        for ruolo in mancanti(connessione):
            esegui(connessione, CREA_RUOLO[ruolo])
        with connessione.cursor() as cursore:
            cursore.execute("select 1 from pg_database where datname = %s", [BANCA_DATI])
            if not cursore.fetchone():
                cursore.execute(f"create database {BANCA_DATI} owner {PROPRIETARIO}")
    with closing(server.connessione(BANCA_DATI, PROPRIETARIO)) as connessione:
        esegui(connessione, DIRITTI)


def predisponi_prove(server):
    """Sul server dei test: il proprietario crea da sé le banche dati di prova, che nascono dal modello con i diritti già dati."""
    with closing(server.connessione()) as connessione:
        for istruzione in CREA_RUOLO.values():
            esegui(connessione, istruzione)
        esegui(connessione, f"alter role {PROPRIETARIO} createdb")
        esegui(connessione, f"create database {BANCA_DATI} owner {PROPRIETARIO}")
    with closing(server.connessione("template1")) as connessione:
        esegui(connessione, DIRITTI.replace("alter default privileges", f"alter default privileges for role {PROPRIETARIO}"))
