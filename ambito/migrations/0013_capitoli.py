"""I capitoli già impaginati dei documenti lunghi, da riusare finché il loro testo non cambia."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrammentoDocumento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('impronta', models.CharField(max_length=64)),
                ('byte', models.BinaryField()),
                ('dimensione', models.PositiveIntegerField()),
                ('usato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'capitoli impaginati',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'impronta'), name='frammento_impronta_unica')],
            },
        ),
        IsolaAmbito("FrammentoDocumento"),
    ]
