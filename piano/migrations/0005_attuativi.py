"""Gli attuativi annuali, posati sopra il piano; le versioni congelate si aggiungono e basta."""

import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

GUARDIANO = """
create trigger immutabile before update or delete on piano_versioneattuativo for each row execute function piano_immutabile();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0004_contesto'),
        ('servizi', '0006_carte_delle_pratiche'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PianoAttuativo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('stato', models.CharField(choices=[('bozza', 'In bozza'), ('verificato', 'Verificato dall’Ufficio di Piano'), ('proposto', 'Proposto all’Assemblea'), ('approvato', 'Approvato'), ('trasmesso', 'Trasmesso alla Regione'), ('in_attuazione', 'In attuazione'), ('monitorato', 'Monitorato'), ('rendicontato', 'Rendicontato'), ('chiuso', 'Chiuso')], default='bozza', max_length=16)),
                ('sintesi', models.TextField(blank=True, verbose_name='in breve')),
                ('deliberazione', models.CharField(blank=True, max_length=120, verbose_name='deliberazione di approvazione')),
                ('deliberato_il', models.DateField(null=True)),
                ('esito_voto', models.CharField(blank=True, max_length=300, verbose_name='ultimo esito in Assemblea')),
                ('creato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('creato_da', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piano', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attuativi', to='piano.pianodizona')),
            ],
            options={
                'verbose_name': 'piano attuativo',
                'verbose_name_plural': 'piani attuativi',
                'ordering': ['-anno'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='VersioneAttuativo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveIntegerField()),
                ('dati', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('impronta', models.CharField(max_length=64, verbose_name='impronta SHA-256 dei dati')),
                ('quando', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('attuativo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versioni', to='piano.pianoattuativo')),
                ('autore', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'versione del piano attuativo',
                'verbose_name_plural': 'versioni del piano attuativo',
                'ordering': ['-numero'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='VoceAttuativo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variazione', models.CharField(choices=[('confermato', 'Confermato'), ('modificato', 'Modificato'), ('sospeso', 'Sospeso'), ('aggiunto', 'Aggiunto')], default='confermato', max_length=12, verbose_name='rispetto al piano')),
                ('titolo', models.CharField(blank=True, max_length=200)),
                ('attivita', models.TextField(blank=True, verbose_name='che cosa si fa quest’anno')),
                ('responsabile', models.CharField(blank=True, max_length=160, verbose_name='chi ne risponde')),
                ('utenti_previsti', models.PositiveIntegerField(blank=True, null=True, verbose_name='persone che si prevede di raggiungere')),
                ('motivo', models.TextField(blank=True, verbose_name='perché cambia')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.areapolicy')),
                ('attuativo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voci', to='piano.pianoattuativo')),
                ('obiettivo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voci_attuative', to='piano.obiettivo')),
            ],
            options={
                'verbose_name': 'scheda dell’anno',
                'verbose_name_plural': 'schede dell’anno',
                'ordering': ['obiettivo__area__codice', 'obiettivo', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RisorsaAttuativo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('fondo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo')),
                ('voce', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risorse', to='piano.voceattuativo')),
            ],
            options={
                'verbose_name_plural': 'risorse dell’anno',
                'ordering': ['fondo__ordine', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='pianoattuativo',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'anno'), name='attuativo_anno_unico'),
        ),
        migrations.AddConstraint(
            model_name='pianoattuativo',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'verificato', 'proposto', 'approvato', 'trasmesso', 'in_attuazione', 'monitorato', 'rendicontato', 'chiuso'])), name='attuativo_stato'),
        ),
        migrations.AddConstraint(
            model_name='versioneattuativo',
            constraint=models.UniqueConstraint(fields=('ambito', 'attuativo', 'numero'), name='versioneattuativo_numero_unico'),
        ),
        migrations.AddConstraint(
            model_name='versioneattuativo',
            constraint=models.CheckConstraint(condition=models.Q(('numero__gte', 1)), name='versioneattuativo_numero'),
        ),
        migrations.AddConstraint(
            model_name='voceattuativo',
            constraint=models.UniqueConstraint(fields=('ambito', 'attuativo', 'obiettivo'), name='voceattuativo_unica'),
        ),
        migrations.AddConstraint(
            model_name='voceattuativo',
            constraint=models.CheckConstraint(condition=models.Q(('variazione__in', ['confermato', 'modificato', 'sospeso', 'aggiunto'])), name='voceattuativo_variazione'),
        ),
        migrations.AddConstraint(
            model_name='voceattuativo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), ('obiettivo__isnull', False), ('titolo', ''), models.Q(('variazione', 'aggiunto'), _negated=True)), models.Q(('area__isnull', False), ('obiettivo__isnull', True), ('variazione', 'aggiunto'), models.Q(('titolo', ''), _negated=True)), _connector='OR'), name='voceattuativo_aggiunta'),
        ),
        migrations.AddConstraint(
            model_name='voceattuativo',
            constraint=models.CheckConstraint(condition=models.Q(('variazione', 'confermato'), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='voceattuativo_motivata'),
        ),
        migrations.AddConstraint(
            model_name='risorsaattuativo',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('ambito', 'voce', 'fondo'), name='risorsaattuativo_unica'),
        ),
        migrations.AddConstraint(
            model_name='risorsaattuativo',
            constraint=models.CheckConstraint(condition=models.Q(('importo__gte', 0)), name='risorsaattuativo_importo'),
        ),
        IsolaAmbito("PianoAttuativo", "VoceAttuativo", "RisorsaAttuativo", "VersioneAttuativo"),
        migrations.RunSQL(GUARDIANO, "drop trigger immutabile on piano_versioneattuativo;"),
    ]
