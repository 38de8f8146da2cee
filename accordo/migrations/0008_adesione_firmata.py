"""Del file firmato di un’adesione resta quale PDF, preparato dal portale, è stato firmato."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaChiave


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0007_adesioni'),
        ('ambito', '0003_conferma_adesione'),
    ]

    operations = [
        migrations.AddField(
            model_name='allegatoadesione',
            name='documento',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.documento'),
        ),
        IsolaChiave("AllegatoAdesione", "documento"),
    ]
