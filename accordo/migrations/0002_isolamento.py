"""Isolamento per Ambito, e ciò che ha un numero non si cancella né si rinumera: lo rifiuta la banca dati."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

CUSTODIA = """
create function accordo_adesione_custodita() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.numero is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE' and (new.numero, new.anno, new.ambito_id) is not distinct from (old.numero, old.anno, old.ambito_id) then
    return new;
  end if;
  raise exception 'un’adesione numerata non si cancella e non cambia numero' using errcode = 'insufficient_privilege';
end $$;
create trigger custodita before update or delete on accordo_adesione for each row execute function accordo_adesione_custodita();

create function accordo_numeratore_cresce() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.ultimo = old.ultimo + 1 and (new.anno, new.ambito_id) = (old.anno, old.ambito_id) then
    return new;
  end if;
  raise exception 'il numeratore cresce di uno per volta' using errcode = 'insufficient_privilege';
end $$;
create trigger cresce before update or delete on accordo_numeratoreadesioni
  for each row execute function accordo_numeratore_cresce();
"""

VIA = """
drop trigger cresce on accordo_numeratoreadesioni; drop function accordo_numeratore_cresce();
drop trigger custodita on accordo_adesione; drop function accordo_adesione_custodita();
"""


class Migration(migrations.Migration):
    dependencies = [("accordo", "0001_initial"), ("servizi", "0002_isolamento"), ("piano", "0002_isolamento")]

    operations = [
        IsolaAmbito(
            "AvvisoAdesione", "Adesione", "AreaTarget", "TavoloRichiesto", "NumeratoreAdesioni", "RisorsaOfferta",
            "AllegatoAdesione", "ContenutoAllegato",
        ),
        migrations.RunSQL(CUSTODIA, VIA),
    ]  # fmt: skip
