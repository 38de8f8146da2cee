"""I motivi dei rilievi di coerenza."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MotivoRilievo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chiave', models.CharField(max_length=60)),
                ('motivo', models.CharField(max_length=500)),
                ('scritto_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piano', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='motivi', to='piano.pianodizona')),
            ],
            options={
                'verbose_name_plural': 'motivi dei rilievi',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'piano', 'chiave'), name='motivorilievo_unico')],
            },
        ),
        IsolaAmbito("MotivoRilievo"),
    ]
