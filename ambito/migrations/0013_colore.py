"""Il colore della testata: uno di quelli su cui il bianco si legge, o quello del portale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ambito", "0012_prova_generale")]

    operations = [
        migrations.AddField(
            model_name="ambito",
            name="colore",
            field=models.CharField("colore della testata", blank=True, default="", max_length=7),
        ),
    ]
