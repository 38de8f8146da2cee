"""Di un lavoro si scrive anche la memoria, non solo il calcolo."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0003_conferma_adesione'),
    ]

    operations = [
        migrations.AddField(
            model_name='lavoro',
            name='memoria_massima',
            field=models.BigIntegerField(null=True, verbose_name='byte di memoria del processo più grande, nell’ultimo tentativo'),
        ),
    ]
