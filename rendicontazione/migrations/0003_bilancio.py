"""Il bilancio dell’Ambito: versioni, righe, capitoli, movimenti; ciò che è approvato o registrato lo custodisce la banca dati."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Una versione nasce in bozza; approvata non cambia e non si cancella, e allora dice ai capitoli dell’anno quanto hanno.
VERSIONI = """
create function rendicontazione_versione_custodita() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.stato not in ('bozza') then
      raise exception 'una versione del bilancio nasce in bozza' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if old.stato not in ('bozza') then
    raise exception 'una versione approvata del bilancio non si cambia e non si cancella' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and (new.anno, new.numero, new.ambito_id) is distinct from (old.anno, old.numero, old.ambito_id) then
    raise exception 'una versione del bilancio resta del suo anno e del suo numero' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger custodita before insert or update or delete on rendicontazione_versionebilancio
  for each row execute function rendicontazione_versione_custodita();

create function rendicontazione_versione_stanzia() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.stato in ('approvata') then
    update rendicontazione_capitolobilancio c
      set stanziato = coalesce((select r.importo from rendicontazione_rigabilancio r
                                where r.versione_id = new.id and r.capitolo_id = c.id), 0)
      where c.ambito_id = new.ambito_id and c.anno = new.anno;
  end if;
  return null;
end $$;
create trigger stanzia after update on rendicontazione_versionebilancio
  for each row execute function rendicontazione_versione_stanzia();
"""
VIA_VERSIONI = """
drop trigger stanzia on rendicontazione_versionebilancio; drop function rendicontazione_versione_stanzia();
drop trigger custodita on rendicontazione_versionebilancio; drop function rendicontazione_versione_custodita();
"""

# Le righe si scrivono finché la versione è in bozza. `for share`: chi scrive una riga aspetta chi sta approvando, e trova la versione chiusa.
RIGHE = """
create function rendicontazione_riga_custodita() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  v rendicontazione_versionebilancio;
  riga rendicontazione_rigabilancio;
begin
  if tg_op = 'DELETE' then riga := old; else riga := new; end if;
  select * into v from rendicontazione_versionebilancio where id = riga.versione_id for share;
  if v.stato is distinct from 'bozza' then
    raise exception 'le righe di una versione approvata del bilancio non si cambiano' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and (new.versione_id, new.capitolo_id) is distinct from (old.versione_id, old.capitolo_id) then
    raise exception 'una riga del bilancio resta della sua versione e del suo capitolo' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' and not exists (select 1 from rendicontazione_capitolobilancio c where c.id = new.capitolo_id and c.anno = v.anno) then
    raise exception 'il capitolo è di un altro anno' using errcode = 'check_violation';
  end if;
  return riga;
end $$;
create trigger custodita before insert or update or delete on rendicontazione_rigabilancio
  for each row execute function rendicontazione_riga_custodita();
"""
VIA_RIGHE = "drop trigger custodita on rendicontazione_rigabilancio; drop function rendicontazione_riga_custodita();"

# Le cifre di un capitolo le muovono soltanto le funzioni di queste tabelle: una scrittura diretta sta al primo livello, e si rifiuta.
CAPITOLI = """
create function rendicontazione_capitolo_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if (new.stanziato, new.impegnato, new.pagato) is distinct from (0::numeric, 0::numeric, 0::numeric) then
      raise exception 'un capitolo del bilancio nasce vuoto' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' or pg_trigger_depth() < 2
     or (new.anno, new.obiettivo_id, new.fondo_id, new.comune_id, new.ambito_id)
       is distinct from (old.anno, old.obiettivo_id, old.fondo_id, old.comune_id, old.ambito_id) then
    raise exception 'le cifre di un capitolo vengono dalle versioni e dai movimenti' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger custodito before insert or update or delete on rendicontazione_capitolobilancio
  for each row execute function rendicontazione_capitolo_custodito();
"""
VIA_CAPITOLI = "drop trigger custodito on rendicontazione_capitolobilancio; drop function rendicontazione_capitolo_custodito();"

# Un movimento si aggiunge e basta. Il capitolo si blocca aggiornandolo: due movimenti insieme si contano uno dopo l’altro.
MOVIMENTI = """
create function rendicontazione_movimento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'un movimento del bilancio non si cambia e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger custodito before update or delete on rendicontazione_movimento
  for each row execute function rendicontazione_movimento_custodito();

create function rendicontazione_movimento_conta() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  update rendicontazione_capitolobilancio
    set impegnato = impegnato + case when new.genere = 'impegno' then new.importo else 0 end,
        pagato = pagato + case when new.genere = 'liquidazione' then new.importo else 0 end
    where id = new.capitolo_id;
  return null;
end $$;
create trigger conta after insert on rendicontazione_movimento
  for each row execute function rendicontazione_movimento_conta();
