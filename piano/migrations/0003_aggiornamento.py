"""L’aggiornamento di un piano in vigore, e sul piano la versione adottata. I piani già approvati hanno la loro ultima proposta."""

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito, IsolaChiave

# Le regole di riga valgono anche per chi migra: si entra in un Ambito per volta.
ADOTTATE = """
do $$
declare
  prima text := current_setting('app.ambito_id', true);
  quale bigint;
begin
  for quale in select a.id from ambito_ambito a order by a.id loop
    perform set_config('app.ambito_id', quale::text, true);
    update piano_pianodizona p set adottata_id = (
      select v.id from piano_versionepiano v where v.ambito_id = quale and v.piano_id = p.id and v.specie = 'proposta'
      order by v.numero desc limit 1
    ) where p.ambito_id = quale and p.deliberazione <> '';
  end loop;
  perform set_config('app.ambito_id', coalesce(prima, ''), true);
end $$;
"""
# Le chiavi si guardano subito: con controlli in sospeso PostgreSQL non lascia più fare gli indici, che Django crea alla fine.
SUBITO = "set constraints all immediate"

# Un aggiornamento concluso è storia: di una versione superata dice chi l’aveva adottata e quando ha smesso di valere.
CONCLUSI = (
    "create trigger concluso before update or delete on piano_aggiornamento for each row"
    " when (old.chiuso_il is not null) execute function piano_immutabile()"
)


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0004_memoria_lavori'),
        ('piano', '0002_isolamento'),
        ('servizi', '0003_indicatori'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Aggiornamento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deliberazione', models.CharField(blank=True, max_length=120, verbose_name='deliberazione che aveva adottato la versione di partenza')),
                ('deliberato_il', models.DateField(null=True)),
                ('motivo', models.CharField(max_length=500)),
                ('aperto_il', models.DateTimeField()),
                ('com_era', models.JSONField(default=dict)),
                ('esito', models.CharField(choices=[('in_corso', 'In corso'), ('adottato', 'Adottato'), ('ritirato', 'Ritirato')], default='in_corso', max_length=8)),
                ('chiuso_il', models.DateTimeField(null=True)),
                ('nota', models.CharField(blank=True, max_length=500, verbose_name='perché è stato ritirato, o con quale atto adottato')),
                ('adottato_il', models.DateField(null=True, verbose_name='data della deliberazione che adotta la versione nuova')),
            ],
            options={
                'verbose_name_plural': 'aggiornamenti',
                'ordering': ['-aperto_il', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='areapolicy',
            name='areapolicy_codice_unico',
        ),
        migrations.RemoveConstraint(
            model_name='obiettivo',
            name='obiettivo_codice_unico',
        ),
        migrations.RemoveConstraint(
            model_name='pianodizona',
            name='piano_stato',
        ),
        migrations.AddField(
            model_name='pianodizona',
            name='adottata',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.versionepiano'),
        ),
        migrations.AddField(
            model_name='versionepiano',
            name='aggiorna',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.versionepiano'),
        ),
        migrations.AlterField(
            model_name='pianodizona',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In bozza'), ('proposto', 'Proposto all’Assemblea'), ('approvato', 'Approvato'), ('vigente', 'Vigente'), ('in_aggiornamento', 'Vigente, in aggiornamento'), ('aggiornamento_proposto', 'Vigente, aggiornamento proposto'), ('concluso', 'Concluso')], default='bozza', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='areapolicy',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('ambito', 'piano', 'codice'), name='areapolicy_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='pianodizona',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'proposto', 'approvato', 'vigente', 'in_aggiornamento', 'aggiornamento_proposto', 'concluso'])), name='piano_stato'),
        ),
        migrations.AddConstraint(
            model_name='pianodizona',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ['aggiornamento_proposto', 'in_aggiornamento']), _negated=True), ('adottata__isnull', False), _connector='OR'), name='piano_aggiorna_la_adottata'),
        ),
        migrations.AddField(
            model_name='aggiornamento',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='aggiornamento',
            name='aperto_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='aggiornamento',
            name='arriva_a',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.versionepiano'),
        ),
        migrations.AddField(
            model_name='aggiornamento',
            name='parte_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.versionepiano'),
        ),
        migrations.AddField(
            model_name='aggiornamento',
            name='piano',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aggiornamenti', to='piano.pianodizona'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='nato_con',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.aggiornamento'),
        ),
        migrations.AddConstraint(
            model_name='obiettivo',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('ambito', 'piano', 'codice'), name='obiettivo_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='aggiornamento',
            constraint=models.UniqueConstraint(condition=models.Q(('chiuso_il', None)), fields=('ambito', 'piano'), name='aggiornamento_uno_per_volta'),
        ),
        migrations.AddConstraint(
            model_name='aggiornamento',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('arriva_a', None), ('chiuso_il', None), ('esito', 'in_corso')), models.Q(('adottato_il__isnull', False), ('arriva_a__isnull', False), ('chiuso_il__isnull', False), ('esito', 'adottato')), models.Q(('arriva_a', None), ('chiuso_il__isnull', False), ('esito', 'ritirato')), _connector='OR'), name='aggiornamento_esito'),
        ),
        migrations.AddConstraint(
            model_name='aggiornamento',
            constraint=models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='aggiornamento_motivato'),
        ),
        IsolaAmbito("Aggiornamento"),
        IsolaChiave("PianoDiZona", "adottata"),
        IsolaChiave("VersionePiano", "aggiorna"),
        IsolaChiave("Obiettivo", "nato_con"),
        migrations.RunSQL(CONCLUSI, "drop trigger concluso on piano_aggiornamento"),
        migrations.RunSQL([ADOTTATE, SUBITO], migrations.RunSQL.noop),
    ]
