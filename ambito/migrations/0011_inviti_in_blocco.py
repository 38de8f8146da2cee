"""Un invito può aspettare il lavoro che lo spedisce: finché non parte, il giorno dell’invio è vuoto."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0010_avvisi'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invito',
            name='inviato_il',
            field=models.DateTimeField(null=True),
        ),
    ]
