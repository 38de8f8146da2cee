"""Isolamento per Ambito e ciò che la banca dati rifiuta: schede cambiate, seggi ritoccati, numeri cancellati, annotazioni riscritte."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Una scheda entra nella catena e non si cambia più, neppure a votazione aperta.
# `for share`: chi scrive una scheda aspetta chi sta chiudendo, e poi trova la votazione chiusa.
SEDUTE = """
create function assemblea_scheda() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare v assemblea_votazione;
begin
  if tg_op <> 'INSERT' then
    raise exception 'una scheda non si cambia e non si cancella' using errcode = 'check_violation';
  end if;
  select * into v from assemblea_votazione where id = new.votazione_id for share;
  if v.stato is distinct from 'aperta' then
    raise exception 'la votazione non è aperta' using errcode = 'check_violation';
  end if;
  if new.posto is null or new.impronta !~ '^[0-9a-f]{64}$' then
    raise exception 'una scheda senza posto nella catena' using errcode = 'check_violation';
  end if;
  if not exists (select 1 from assemblea_seggioseduta s where s.id = new.seggio_id and s.seduta_id = v.seduta_id) then
    raise exception 'il seggio è di un’altra seduta' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger scheda before insert or update or delete on assemblea_voto for each row execute function assemblea_scheda();

create function assemblea_votazione_chiusa() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.stato <> 'aperta' then
    raise exception 'una votazione conclusa non si modifica' using errcode = 'check_violation';
  end if;
  if (new.codice, new.testata, new.radice) is distinct from (old.codice, old.testata, old.radice) then
    raise exception 'ciò che si è messo ai voti non si riscrive' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger conclusa before update or delete on assemblea_votazione
  for each row execute function assemblea_votazione_chiusa();

create function assemblea_seggio_fermo() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare quale bigint := case when tg_op = 'DELETE' then old.seduta_id else new.seduta_id end;
begin
  if not exists (select 1 from assemblea_seduta s where s.id = quale and s.stato in ('bozza', 'convocata')) then
    raise exception 'i seggi di una seduta aperta non si toccano' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger fermo before insert or update or delete on assemblea_seggioseduta
  for each row execute function assemblea_seggio_fermo();

create function assemblea_numerato() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'ciò che ha un numero non si cancella' using errcode = 'check_violation';
  end if;
  if (new.organo_id, new.anno, new.numero, new.seduta_id) is distinct from (old.organo_id, old.anno, old.numero, old.seduta_id) then
    raise exception 'un numero assegnato non cambia' using errcode = 'check_violation';
  end if;
  if tg_table_name = 'assemblea_deliberazione' or to_jsonb(old) ->> 'stato' = 'chiuso' then
    raise exception 'l’atto è definitivo' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger numerato before update or delete on assemblea_deliberazione for each row execute function assemblea_numerato();
create trigger numerato before update or delete on assemblea_verbale for each row execute function assemblea_numerato();

create function assemblea_seduta_tenuta() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' and old.stato <> 'bozza' then
    raise exception 'una seduta convocata non si cancella' using errcode = 'check_violation';
  end if;
  if tg_op = 'UPDATE' and old.stato in ('chiusa', 'deserta', 'annullata') then
    raise exception 'una seduta conclusa non si modifica' using errcode = 'check_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger tenuta before update or delete on assemblea_seduta for each row execute function assemblea_seduta_tenuta();
