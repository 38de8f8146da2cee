"""Isolamento per Ambito e registro a catena: ciò che il nucleo chiede alla banca dati oltre alle tabelle."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Il registro si aggiunge e basta. Il sigillo è l’unica modifica ammessa, e la fa solo la funzione qui sotto.
GUARDIANO = """
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

VIA = """
drop function registro_verifica(bigint); drop function registro_sigilla(bigint);
drop trigger immutabile on ambito_evento; drop function registro_canonico(ambito_evento); drop function registro_immutabile();
"""


class Migration(migrations.Migration):
    dependencies = [("ambito", "0001_initial")]

    operations = [
        IsolaAmbito(
            "Appartenenza", "Ente", "GruppoDiRuolo", "Incarico", "Evento", "Documento", "ContenutoDocumento", "Lavoro", "Caricamento",
            "FiltroSalvato",
        ),
        migrations.RunSQL(GUARDIANO, VIA),
    ]
