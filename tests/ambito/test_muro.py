"""Il ruolo dell’applicazione, con l’SQL in mano: ciò che non deve riuscire è rifiutato da PostgreSQL, col suo motivo."""

from io import StringIO

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from ambito import registro, stemmi
from ambito.contesto import in_ambito
from ambito.progetto.locale.ruoli import APPLICATIVO
from tests.documenti.conftest import STEMMA
from tests.scena import ADESSO

VIETATO, ASSENTE, OCCUPATO = "42501", "42704", "55006"
# Istruzione → i codici d’errore con cui PostgreSQL la deve rifiutare.
RIFIUTATE = [
    # struttura
    ("create table intrusa (a int)", VIETATO),
    ("create schema intruso", VIETATO),
    ("create view tutto as select * from ambito_incarico", VIETATO),
    ("create materialized view tutto as select * from ambito_incarico", VIETATO),
    ("create function public.apri() returns int language sql security definer as 'select 1'", VIETATO),
    ("create or replace function registro_canonico(e ambito_evento) returns bytea language sql as 'select null::bytea'", VIETATO),
    ("drop function registro_verifica(bigint)", VIETATO),
    ("alter table ambito_evento add column altra int", VIETATO),
    ("alter table ambito_evento rename to vecchio", VIETATO),
    ("drop table ambito_evento", VIETATO),
    ("drop index ambito_evento_pkey", VIETATO),
    ("create index intruso on ambito_incarico (id)", VIETATO),
    ("alter table ambito_incarico drop constraint ambito_incarico_pkey", VIETATO),
    ("comment on table ambito_evento is 'x'", VIETATO),
    ("create extension dblink", VIETATO),
    ("create type intruso as enum ('a')", VIETATO),
    ("create sequence intrusa", VIETATO),
    ("create publication tutto for all tables", VIETATO),
    ("create event trigger spia on ddl_command_start execute function registro_immutabile()", VIETATO),
    ("create rule aggira as on update to ambito_evento do instead nothing", VIETATO),
    # isolamento
    ("alter table ambito_incarico disable row level security", VIETATO),
    ("alter table ambito_incarico no force row level security", VIETATO),
    ("drop policy isolamento on ambito_incarico", VIETATO),
    ("alter policy isolamento on ambito_incarico using (true)", VIETATO),
    ("create policy aperta on ambito_incarico using (true)", VIETATO),
    ("insert into ambito_ente (ambito_id, tipo, denominazione) values ({altro}, 'altro', 'x')", VIETATO),
    ("update ambito_ente set ambito_id = {altro}", VIETATO),
    ("update ambito_incarico set ambito_id = {altro}", VIETATO),
    ("update ambito_gruppodiruolo set ambito_id = {altro}", VIETATO),
    ("update ambito_appartenenza set ambito_id = {altro}", VIETATO),
    ("insert into ambito_filtrosalvato (ambito_id, utente_id, elenco, nome, parametri) "
     "select {altro}, id, 'a', 'b', 'c' from ambito_utente limit 1", VIETATO),
    ("copy ambito_ente (ambito_id, tipo, denominazione) from stdin", ("0A000", VIETATO)),
    # guardie
    ("alter table ambito_evento disable trigger immutabile", VIETATO),
    ("alter table ambito_evento disable trigger all", VIETATO),
    ("drop trigger immutabile on ambito_evento", VIETATO),
    ("set session_replication_role = replica", VIETATO),
    ("select set_config('session_replication_role', 'replica', true)", VIETATO),
    ("set row_security = off; select count(*) from ambito_incarico", VIETATO),
    # registri e documenti
    ("update ambito_evento set frase = 'falsa'", VIETATO),
    ("delete from ambito_evento", VIETATO),
    ("update ambito_evento set impronta = null", VIETATO),
    ("update ambito_attodigestione set frase = 'falsa'", VIETATO),
    ("delete from ambito_attodigestione", VIETATO),
    ("update ambito_stemma set png = 'x'", VIETATO),
    ("delete from ambito_stemma", VIETATO),
    # ruoli e poteri
    ("set role portale_owner", VIETATO),
    ("set role postgres", VIETATO),
    ("set session authorization portale_owner", VIETATO),
    ("alter role portale_app superuser", VIETATO),
    ("alter role portale_app bypassrls", VIETATO),
    ("alter role portale_owner password 'x'", VIETATO),
    ("create role intruso", VIETATO),
    ("grant portale_owner to portale_app", VIETATO),
    ("reassign owned by portale_owner to portale_app", VIETATO),
    ("drop owned by portale_owner", VIETATO),
    ("alter database postgres set work_mem = '1GB'", VIETATO),
    ("alter system set log_statement = 'none'", (VIETATO, "25001")),
    # fuori dalla banca dati
    ("copy ambito_ente to program 'cat'", VIETATO),
    ("copy ambito_ente to '/tmp/fuori'", VIETATO),
    ("copy ambito_ente from '/etc/passwd'", (VIETATO, "0A000")),
    ("select pg_read_file('/etc/passwd')", VIETATO),
    ("select pg_read_binary_file('/etc/passwd')", VIETATO),
    ("select pg_ls_dir('/')", VIETATO),
    ("select lo_import('/etc/passwd')", VIETATO),
    ("select lo_export(1, '/tmp/fuori')", VIETATO),
    ("select pg_reload_conf()", VIETATO),
    ("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres' or usename = 'portale_owner'", VIETATO),
    ("load 'dblink'", (VIETATO, "58P01")),
    ("create language plperlu", (VIETATO, ASSENTE, "58P01", "0A000")),
    ("create server fuori foreign data wrapper postgres_fdw", (VIETATO, ASSENTE)),
    ("select * from pg_authid", VIETATO),
    ("select * from pg_file_settings", VIETATO),
    ("select * from pg_hba_file_rules", VIETATO),
]  # fmt: skip


