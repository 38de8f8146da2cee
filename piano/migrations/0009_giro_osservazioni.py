"""I giri di osservazioni dei Comuni sulla bozza, con le risposte e i riscontri."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0008_sezioni_assegnate'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GiroOsservazioni',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField()),
                ('titolo', models.CharField(max_length=160)),
                ('lettera', models.TextField(max_length=5000, verbose_name='lettera ai Sindaci')),
                ('chiude', models.DateField(verbose_name='ultimo giorno per rispondere')),
                ('silenzio', models.CharField(choices=[('nessuna', 'Chi non risponde non ha osservazioni'), ('non_espresso', 'Chi non risponde non si è espresso')], default='nessuna', max_length=12, verbose_name='che cosa vale il silenzio')),
                ('stato', models.CharField(choices=[('preparato', 'In preparazione'), ('aperto', 'Aperto'), ('chiuso', 'Chiuso')], default='preparato', max_length=10)),
                ('sezioni', models.JSONField(default=list)),
                ('aperto_il', models.DateTimeField(null=True)),
                ('chiuso_il', models.DateTimeField(null=True)),
                ('motivo_chiusura', models.CharField(blank=True, max_length=500, verbose_name='perché si è chiuso prima')),
                ('creato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('creato_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piano', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='giri', to='piano.pianodizona')),
                ('versione', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='giri', to='piano.versionepiano')),
            ],
            options={
                'verbose_name': 'giro di osservazioni',
                'verbose_name_plural': 'giri di osservazioni',
                'ordering': ['-numero'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Osservazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('codice', models.CharField(max_length=12, verbose_name='sezione')),
                ('esito', models.CharField(choices=[('nessuna', 'Nessuna osservazione'), ('osservazione', 'Osservazione'), ('contrario', 'Contrario')], max_length=12)),
                ('testo', models.TextField(blank=True, max_length=4000)),
                ('revisione', models.PositiveIntegerField(default=1)),
                ('scritta_il', models.DateTimeField()),
                ('riscontro', models.CharField(blank=True, choices=[('accolta', 'Accolta'), ('in_parte', 'Accolta in parte'), ('respinta', 'Non accolta'), ('gia_presente', 'Già presente nel testo')], max_length=12)),
                ('motivo', models.TextField(blank=True, max_length=2000)),
                ('riscontro_il', models.DateTimeField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('giro', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='osservazioni', to='piano.giroosservazioni')),
                ('riscontro_da', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sezione_cambiata', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='piano.sezione')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'osservazioni',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='giroosservazioni',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'numero'), name='giro_numero_unico'),
        ),
        migrations.AddConstraint(
            model_name='giroosservazioni',
            constraint=models.UniqueConstraint(condition=models.Q(('stato__in', ['preparato', 'aperto'])), fields=('ambito', 'piano'), name='giro_uno_per_volta'),
        ),
        migrations.AddConstraint(
            model_name='giroosservazioni',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['preparato', 'aperto', 'chiuso'])), name='giro_stato'),
        ),
        migrations.AddConstraint(
            model_name='giroosservazioni',
            constraint=models.CheckConstraint(condition=models.Q(('silenzio__in', ['nessuna', 'non_espresso'])), name='giro_silenzio'),
        ),
        migrations.AddConstraint(
            model_name='giroosservazioni',
            constraint=models.CheckConstraint(condition=models.Q(('stato', 'preparato'), models.Q(('aperto_il__isnull', False), ('versione__isnull', False)), _connector='OR'), name='giro_congelato'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'giro', 'comune', 'codice'), name='osservazione_una_per_sezione'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.CheckConstraint(condition=models.Q(('esito__in', ['nessuna', 'osservazione', 'contrario'])), name='osservazione_esito'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.CheckConstraint(condition=models.Q(('esito', 'nessuna'), models.Q(('testo', ''), _negated=True), _connector='OR'), name='osservazione_con_testo'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.CheckConstraint(condition=models.Q(('riscontro__in', ['', 'accolta', 'in_parte', 'respinta', 'gia_presente'])), name='osservazione_riscontro'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.CheckConstraint(condition=models.Q(('riscontro', ''), ('esito__in', ('osservazione', 'contrario')), _connector='OR'), name='osservazione_riscontro_a_chi_scrive'),
        ),
        migrations.AddConstraint(
            model_name='osservazione',
            constraint=models.CheckConstraint(condition=models.Q(('riscontro__in', ['', 'accolta']), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='osservazione_riscontro_motivato'),
        ),
        IsolaAmbito("GiroOsservazioni", "Osservazione"),
    ]
