"""Il verbale firmato digitalmente."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0014_limite_delega'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VerbaleFirmato',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome_file', models.CharField(max_length=150)),
                ('sha256', models.CharField(max_length=64)),
                ('byte', models.BinaryField()),
                ('firme', models.JSONField()),
                ('caricato_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('caricato_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('documento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.documento')),
                ('verbale', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='firmato', to='assemblea.verbale')),
            ],
            options={
                'verbose_name_plural': 'verbali firmati',
                'default_permissions': [],
            },
        ),
        IsolaAmbito('verbalefirmato'),
    ]
