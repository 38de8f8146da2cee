"""Elezione di presidente e vice, turno per turno; la risposta a un’osservazione al verbale."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

GUARDIANI = """
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
VIA = """
drop trigger conclusa on assemblea_elezione; drop function assemblea_elezione_conclusa();
drop trigger fermo on assemblea_turno; drop function assemblea_turno_fermo();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0012_consultazioni'),
    ]

    operations = [
        migrations.AddField(
            model_name='osservazione',
            name='accolta',
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name='osservazione',
            name='risposta',
            field=models.CharField(blank=True, max_length=500, verbose_name='che cosa se ne è fatto'),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='elezione',
            field=models.JSONField(default=dict, verbose_name='come si elegge il presidente'),
        ),
        migrations.CreateModel(
            name='Elezione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('carica', models.CharField(choices=[('presidente', 'Presidente'), ('vice', 'Vicepresidente')], max_length=12)),
                ('regola', models.JSONField()),
                ('stato', models.CharField(choices=[('aperta', 'In corso'), ('conclusa', 'Eletto'), ('annullata', 'Annullata')], default='aperta', max_length=10)),
                ('aperta_il', models.DateTimeField()),
                ('persona', models.CharField(blank=True, max_length=160, verbose_name='chi è eletto')),
                ('dal', models.DateField(null=True)),
                ('al', models.DateField(null=True)),
                ('motivo_annullamento', models.TextField(blank=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('eletto', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.seggioseduta')),
                ('punto', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elezioni', to='assemblea.puntoodg')),
                ('seduta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elezioni', to='assemblea.seduta')),
            ],
            options={
                'verbose_name_plural': 'elezioni',
                'ordering': ['-aperta_il'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Turno',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField()),
                ('presenti', models.PositiveSmallIntegerField()),
                ('componenti', models.PositiveSmallIntegerField()),
                ('voti', models.JSONField(verbose_name='codice del seggio → voti')),
                ('bianche', models.PositiveSmallIntegerField(default=0)),
                ('nulle', models.PositiveSmallIntegerField(default=0)),
                ('ammessi', models.JSONField(default=list, verbose_name='codici votabili al turno seguente; vuoto, tutti')),
                ('passaggi', models.JSONField()),
                ('scrutinato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('elezione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turni', to='assemblea.elezione')),
            ],
            options={
                'verbose_name_plural': 'turni',
                'ordering': ['numero'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='elezione',
            constraint=models.UniqueConstraint(condition=models.Q(('stato', 'aperta')), fields=('ambito', 'seduta'), name='elezione_aperta_unica'),
        ),
        migrations.AddConstraint(
            model_name='elezione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['aperta', 'conclusa', 'annullata'])), name='elezione_stato'),
        ),
        migrations.AddConstraint(
            model_name='elezione',
            constraint=models.CheckConstraint(condition=models.Q(('carica__in', ['presidente', 'vice'])), name='elezione_carica'),
        ),
        migrations.AddConstraint(
            model_name='elezione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato', 'conclusa'), _negated=True), models.Q(('dal__isnull', False), ('eletto__isnull', False), models.Q(('persona', ''), _negated=True)), _connector='OR'), name='elezione_con_eletto'),
        ),
        migrations.AddConstraint(
            model_name='elezione',
            constraint=models.CheckConstraint(condition=models.Q(('al__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='elezione_date'),
        ),
        migrations.AddConstraint(
            model_name='turno',
            constraint=models.UniqueConstraint(fields=('ambito', 'elezione', 'numero'), name='turno_numero_unico'),
        ),
        IsolaAmbito('elezione', 'turno'),
        migrations.RunSQL(GUARDIANI, VIA),
    ]
