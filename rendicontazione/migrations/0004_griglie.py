"""Il motivo di ciò che non è ancora impegnato, chiesto dal monitoraggio Multifondo: chiuso nel suo Ambito."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0003_conferma_adesione'),
        ('rendicontazione', '0003_bilancio'),
        ('servizi', '0003_indicatori'),
    ]

    operations = [
        migrations.CreateModel(
            name='MotivoResiduo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('motivo', models.CharField(max_length=300, verbose_name='perché non è ancora impegnato')),
                ('impegno_previsto', models.DateField(verbose_name='data prevista dell’impegno')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('assegnazione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.assegnazionefondo')),
            ],
            options={
                'verbose_name': 'motivo di un residuo',
                'verbose_name_plural': 'motivi dei residui',
                'ordering': ['pk'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'assegnazione'), name='motivoresiduo_unico')],
            },
        ),
        IsolaAmbito("MotivoResiduo"),
    ]
