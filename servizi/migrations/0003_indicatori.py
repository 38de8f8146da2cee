"""Gli indicatori che un Ambito aggiunge da sé, con un valore per Comune."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0002_isolamento'),
        ('servizi', '0002_isolamento'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndicatoreComunale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=120)),
                ('unita', models.CharField(max_length=60, verbose_name='unità di misura')),
                ('decimali', models.PositiveSmallIntegerField(choices=[(0, '0'), (1, '1'), (2, '2')], default=1, verbose_name='cifre dopo la virgola')),
                ('al', models.DateField(verbose_name='riferito al')),
                ('fonte', models.CharField(max_length=200)),
                ('spiega', models.CharField(blank=True, max_length=300, verbose_name='che cosa dice')),
                ('nel_piano', models.BooleanField(default=True, verbose_name='compare nel contesto del Piano di Zona')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'indicatori dei Comuni',
                'ordering': ['nome', '-al'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ValoreComunale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valore', models.DecimalField(decimal_places=2, max_digits=14)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('indicatore', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='valori', to='servizi.indicatorecomunale')),
            ],
            options={
                'verbose_name_plural': 'valori di indicatore',
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='indicatorecomunale',
            constraint=models.UniqueConstraint(fields=('ambito', 'nome', 'al'), name='indicatorecomunale_unico'),
        ),
        migrations.AddConstraint(
            model_name='indicatorecomunale',
            constraint=models.CheckConstraint(condition=models.Q(('decimali__lte', 2)), name='indicatorecomunale_decimali'),
        ),
        migrations.AddConstraint(
            model_name='valorecomunale',
            constraint=models.UniqueConstraint(fields=('ambito', 'indicatore', 'comune'), name='valorecomunale_unico'),
        ),
        IsolaAmbito("IndicatoreComunale", "ValoreComunale"),
    ]
