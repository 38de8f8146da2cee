"""Una banca dati data da fuori: ruoli creati se si può, altrimenti una frase che dice che cosa manca."""

from contextlib import closing
from urllib.parse import quote

import psycopg2
import pytest

from ambito.progetto.locale import esterni, postgres
from ambito.progetto.locale.postgres import PORTA, Postgres
from ambito.progetto.locale.voce import GuastoLocale

CREDENZIALI = "x@:/y"
ACCESSI = "local all postgres trust\nlocal all all scram-sha-256\n"


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Un server vergine che chiede le credenziali a tutti: un amministratore, un proprietario semplice e le loro banche dati."""
    acceso = Postgres(tmp_path / "pg", tmp_path, tmp_path / "pg.log", postgres.EFFIMERO)
    acceso.avvia()
    for istruzione in (
        f"create role capo login createrole password '{CREDENZIALI}'",
        "create database mia owner capo",
        f"create role semplice login password '{CREDENZIALI}'",
        "create database sua owner semplice",
    ):
        esegui(acceso, istruzione)
    (acceso.dati / "pg_hba.conf").write_text(ACCESSI)
    esegui(acceso, "select pg_reload_conf()")
    monkeypatch.delenv("DATABASE_URL_PROPRIETARIO")
    yield acceso
    acceso.ferma()


def esegui(server, istruzione):
    with closing(server.connessione()) as connessione, connessione.cursor() as cursore:
        cursore.execute(istruzione)


def indirizzo(server, utente, banca_dati, credenziali=CREDENZIALI):
    return f"postgres://{utente}:{quote(credenziali, safe='')}@/{banca_dati}?host={quote(str(server.socket), safe='')}&port={PORTA}"


def prova_sql(indirizzo_dato, istruzione):
    with closing(psycopg2.connect(indirizzo_dato)) as connessione, connessione, connessione.cursor() as cursore:
        cursore.execute(istruzione)
        return cursore.fetchall() if cursore.description else None


@pytest.mark.parametrize("utente", ["capo", "postgres"])
def test_chi_puo_creare_ruoli_li_crea_e_ogni_copia_li_ritrova(server, monkeypatch, utente):
    monkeypatch.setenv("DATABASE_URL", indirizzo(server, utente, "mia"))
    applicativo, proprietario = esterni.indirizzi_banca_dati()
    assert prova_sql(proprietario, "create table t (id int); insert into t values (7); select current_user") == [("portale_owner",)]
    assert prova_sql(applicativo, "select id, session_user from t") == [(7, "portale_app")]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        prova_sql(applicativo, "create table u (id int)")
    assert esterni.indirizzi_banca_dati() == (applicativo, proprietario)


def test_proprietario_semplice_senza_ruolo_applicativo(server, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", indirizzo(server, "semplice", "sua"))
    with pytest.raises(GuastoLocale, match="create role portale_app.*DATABASE_URL_PROPRIETARIO"):
        esterni.indirizzi_banca_dati()


def test_chi_non_possiede_la_banca_dati(server, monkeypatch):
    esegui(server, "create role portale_app login")
    monkeypatch.setenv("DATABASE_URL", indirizzo(server, "semplice", "mia"))
    with pytest.raises(GuastoLocale, match="«semplice».*non possiede la banca dati"):
        esterni.indirizzi_banca_dati()


def test_ruolo_gia_presente_con_altre_credenziali(server, monkeypatch):
    esegui(server, "create role portale_app login password 'altra'")
    monkeypatch.setenv("DATABASE_URL", indirizzo(server, "capo", "mia"))
    with pytest.raises(GuastoLocale, match="(?s)«portale_app».*esisteva già con altre credenziali"):
        esterni.indirizzi_banca_dati()


def test_credenziali_sbagliate(server, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", indirizzo(server, "capo", "mia", "no"))
    with pytest.raises(GuastoLocale, match="non si apre come «capo»"):
        esterni.indirizzi_banca_dati()


def test_con_il_proprietario_indicato_non_si_tocca_nulla(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portale_app@/x?host=%2Fnessuno")
    monkeypatch.setenv("DATABASE_URL_PROPRIETARIO", "postgres://portale_owner@/x?host=%2Fnessuno")
    assert esterni.indirizzi_banca_dati() == (
        "postgres://portale_app@/x?host=%2Fnessuno",
        "postgres://portale_owner@/x?host=%2Fnessuno",
    )
