"""Isolamento per Ambito e ciò che il nucleo chiede alla banca dati oltre alle tabelle: registri che non si riscrivono, custodia dei
documenti emessi, cifre per chi gestisce la piattaforma.
"""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Il registro si aggiunge e basta. Il sigillo è l’unica modifica ammessa, e la fa solo la funzione qui sotto.
REGISTRO = """
create function registro_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.impronta is null and new.impronta is not null
     and to_jsonb(new) - 'impronta' - 'precedente' = to_jsonb(old) - 'impronta' - 'precedente' then
    return new;
  end if;
  raise exception 'il registro non si modifica' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on ambito_evento for each row execute function registro_immutabile();

create function registro_canonico(e ambito_evento) returns bytea language sql stable set search_path = public, pg_temp as $$
  select convert_to(jsonb_build_array(e.id, e.ambito_id, extract(epoch from e.quando), e.autore_id, e.verbo, e.oggetto_tipo,
         e.oggetto_id, e.oggetto_testo, e.frase, e.prima, e.dopo, e.nota)::text, 'UTF8')
$$;

create function registro_sigilla(quale bigint) returns bigint language plpgsql security definer
set search_path = public, pg_temp as $$
declare riga ambito_evento; ultima bytea; quante bigint := 0;
begin
  perform pg_advisory_xact_lock(4712, quale::int);
  select impronta into ultima from ambito_evento where ambito_id = quale and impronta is not null order by id desc limit 1;
  for riga in select * from ambito_evento where ambito_id = quale and impronta is null order by id loop
    update ambito_evento set precedente = ultima, impronta = sha256(coalesce(ultima, '\\x00'::bytea) || registro_canonico(riga))
      where id = riga.id returning impronta into ultima;
    quante := quante + 1;
  end loop;
  return quante;
end $$;

create function registro_verifica(quale bigint, out righe bigint, out rotta bigint, out testa text) language sql stable
set search_path = public, pg_temp as $$
  with catena as (
    select e.id, e.impronta, e.precedente, lag(e.impronta) over (order by e.id) as attesa,
           sha256(coalesce(lag(e.impronta) over (order by e.id), '\\x00'::bytea) || registro_canonico(e)) as ricalcolata
    from ambito_evento e where e.ambito_id = quale and e.impronta is not null
  )
  select count(*), min(id) filter (where impronta <> ricalcolata or precedente is distinct from attesa),
         (select encode(impronta, 'hex') from catena order by id desc limit 1)
  from catena
$$;

do $$ begin
  if exists (select 1 from pg_roles where rolname = 'portale_app') then
    revoke update, delete, truncate on ambito_evento from portale_app;
  end if;
end $$;
"""
VIA_REGISTRO = """
drop function registro_verifica(bigint); drop function registro_sigilla(bigint);
drop trigger immutabile on ambito_evento; drop function registro_canonico(ambito_evento); drop function registro_immutabile();
"""

# Le sole cifre che un gestore vede. La funzione non ha poteri suoi (gira con quelli di chi la chiama) e non tocca le regole di
# riga: entra in un Ambito per volta, come fa l’applicazione, conta e ne esce; alla fine rimette l’Ambito di chi chiama (se si
# interrompe lo rimette PostgreSQL, annullando).
CONTEGGI = """
create function gestione_conteggi(oggi date) returns table (
  quale bigint, comuni bigint, persone bigint, coordinatori bigint, ultima_attivita timestamptz, lavori_falliti bigint
) language plpgsql set search_path = public, pg_temp as $$
declare prima text := current_setting('app.ambito_id', true);
begin
  for quale in select a.id from ambito_ambito a order by a.id loop
    perform set_config('app.ambito_id', quale::text, true);
    select count(*) into comuni from ambito_appartenenza v
      where v.ambito_id = quale and v.dal <= oggi and (v.al is null or v.al >= oggi);
    select count(distinct i.utente_id), count(distinct i.utente_id) filter (where i.ruolo = 'coordinatore' and u.is_active)
      into persone, coordinatori from ambito_incarico i join ambito_utente u on u.id = i.utente_id
      where i.ambito_id = quale and i.dal <= oggi and (i.al is null or i.al >= oggi);
    select max(e.quando) into ultima_attivita from ambito_evento e where e.ambito_id = quale;
    select count(*) into lavori_falliti from ambito_lavoro l where l.ambito_id = quale and l.avvio = 'fallito';
    return next;
  end loop;
  perform set_config('app.ambito_id', coalesce(prima, ''), true);
end $$;
"""

# Anche ciò che fa chi gestisce la piattaforma si aggiunge e basta.
GESTIONE = """
create function gestione_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'il registro di gestione non si modifica' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on ambito_attodigestione
  for each row execute function gestione_immutabile();
do $$ begin
  if exists (select 1 from pg_roles where rolname = 'portale_app') then
    revoke update, delete, truncate on ambito_attodigestione from portale_app;
  end if;
end $$;
"""
VIA_GESTIONE = "drop trigger immutabile on ambito_attodigestione; drop function gestione_immutabile();"

# Un documento emesso non cambia e non sparisce: si può soltanto annullare, una volta. Così il suo file; uno stemma si può togliere.
DOCUMENTI = """
create function documento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare liberi text[] := tg_argv[0]::text[];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - liberi) is distinct from (to_jsonb(old) - liberi)
     or (cardinality(liberi) > 0 and to_jsonb(old) ->> liberi[1] is not null) then
    raise exception 'un documento emesso non si modifica' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger custodito before update or delete on ambito_documento
  for each row execute function documento_custodito('{annullato_il,annullato_da_id,motivo_annullamento}');
create trigger custodito before update or delete on ambito_contenutodocumento
  for each row execute function documento_custodito('{}');
create trigger custodito before update or delete on ambito_stemma for each row execute function documento_custodito('{tolto_il}');
"""
VIA_DOCUMENTI = """
drop trigger custodito on ambito_stemma; drop trigger custodito on ambito_contenutodocumento;
drop trigger custodito on ambito_documento; drop function documento_custodito();
"""


class Migration(migrations.Migration):
    dependencies = [("ambito", "0001_initial")]

    operations = [
        IsolaAmbito(
            "Appartenenza", "Ente", "GruppoDiRuolo", "Incarico", "Evento", "Documento", "ContenutoDocumento", "Lavoro",
            "Caricamento", "FiltroSalvato", "Avviso", "Invito", "Stemma", "MemoriaColonna", "PreferenzaPosta", "FrammentoDocumento",
        ),
        migrations.RunSQL(REGISTRO, VIA_REGISTRO),
        migrations.RunSQL(CONTEGGI, "drop function gestione_conteggi(date)"),
        migrations.RunSQL(GESTIONE, VIA_GESTIONE),
        migrations.RunSQL(DOCUMENTI, VIA_DOCUMENTI),
    ]
