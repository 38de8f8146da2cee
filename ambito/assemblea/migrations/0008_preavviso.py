"""Preavviso in giorni lavorativi, urgenza, deposito delle carte; l’articolo da cui viene ogni voce della regola."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assemblea', '0007_voto_segreto'),
    ]

    operations = [
        migrations.AddField(
            model_name='regolavoto',
            name='articoli',
            field=models.JSONField(default=dict, verbose_name='da quale articolo viene ogni voce'),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='deposito_ore',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='preavviso_lavorativi',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='urgenza_ore',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