"""
VIA_MOVIMENTI = """
drop trigger conta on rendicontazione_movimento; drop function rendicontazione_movimento_conta();
drop trigger custodito on rendicontazione_movimento; drop function rendicontazione_movimento_custodito();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0003_conferma_adesione'),
        ('piano', '0002_isolamento'),
        ('rendicontazione', '0002_isolamento'),
        ('servizi', '0003_indicatori'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CapitoloBilancio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('stanziato', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=14, verbose_name='stanziato dalla versione in vigore')),
                ('impegnato', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=14, verbose_name='impegnato')),
                ('pagato', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=14, verbose_name='pagato')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('fondo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo')),
                ('obiettivo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.obiettivo')),
            ],
            options={
                'verbose_name': 'capitolo del bilancio',
                'verbose_name_plural': 'capitoli del bilancio',
                'ordering': ['-anno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Movimento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('genere', models.CharField(choices=[('impegno', 'Impegno'), ('liquidazione', 'Liquidazione')], max_length=12, verbose_name='che cosa')),
                ('giorno', models.DateField(verbose_name='data dell’atto')),
                ('atto', models.CharField(max_length=160, verbose_name='atto')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('causale', models.CharField(blank=True, max_length=200)),
                ('registrato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('capitolo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movimenti', to='rendicontazione.capitolobilancio')),
                ('registrato_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'movimenti',
                'ordering': ['giorno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='VersioneBilancio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('numero', models.PositiveSmallIntegerField()),
                ('stato', models.CharField(choices=[('bozza', 'In bozza'), ('approvata', 'Approvata')], default='bozza', max_length=12)),
                ('atto', models.CharField(blank=True, max_length=160, verbose_name='atto che la approva')),
                ('atto_del', models.DateField(null=True, verbose_name='data dell’atto')),
                ('creata_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name': 'versione del bilancio',
                'verbose_name_plural': 'versioni del bilancio',
                'ordering': ['-anno', 'numero'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RigaBilancio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('nota', models.CharField(blank=True, max_length=300)),
                ('revisione', models.PositiveIntegerField(default=1, editable=False)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('capitolo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='righe', to='rendicontazione.capitolobilancio')),
                ('versione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='righe', to='rendicontazione.versionebilancio')),
            ],
            options={
                'verbose_name': 'riga del bilancio',
                'verbose_name_plural': 'righe del bilancio',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='capitolobilancio',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno', 'obiettivo', 'fondo', 'comune'), name='capitolo_unico', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='capitolobilancio',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='capitolo_anno'),
        ),
        migrations.AddConstraint(
            model_name='capitolobilancio',
            constraint=models.CheckConstraint(condition=models.Q(('impegnato__gte', 0), ('impegnato__lte', models.F('stanziato'))), name='capitolo_impegnato'),
        ),
        migrations.AddConstraint(
            model_name='capitolobilancio',
            constraint=models.CheckConstraint(condition=models.Q(('pagato__gte', 0), ('pagato__lte', models.F('impegnato'))), name='capitolo_pagato'),
        ),
        migrations.AddIndex(
            model_name='movimento',
            index=models.Index(fields=['ambito', 'capitolo', 'genere'], name='rendicontaz_ambito__b67b63_idx'),
        ),
        migrations.AddConstraint(
            model_name='movimento',
            constraint=models.CheckConstraint(condition=models.Q(('genere__in', ['impegno', 'liquidazione'])), name='movimento_genere'),
        ),
        migrations.AddConstraint(
            model_name='movimento',
            constraint=models.CheckConstraint(condition=models.Q(('importo', 0), _negated=True), name='movimento_importo'),
        ),
        migrations.AddConstraint(
            model_name='movimento',
            constraint=models.CheckConstraint(condition=models.Q(('atto', ''), _negated=True), name='movimento_atto'),
        ),
        migrations.AddConstraint(
            model_name='versionebilancio',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno', 'numero'), name='versionebilancio_numero_unico'),
        ),
        migrations.AddConstraint(
            model_name='versionebilancio',
            constraint=models.UniqueConstraint(condition=models.Q(('stato', 'bozza')), fields=('ambito', 'anno'), name='versionebilancio_una_bozza'),
        ),
        migrations.AddConstraint(
            model_name='versionebilancio',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'approvata'])), name='versionebilancio_stato'),
        ),
        migrations.AddConstraint(
            model_name='versionebilancio',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='versionebilancio_anno'),
        ),
        migrations.AddConstraint(
            model_name='versionebilancio',
            constraint=models.CheckConstraint(condition=models.Q(('stato', 'bozza'), models.Q(models.Q(('atto', ''), _negated=True), ('atto_del__isnull', False)), _connector='OR'), name='versionebilancio_atto'),
        ),
        migrations.AddConstraint(
            model_name='rigabilancio',
            constraint=models.UniqueConstraint(fields=('ambito', 'versione', 'capitolo'), name='rigabilancio_unica'),
        ),
        migrations.AddConstraint(
            model_name='rigabilancio',
            constraint=models.CheckConstraint(condition=models.Q(('importo__gte', 0)), name='rigabilancio_importo'),
        ),
        IsolaAmbito("CapitoloBilancio", "Movimento", "VersioneBilancio", "RigaBilancio"),
        migrations.RunSQL(VERSIONI, VIA_VERSIONI),
        migrations.RunSQL(RIGHE, VIA_RIGHE),
        migrations.RunSQL(CAPITOLI, VIA_CAPITOLI),
        migrations.RunSQL(MOVIMENTI, VIA_MOVIMENTI),
    ]
