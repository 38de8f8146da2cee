"""Isolamento per Ambito, e ciò che la banca dati custodisce: numeri che non si rifanno; versioni, firme, quote, pagamenti e rilievi che
non si riscrivono.
"""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Ciò che ha un numero non si cancella né si rinumera, e un numeratore cresce di uno per volta.
ADESIONI = """
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
VIA_ADESIONI = """
drop trigger cresce on accordo_numeratoreadesioni; drop function accordo_numeratore_cresce();
drop trigger custodita on accordo_adesione; drop function accordo_adesione_custodita();
"""

# Anche il registro interno cresce di uno per volta.
PROTOCOLLO = """
create trigger cresce before update or delete on accordo_numeratoreprotocollo
  for each row execute function accordo_numeratore_cresce();
"""
VIA_PROTOCOLLO = "drop trigger cresce on accordo_numeratoreprotocollo;"

# Un rilievo consegnato si chiude soltanto: non si cancella e non si riscrive.
RILIEVI = """
create function accordo_rilievo_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.consegnato_il is null then
    return case when tg_op = 'DELETE' then old else new end;
  end if;
  if tg_op = 'UPDATE' and old.chiuso_il is null
     and (new.adesione_id, new.bersaglio, new.testo, new.consegnato_il, new.ambito_id)
       is not distinct from (old.adesione_id, old.bersaglio, old.testo, old.consegnato_il, old.ambito_id) then
    return new;
  end if;
  raise exception 'un rilievo consegnato non si cancella e non si riscrive' using errcode = 'insufficient_privilege';
end $$;
create trigger custodito before update or delete on accordo_rilievo for each row execute function accordo_rilievo_custodito();
"""
VIA_RILIEVI = "drop trigger custodito on accordo_rilievo; drop function accordo_rilievo_custodito();"

# Versioni e firme si aggiungono e basta.
ACCORDO = """
create function accordo_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'questa riga è congelata: non si modifica e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on accordo_versioneaccordo
  for each row execute function accordo_immutabile();
create trigger immutabile before update or delete on accordo_firmaparte for each row execute function accordo_immutabile();
"""
VIA_ACCORDO = """
drop trigger immutabile on accordo_firmaparte; drop trigger immutabile on accordo_versioneaccordo;
drop function accordo_immutabile();
"""

# Ciò che è deliberato o pagato non si riscrive.
RIPARTI = """
create function accordo_quota_custodita() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (
    select 1 from accordo_scenario s join accordo_pianoriparto r on r.id = s.riparto_id
    where s.id = old.scenario_id and r.proposto_id = s.id and r.stato <> 'bozza'
  ) then
    raise exception 'la quota di un riparto depositato o deliberato non cambia' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger custodita before update or delete on accordo_quotacomune
  for each row execute function accordo_quota_custodita();

create function accordo_pagamento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.annullato_il is null
     and (new.quota_id, new.importo, new.pagato_il, new.riferimento, new.ambito_id)
       is not distinct from (old.quota_id, old.importo, old.pagato_il, old.riferimento, old.ambito_id) then
    return new;
  end if;
  raise exception 'un pagamento non si cancella e non cambia: si annulla' using errcode = 'insufficient_privilege';
end $$;
create trigger custodito before update or delete on accordo_pagamentoquota
  for each row execute function accordo_pagamento_custodito();
"""
VIA_RIPARTI = """
drop trigger custodito on accordo_pagamentoquota; drop function accordo_pagamento_custodito();
drop trigger custodita on accordo_quotacomune; drop function accordo_quota_custodita();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accordo", "0001_initial"),
        ("ambito", "0002_isolamento"),
        ("servizi", "0002_isolamento"),
        ("piano", "0002_isolamento"),
    ]

    operations = [
        IsolaAmbito(
            "AvvisoAdesione", "Adesione", "AreaTarget", "TavoloRichiesto", "NumeratoreAdesioni", "RisorsaOfferta",
            "AllegatoAdesione", "ContenutoAllegato", "AccordoDiProgramma", "ArticoloAccordo", "VersioneAccordo", "ParteAccordo",
            "AttoParte", "FirmaParte", "MembroCollegio", "AttoCollegio", "Impegno", "PianoRiparto", "Scenario", "ComuneScenario",
            "DatoRiparto", "ValoreDato", "CriterioScenario", "QuotaComune", "RataRiparto", "PagamentoQuota", "Rilievo",
            "NumeratoreProtocollo", "SceltaProtocollo", "AreaAvviso", "TavoloAvviso", "ComuneOperativita", "ObiettivoSostenuto",
            "RichiestaEnte",
        ),
        migrations.RunSQL(ADESIONI, VIA_ADESIONI),
        migrations.RunSQL(PROTOCOLLO, VIA_PROTOCOLLO),
        migrations.RunSQL(RILIEVI, VIA_RILIEVI),
        migrations.RunSQL(ACCORDO, VIA_ACCORDO),
        migrations.RunSQL(RIPARTI, VIA_RIPARTI),
    ]
