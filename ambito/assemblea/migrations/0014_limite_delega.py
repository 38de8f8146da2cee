"""La delega limitata ad alcuni punti di una seduta."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0013_elezioni'),
    ]

    operations = [
        migrations.CreateModel(
            name='LimiteDelega',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('punti', models.JSONField(verbose_name='chiavi dei punti')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('seduta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.seduta')),
            ],
            options={
                'verbose_name_plural': 'limiti di delega',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'seduta', 'comune', 'email'), name='limite_delega_unico')],
            },
        ),
        IsolaAmbito('limitedelega'),
    ]
