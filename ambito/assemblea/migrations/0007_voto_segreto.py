"""Il voto segreto su schede di carta."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0006_osservazioni'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='votazione',
            name='votazione_scrutinio',
        ),
        migrations.AlterField(
            model_name='votazione',
            name='scrutinio',
            field=models.CharField(choices=[('palese_nominale', 'Voto palese'), ('palese_alzata', 'Voto palese, per alzata di mano'), ('segreto_carta', 'Voto segreto, su schede di carta')], default='palese_nominale', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='votazione',
            constraint=models.CheckConstraint(condition=models.Q(('scrutinio__in', ['palese_nominale', 'palese_alzata', 'segreto_carta'])), name='votazione_scrutinio'),
        ),
    ]
