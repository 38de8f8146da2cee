"""Vuotare la banca dati dopo una prova con transazioni vere: si cancellano le righe delle sole tabelle che ne hanno.

Lo svuotamento di Django tronca ogni tabella e ogni indice, migliaia di file per volta: qui le piene sono una ventina. Prima si
chiudono a chi scrive, come fa il troncamento: una richiesta ancora in viaggio finisce, e ciò che ha scritto si toglie.
"""

from contextlib import closing

from django.db import OperationalError, connection

# Ciò che la migrazione ha scritto e che le prove non cambiano.
RESTANO = ["django_migrations", "django_content_type", "auth_permission"]
VOLTE = 3
# Nasce nel modello da cui nascono le banche dati di prova, di chi amministra il server: le regole di riga e i divieti di
# cancellare (il registro, i voti) valgono per chi serve, non per chi riordina.
FUNZIONE = """
create function svuota_prove(restano text[]) returns void language plpgsql security definer as $$
declare
  tavola text;
  piena boolean;
begin
  perform set_config('session_replication_role', 'replica', true);
  select into tavola string_agg(format('%I', tablename), ', ') from pg_tables
    where schemaname = 'public' and tablename <> all(restano);
  execute 'lock table ' || tavola || ' in share row exclusive mode';
  for tavola in select format('%I', tablename) from pg_tables where schemaname = 'public' and tablename <> all(restano) loop
    execute 'select exists (select 1 from ' || tavola || ')' into piena;
    if piena then
      execute 'delete from ' || tavola;
    end if;
  end loop;
end $$;
"""


def predisponi(server):
    """Sul server delle prove, prima che ne nascano le banche dati."""
    with closing(server.connessione("template1")) as connessione, connessione.cursor() as cursore:
        cursore.execute(FUNZIONE)


def svuota(prova):
    """Al posto di `TransactionTestCase._fixture_teardown`. Se PostgreSQL ferma lo svuotamento per uno stallo si riprova."""
    for volta in range(VOLTE):
        try:
            with connection.cursor() as cursore:
                cursore.execute("select svuota_prove(%s)", [RESTANO])
        except OperationalError:
            if volta == VOLTE - 1:
                raise
        else:
            return