@pytest.fixture
def due(lodi, pavese):
    """Dentro Lodi, con una riga da difendere in ogni tabella nominata; `{altro}` è l’Ambito del Pavese."""
    with lodi.aperto("coordinatore"):
        registro.annota(lodi.ambito, "prova.fai", "Ha fatto", autore=None, quando=ADESSO)
        stemmi.cambia(byte=STEMMA, descrizione="Stemma", poteri=lodi.poteri("coordinatore"), adesso=ADESSO)
        yield lodi, pavese


def codice(istruzione):
    """Il codice con cui PostgreSQL rifiuta; stringa vuota se l’istruzione riesce (e allora si annulla)."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursore:
                if istruzione.startswith("copy") and istruzione.endswith("stdin"):
                    cursore.copy_expert(istruzione, StringIO())
                else:
                    cursore.execute(istruzione)
            transaction.set_rollback(True)
    except DatabaseError as errore:
        return errore.__cause__.pgcode
    except Exception as errore:  # copy_expert non passa dagli errori di Django
        return errore.pgcode
    return ""


def test_la_batteria_e_larga():
    assert len({istruzione for istruzione, _ in RIFIUTATE}) >= 55


@pytest.mark.parametrize(("istruzione", "attesi"), RIFIUTATE, ids=[i[:60] for i, _ in RIFIUTATE])
def test_e_rifiutata(due, istruzione, attesi):
    trovato = codice(istruzione.format(altro=due[1].ambito.pk))
    assert trovato in ([attesi] if isinstance(attesi, str) else attesi), trovato


@pytest.mark.parametrize("tabella", ["ambito_incarico", "ambito_ente", "ambito_evento", "ambito_documento", "ambito_lavoro"])
def test_delle_righe_altrui_non_si_vede_e_non_si_tocca_nulla(due, tabella):
    altro = due[1].ambito.pk
    with connection.cursor() as cursore:
        cursore.execute(f"select count(*) from {tabella} where ambito_id = %s", [altro])
        assert cursore.fetchone() == (0,)
        if tabella != "ambito_evento":
            cursore.execute(f"delete from {tabella} where ambito_id = %s", [altro])
            assert cursore.rowcount == 0
    with in_ambito(altro):
        assert registro.verifica().integro


def test_svuotare_non_e_concesso_a_chi_serve(db):
    tavola = "format('%%I.%%I', schemaname, tablename)"
    concesse = f"select tablename from pg_tables where schemaname = 'public' and has_table_privilege(%s, {tavola}, 'truncate')"
    with connection.cursor() as cursore:
        cursore.execute(concesse, [APPLICATIVO])
        assert cursore.fetchall() == []


def test_una_concessione_di_troppo_si_vede(due):
    """Il guasto messo apposta: una tabella concessa per intero. La stessa domanda della batteria dice che lì si può cancellare."""
    dati = connection.settings_dict
    with psycopg2.connect(host=dati["HOST"], port=dati["PORT"], dbname=dati["NAME"], user="postgres") as padrone:
        with padrone.cursor() as cursore:
            cursore.execute("create table di_troppo (a int); grant all on di_troppo to portale_app")
        padrone.commit()
        try:
            assert codice("delete from di_troppo") == ""
            assert codice("drop table di_troppo") == VIETATO
        finally:
            with padrone.cursor() as cursore:
                cursore.execute("drop table di_troppo")
            padrone.commit()
    padrone.close()