"""
VIA_SEDUTE = """
drop trigger tenuta on assemblea_seduta; drop function assemblea_seduta_tenuta();
drop trigger numerato on assemblea_verbale; drop trigger numerato on assemblea_deliberazione; drop function assemblea_numerato();
drop trigger fermo on assemblea_seggioseduta; drop function assemblea_seggio_fermo();
drop trigger conclusa on assemblea_votazione; drop function assemblea_votazione_chiusa();
drop trigger scheda on assemblea_voto; drop function assemblea_scheda();
"""

# Pubblicazione e revoca di una deliberazione non si riscrivono.
ANNOTAZIONI = """
create function assemblea_annotata() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'ciò che è annotato su una deliberazione non si riscrive' using errcode = 'check_violation';
end $$;
create trigger annotata before update or delete on assemblea_pubblicazione for each row execute function assemblea_annotata();
create trigger annotata before update or delete on assemblea_revoca for each row execute function assemblea_annotata();
"""
VIA_ANNOTAZIONI = """
drop trigger annotata on assemblea_revoca; drop trigger annotata on assemblea_pubblicazione; drop function assemblea_annotata();
"""

# `for share`: chi risponde aspetta chi sta chiudendo, e poi trova la consultazione chiusa.
CONSULTAZIONI = """
create function assemblea_risposta_ferma() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare quale text;
begin
  if tg_op <> 'INSERT' then
    raise exception 'una risposta non si cambia e non si cancella' using errcode = 'check_violation';
  end if;
  select stato into quale from assemblea_consultazione where id = new.consultazione_id for share;
  if quale is distinct from 'aperta' then
    raise exception 'la consultazione non è aperta' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger ferma before insert or update or delete on assemblea_risposta
  for each row execute function assemblea_risposta_ferma();

create function assemblea_consultazione_conclusa() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.stato <> 'aperta' then
    raise exception 'una consultazione conclusa non si modifica' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger conclusa before update or delete on assemblea_consultazione
  for each row execute function assemblea_consultazione_conclusa();
"""
VIA_CONSULTAZIONI = """
drop trigger conclusa on assemblea_consultazione; drop function assemblea_consultazione_conclusa();
drop trigger ferma on assemblea_risposta; drop function assemblea_risposta_ferma();
"""

# Lo spoglio di un turno entra una volta, a elezione in corso; un’elezione conclusa resta com’è.
ELEZIONI = """
create function assemblea_turno_fermo() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare quale text;
begin
  if tg_op <> 'INSERT' then
    raise exception 'lo spoglio di un turno non si cambia e non si cancella' using errcode = 'check_violation';
  end if;
  select stato into quale from assemblea_elezione where id = new.elezione_id for share;
  if quale is distinct from 'aperta' then
    raise exception 'l’elezione non è in corso' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger fermo before insert or update or delete on assemblea_turno for each row execute function assemblea_turno_fermo();

create function assemblea_elezione_conclusa() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.stato <> 'aperta' then
    raise exception 'un’elezione conclusa non si modifica' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger conclusa before update or delete on assemblea_elezione
  for each row execute function assemblea_elezione_conclusa();
"""
VIA_ELEZIONI = """
drop trigger conclusa on assemblea_elezione; drop function assemblea_elezione_conclusa();
drop trigger fermo on assemblea_turno; drop function assemblea_turno_fermo();
"""


class Migration(migrations.Migration):
    dependencies = [("assemblea", "0001_initial"), ("ambito", "0002_isolamento")]

    operations = [
        IsolaAmbito(
            "Organo", "RegolaVoto", "Seduta", "SeggioSeduta", "PuntoOdg", "Presenza", "Votazione", "Voto", "Deliberazione",
            "Verbale", "EnteVotante", "Pubblicazione", "Revoca", "Seguito", "Osservazione", "AddettoUfficio", "RegolamentoUfficio",
            "ResponsabileCompito", "Consultazione", "Richiesta", "Risposta", "Firma", "Elezione", "Turno", "LimiteDelega",
            "VerbaleFirmato",
        ),
        migrations.RunSQL(SEDUTE, VIA_SEDUTE),
        migrations.RunSQL(ANNOTAZIONI, VIA_ANNOTAZIONI),
        migrations.RunSQL(CONSULTAZIONI, VIA_CONSULTAZIONI),
        migrations.RunSQL(ELEZIONI, VIA_ELEZIONI),
    ]
