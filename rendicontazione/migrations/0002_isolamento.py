"""Isolamento per Ambito."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):
    dependencies = [
        ("rendicontazione", "0001_initial"),
        ("ambito", "0002_isolamento"),
        ("servizi", "0002_isolamento"),
    ]

    operations = [
        IsolaAmbito("Campagna", "Rendiconto", "VoceSpesa"),
    ]
