"""La consultazione scritta e la richiesta di convocazione; la banca dati rifiuta una risposta cambiata, o data a cosa chiusa."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# `for share`: chi risponde aspetta chi sta chiudendo, e poi trova la consultazione chiusa.
GUARDIANI = """
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
VIA = """
drop trigger conclusa on assemblea_consultazione; drop function assemblea_consultazione_conclusa();
drop trigger ferma on assemblea_risposta; drop function assemblea_risposta_ferma();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0011_regola_completa'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regola_congelata', models.JSONField()),
                ('seggi', models.JSONField(verbose_name='Comuni con il loro peso, all’apertura')),
                ('oggetto', models.CharField(max_length=300)),
                ('testo', models.TextField(blank=True, verbose_name='testo della proposta')),
                ('materia', models.CharField(default='ordinaria', max_length=40)),
                ('stato', models.CharField(choices=[('aperta', 'Aperta'), ('chiusa', 'Chiusa'), ('annullata', 'Annullata')], default='aperta', max_length=10)),
                ('aperta_il', models.DateTimeField()),
                ('scade_il', models.DateTimeField(verbose_name='si risponde fino a')),
                ('chiusa_il', models.DateTimeField(null=True)),
                ('esito_calcolo', models.JSONField(null=True)),
                ('approvata', models.BooleanField(null=True)),
                ('impronta', models.CharField(blank=True, max_length=64)),
                ('motivo_annullamento', models.TextField(blank=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('organo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultazioni', to='assemblea.organo')),
                ('regola', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.regolavoto')),
            ],
            options={
                'verbose_name_plural': 'consultazioni',
                'ordering': ['-aperta_il'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Richiesta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('oggetto', models.CharField(max_length=300, verbose_name='argomento')),
                ('testo', models.TextField(blank=True, verbose_name='perché, e che cosa si propone')),
                ('chiesta_il', models.DateTimeField()),
                ('raggiunta_il', models.DateTimeField(null=True, verbose_name='le firme bastano da')),
                ('convocare_entro', models.DateField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('organo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='richieste', to='assemblea.organo')),
            ],
            options={
                'verbose_name_plural': 'richieste di convocazione',
                'ordering': ['-chiesta_il'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Firma',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firmata_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('richiesta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='firme', to='assemblea.richiesta')),
            ],
            options={
                'verbose_name_plural': 'firme',
                'ordering': ['firmata_il'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Risposta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('espressione', models.CharField(choices=[('favorevole', 'Favorevole'), ('contrario', 'Contrario'), ('astenuto', 'Astenuto'), ('conflitto', 'In conflitto di interessi, non partecipa'), ('non_votante', 'Presente, non ha votato')], max_length=12)),
                ('nota', models.TextField(blank=True, verbose_name='osservazioni')),
                ('persona', models.CharField(max_length=160, verbose_name='chi risponde')),
                ('data_il', models.DateTimeField()),
                ('ricevuta', models.CharField(max_length=20)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('consultazione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='risposte', to='assemblea.consultazione')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'risposte',
                'ordering': ['comune__nome'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='consultazione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['aperta', 'chiusa', 'annullata'])), name='consultazione_stato'),
        ),
        migrations.AddConstraint(
            model_name='consultazione',
            constraint=models.CheckConstraint(condition=models.Q(('scade_il__gt', models.F('aperta_il'))), name='consultazione_date', violation_error_message='Il termine viene dopo l’apertura.'),
        ),
        migrations.AddConstraint(
            model_name='consultazione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato', 'chiusa'), _negated=True), models.Q(('approvata__isnull', False), ('esito_calcolo__isnull', False)), _connector='OR'), name='consultazione_contata'),
        ),
        migrations.AddConstraint(
            model_name='firma',
            constraint=models.UniqueConstraint(fields=('ambito', 'richiesta', 'comune'), name='firma_unica'),
        ),
        migrations.AddConstraint(
            model_name='risposta',
            constraint=models.UniqueConstraint(fields=('ambito', 'consultazione', 'comune'), name='risposta_unica'),
        ),
        migrations.AddConstraint(
            model_name='risposta',
            constraint=models.CheckConstraint(condition=models.Q(('espressione__in', ['favorevole', 'contrario', 'astenuto', 'conflitto'])), name='risposta_espressione'),
        ),
        IsolaAmbito('consultazione', 'richiesta', 'risposta', 'firma'),
        migrations.RunSQL(GUARDIANI, VIA),
    ]
