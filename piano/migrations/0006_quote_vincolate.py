"""La parte vincolata dei fondi, collegata agli obiettivi."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0005_attuativi'),
        ('servizi', '0007_apertura_dei_bandi'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuotaVincolata',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('assegnazione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.assegnazionefondo')),
                ('obiettivo', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quote', to='piano.obiettivo')),
            ],
            options={
                'verbose_name': 'quota vincolata',
                'verbose_name_plural': 'quote vincolate',
                'ordering': ['assegnazione__annualita', 'pk'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'assegnazione', 'obiettivo'), name='quotavincolata_unica'), models.CheckConstraint(condition=models.Q(('importo__gt', 0)), name='quotavincolata_importo')],
            },
        ),
        IsolaAmbito("QuotaVincolata"),
    ]
