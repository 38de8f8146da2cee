"""Una banca dati data da fuori (DATABASE_URL): si usa quella, creando i due ruoli se mancano e se è permesso.

Con DATABASE_URL_PROPRIETARIO indicata, DATABASE_URL è già quella del ruolo applicativo e si usa com’è. Altrimenti DATABASE_URL è un
accesso amministrativo o del proprietario: le credenziali dei ruoli creati si ricavano dalle sue, così ogni copia le ritrova.
"""

import hashlib
import hmac
import os
from contextlib import closing
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

from ambito.progetto.locale import ruoli
from ambito.progetto.locale.voce import GuastoLocale

STATO = """
    select r.rolsuper or r.rolcreaterole, current_user, pg_has_role(current_user, d.datdba, 'member') or r.rolsuper
    from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()
"""


def indirizzi_banca_dati():
    """Gli indirizzi del ruolo applicativo e del proprietario."""
    dato, proprietario = os.environ["DATABASE_URL"], os.environ.get("DATABASE_URL_PROPRIETARIO")
    if proprietario:
        return dato, proprietario
    with closing(_connessione(dato)) as connessione:
        puo_creare, utente, possiede = _stato(connessione)
        _crea_ruoli(connessione, dato, puo_creare)
        if puo_creare and utente != ruoli.PROPRIETARIO:
            _apri_schema(connessione)
            proprietario = indirizzo_ruolo(dato, ruoli.PROPRIETARIO)
        elif possiede:
            proprietario = dato
        else:
            raise GuastoLocale(
                f"DATABASE_URL entra come «{utente}», che non possiede la banca dati e non può creare ruoli: dare un accesso "
                "amministrativo, oppure DATABASE_URL (portale_app) e DATABASE_URL_PROPRIETARIO (portale_owner)."
            )
    with closing(_connessione(proprietario)) as connessione:
        ruoli.esegui(connessione, ruoli.DIRITTI)
    applicativo = indirizzo_ruolo(dato, ruoli.APPLICATIVO)
    _connessione(applicativo).close()
    return applicativo, proprietario


def indirizzo_ruolo(indirizzo, ruolo):
    """Lo stesso indirizzo, come un altro ruolo."""
    parti = urlsplit(indirizzo)
    dopo = parti.netloc.rpartition("@")[2]
    accesso = f"{ruolo}:{quote(_chiave(indirizzo, ruolo))}" if parti.password else ruolo
    return urlunsplit(parti._replace(netloc=f"{accesso}@{dopo}"))


def _chiave(indirizzo, ruolo):
    segreto = urlsplit(indirizzo).password or ""
    return hmac.new(segreto.encode(), f"portale:{ruolo}".encode(), hashlib.sha256).hexdigest()


def _connessione(indirizzo):
    utente = urlsplit(indirizzo).username or "chi esegue il comando"
    try:
        aperta = psycopg2.connect(indirizzo)
    except psycopg2.OperationalError as errore:
        raise GuastoLocale(
            f"La banca dati indicata da DATABASE_URL non si apre come «{utente}»: {str(errore).strip()}\n"
            "Se il ruolo esisteva già con altre credenziali, indicare sia DATABASE_URL (portale_app) sia "
            "DATABASE_URL_PROPRIETARIO (portale_owner)."
        ) from errore
    aperta.autocommit = True
    return aperta


def _stato(connessione):
    with connessione.cursor() as cursore:
        cursore.execute(STATO)
        return cursore.fetchone()


def _crea_ruoli(connessione, indirizzo, puo_creare):
    nomi = ruoli.mancanti(connessione)
    if not puo_creare:
        # Il proprietario della banca dati può fare le veci di portale_owner, non quelle del ruolo applicativo.
        nomi = [nome for nome in nomi if nome == ruoli.APPLICATIVO]
    if nomi and not puo_creare:
        raise GuastoLocale(
            "Nel server manca il ruolo portale_app e l’accesso di DATABASE_URL non può crearlo. Chi amministra il server esegua: "
            "create role portale_app login password '…'; poi indicare DATABASE_URL (portale_app) e "
            "DATABASE_URL_PROPRIETARIO (il proprietario della banca dati)."
        )
    for nome in nomi:
        comando = sql.SQL(ruoli.CREA_RUOLO[nome])
        ruoli.esegui(connessione, comando + sql.SQL(" password {}").format(sql.Literal(_chiave(indirizzo, nome))))


def _apri_schema(connessione):
    with connessione.cursor() as cursore:
        cursore.execute("select current_database()")
        nome = sql.Identifier(cursore.fetchone()[0])
        proprietario = sql.Identifier(ruoli.PROPRIETARIO)
        cursore.execute(sql.SQL("grant create, connect, temporary on database {} to {}").format(nome, proprietario))
        cursore.execute(sql.SQL("grant all on schema public to {} with grant option").format(proprietario))
