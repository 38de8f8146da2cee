"""Chi ha aperta una sezione per scriverla."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0013_commenti'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Presenza',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dal', models.DateTimeField(verbose_name='comincia')),
                ('visto_il', models.DateTimeField(verbose_name='ultimo segno')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('sezione', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presenze', to='piano.sezione')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'presenze',
                'ordering': ['dal'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'sezione', 'utente'), name='presenza_unica')],
            },
        ),
        IsolaAmbito("Presenza"),
    ]
