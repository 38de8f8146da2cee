"""Le figure dei testi: un’immagine non cambia e non sparisce, perché le versioni congelate la mostrano ancora."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Si correggono le parole, e la si può togliere dall’elenco, una volta.
CUSTODITE = (
    "create trigger custodito before update or delete on piano_figura for each row"
    " execute function documento_custodito('{tolta_il,titolo,descrizione,fonte}')"
)


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0014_nome_organo'),
        ('piano', '0004_archivio'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Figura',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('codice', models.CharField(max_length=40)),
                ('byte', models.BinaryField()),
                ('formato', models.CharField(choices=[('png', 'PNG'), ('jpeg', 'JPEG')], max_length=4)),
                ('impronta', models.CharField(max_length=64)),
                ('larghezza', models.PositiveSmallIntegerField(verbose_name='larghezza in pixel')),
                ('altezza', models.PositiveSmallIntegerField(verbose_name='altezza in pixel')),
                ('titolo', models.CharField(max_length=200, verbose_name='didascalia')),
                ('descrizione', models.CharField(max_length=500, verbose_name='che cosa mostra')),
                ('fonte', models.CharField(blank=True, max_length=200)),
                ('caricata_il', models.DateTimeField()),
                ('tolta_il', models.DateTimeField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('caricata_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piano', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figure', to='piano.pianodizona')),
            ],
            options={
                'verbose_name_plural': 'figure',
                'ordering': ['pk'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'piano', 'codice'), name='figura_codice_unico'), models.CheckConstraint(condition=models.Q(('formato__in', ['png', 'jpeg'])), name='figura_formato')],
            },
        ),
        IsolaAmbito("Figura"),
        migrations.RunSQL(CUSTODITE, "drop trigger custodito on piano_figura"),
    ]
