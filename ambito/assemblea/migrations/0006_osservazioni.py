"""Le osservazioni di chi siede sul verbale."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0005_efficacia'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Osservazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('testo', models.TextField()),
                ('scritta_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verbale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='osservazioni', to='assemblea.verbale')),
            ],
            options={
                'verbose_name_plural': 'osservazioni',
                'ordering': ['scritta_il'],
                'default_permissions': [],
            },
        ),
        IsolaAmbito('osservazione'),
    ]
