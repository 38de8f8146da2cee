"""Il piano di formazione degli operatori."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0010_monitoraggio'),
        ('servizi', '0006_carte_delle_pratiche'),
    ]

    operations = [
        migrations.CreateModel(
            name='IniziativaFormativa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('argomento', models.CharField(max_length=200)),
                ('chi_la_tiene', models.CharField(blank=True, max_length=160, verbose_name='chi la tiene')),
                ('ore', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='ore di ogni partecipante')),
                ('inizio', models.DateField(blank=True, null=True)),
                ('fine', models.DateField(blank=True, null=True)),
                ('costo', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('stato', models.CharField(choices=[('prevista', 'Prevista'), ('svolta', 'Svolta'), ('annullata', 'Annullata')], default='prevista', editable=False, max_length=10)),
                ('voto', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, verbose_name='voto medio dei partecipanti, da 1 a 5')),
                ('giudizio', models.CharField(blank=True, max_length=500, verbose_name='che cosa ne resta')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('fondo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo')),
                ('obiettivo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='formazione', to='piano.obiettivo', verbose_name='obiettivo che sostiene')),
                ('piano', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='iniziative', to='piano.pianodizona')),
            ],
            options={
                'verbose_name_plural': 'iniziative formative',
                'ordering': ['anno', 'inizio', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='PartecipazioneFormazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figura', models.CharField(max_length=120, verbose_name='figura professionale')),
                ('attese', models.PositiveSmallIntegerField(default=0, verbose_name='quante se ne aspettano')),
                ('venute', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='quante sono venute')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('iniziativa', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partecipazioni', to='piano.iniziativaformativa')),
            ],
            options={
                'verbose_name_plural': 'partecipazioni alla formazione',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='iniziativaformativa',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'anno', 'argomento'), name='iniziativa_unica'),
        ),
        migrations.AddConstraint(
            model_name='iniziativaformativa',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['prevista', 'svolta', 'annullata'])), name='iniziativa_stato'),
        ),
        migrations.AddConstraint(
            model_name='iniziativaformativa',
            constraint=models.CheckConstraint(condition=models.Q(('ore__gt', 0)), name='iniziativa_ore'),
        ),
        migrations.AddConstraint(
            model_name='iniziativaformativa',
            constraint=models.CheckConstraint(condition=models.Q(('voto__isnull', True), models.Q(('voto__gte', 1), ('voto__lte', 5)), _connector='OR'), name='iniziativa_voto'),
        ),
        migrations.AddConstraint(
            model_name='iniziativaformativa',
            constraint=models.CheckConstraint(condition=models.Q(('fine__isnull', True), ('inizio__isnull', True), ('fine__gte', models.F('inizio')), _connector='OR'), name='iniziativa_periodo'),
        ),
        migrations.AddConstraint(
            model_name='partecipazioneformazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'iniziativa', 'figura', 'comune'), name='partecipazione_unica', nulls_distinct=False),
        ),
        IsolaAmbito("IniziativaFormativa", "PartecipazioneFormazione"),
    ]
