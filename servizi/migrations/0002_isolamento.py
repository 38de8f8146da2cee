from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):
    dependencies = [("servizi", "0001_initial"), ("ambito", "0002_isolamento")]

    operations = [IsolaAmbito("AreaUtenza", "Intervento", "Fondo")]
