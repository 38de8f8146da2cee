"""L’esito si dice «del voto», con qualunque nome abbia l’organo: cambiano le parole, non i dati."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0009_sospensione'),
    ]

    operations = [
        migrations.AlterField(
            model_name='pianoriparto',
            name='esito_voto',
            field=models.CharField(blank=True, max_length=300, verbose_name='ultimo esito del voto'),
        ),
    ]
