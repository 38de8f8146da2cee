"""Le versioni hanno una specie, un nome e una nota; quelle già congelate sono tutte proposte.

Il valore iniziale sta nella definizione della colonna: le righe congelate non si riscrivono.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("piano", "0006_quote_vincolate")]

    operations = [
        migrations.AddField("versionepiano", "nome", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("versionepiano", "nota", models.CharField(blank=True, default="", max_length=500), preserve_default=False),
        migrations.AddField(
            "versionepiano",
            "specie",
            models.CharField(choices=[("bozza", "Bozza"), ("proposta", "Proposta")], default="proposta", max_length=8),
        ),
        migrations.AddConstraint(
            "versionepiano",
            models.CheckConstraint(condition=models.Q(("specie__in", ["bozza", "proposta"])), name="versionepiano_specie"),
        ),
    ]
