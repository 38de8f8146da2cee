"""Ciò che una persona segue, chiuso nel suo Ambito; quando una persona ha fatto l’ultima cosa nel portale; gli eventi per ora."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0005_trasloco'),
    ]

    operations = [
        migrations.AddField(
            model_name='utente',
            name='visto_il',
            field=models.DateTimeField(editable=False, null=True, verbose_name='ultima azione nel portale'),
        ),
        migrations.CreateModel(
            name='OggettoSeguito',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('oggetto_tipo', models.CharField(max_length=60)),
                ('oggetto_id', models.BigIntegerField()),
                ('dal', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'oggetti seguiti',
                'ordering': ['-dal', '-pk'],
                'default_permissions': [],
                'indexes': [models.Index(fields=['ambito', 'oggetto_tipo', 'oggetto_id'], name='oggetto_seguito_di_chi')],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'utente', 'oggetto_tipo', 'oggetto_id'), name='oggetto_seguito_unico')],
            },
        ),
        migrations.AddIndex(
            model_name='evento',
            index=models.Index(fields=['ambito', '-quando'], name='evento_per_ora'),
        ),
        IsolaAmbito("OggettoSeguito"),
    ]
