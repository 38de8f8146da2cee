"""Le corrispondenze delle griglie, uguali per tutti gli Ambiti: le scrive chi gestisce la piattaforma, anno per anno."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Quanti Ambiti (le prove generali non contano) hanno chiuso la rendicontazione di ogni anno, anche se poi l’hanno riaperta: la
# chiusura e le griglie consegnate restano. Non dice quali. Come `gestione_conteggi`: nessun potere suo, entra in un Ambito per volta, conta, e rimette l’Ambito di prima.
CONSEGNE = """
create function rendicontazione_consegne() returns table (anno integer, ambiti bigint)
language plpgsql set search_path = public, pg_temp as $$
declare
  prima text := current_setting('app.ambito_id', true);
  quale bigint;
  chiusi integer[] := '{}';
begin
  for quale in select a.id from ambito_ambito a where a.prova_di = '' order by a.id loop
    perform set_config('app.ambito_id', quale::text, true);
    chiusi := chiusi || array(
      select distinct c.anno::integer from rendicontazione_campagna c
      join rendicontazione_chiusuracampagna u on u.campagna_id = c.id and u.ambito_id = quale
      where c.ambito_id = quale
    );
  end loop;
  perform set_config('app.ambito_id', coalesce(prima, ''), true);
  return query select u.a, count(*) from unnest(chiusi) as u(a) group by u.a order by u.a;
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_prova_generale'),
        ('rendicontazione', '0007_controlli'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VersioneCorrispondenze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('griglia', models.CharField(max_length=40)),
                ('anno', models.PositiveSmallIntegerField()),
                ('creata_il', models.DateTimeField()),
                ('creata_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'versione delle corrispondenze',
                'verbose_name_plural': 'versioni delle corrispondenze',
                'ordering': ['griglia', 'anno'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Corrispondenza',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asse', models.CharField(choices=[('riga', 'Riga'), ('colonna', 'Colonna')], max_length=7)),
                ('intervento', models.CharField(blank=True, max_length=40, verbose_name='obiettivo di servizio')),
                ('area', models.CharField(blank=True, max_length=40, verbose_name='area di utenza')),
                ('voce', models.CharField(max_length=40, verbose_name='casella')),
                ('peso', models.DecimalField(decimal_places=2, max_digits=5)),
                ('versione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='righe', to='rendicontazione.versionecorrispondenze')),
            ],
            options={
                'verbose_name_plural': 'corrispondenze',
                'ordering': ['-asse', 'intervento', 'area', 'voce'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='versionecorrispondenze',
            constraint=models.UniqueConstraint(fields=('griglia', 'anno'), name='versionecorrispondenze_unica'),
        ),
        migrations.AddConstraint(
            model_name='versionecorrispondenze',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='versionecorrispondenze_anno'),
        ),
        migrations.AddConstraint(
            model_name='corrispondenza',
            constraint=models.UniqueConstraint(fields=('versione', 'asse', 'intervento', 'area', 'voce'), name='corrispondenza_unica'),
        ),
        migrations.AddConstraint(
            model_name='corrispondenza',
            constraint=models.CheckConstraint(condition=models.Q(('asse__in', ['riga', 'colonna'])), name='corrispondenza_asse'),
        ),
        migrations.AddConstraint(
            model_name='corrispondenza',
            constraint=models.CheckConstraint(condition=models.Q(('peso__gt', 0)), name='corrispondenza_peso'),
        ),
        migrations.AddConstraint(
            model_name='corrispondenza',
            constraint=models.CheckConstraint(condition=models.Q(('voce', ''), _negated=True), name='corrispondenza_voce'),
        ),
        migrations.RunSQL(CONSEGNE, "drop function rendicontazione_consegne()"),
    ]
