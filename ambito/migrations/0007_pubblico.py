"""Il giorno da cui una cosa si legge nelle pagine pubbliche, quando l’ufficio ne decide uno."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0006_casa'),
    ]

    operations = [
        migrations.CreateModel(
            name='DataPubblica',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('oggetto_tipo', models.CharField(max_length=40)),
                ('oggetto_id', models.BigIntegerField()),
                ('dal', models.DateField(verbose_name='si pubblica dal')),
                ('motivo', models.CharField(blank=True, max_length=300, verbose_name='perché quel giorno')),
                ('decisa_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('decisa_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'data di pubblicazione',
                'verbose_name_plural': 'date di pubblicazione',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'oggetto_tipo', 'oggetto_id'), name='datapubblica_unica'), models.CheckConstraint(condition=models.Q(('oggetto_tipo', ''), _negated=True), name='datapubblica_di_qualcosa')],
            },
        ),
        IsolaAmbito("DataPubblica"),
    ]
