"""Ogni quanto una persona vuole gli avvisi per posta."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0008_colonne'),
    ]

    operations = [
        migrations.AddField(
            model_name='avviso',
            name='in_riepilogo',
            field=models.BooleanField(default=False, verbose_name='parte con gli altri, in un messaggio solo'),
        ),
        migrations.CreateModel(
            name='PreferenzaPosta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cadenza', models.CharField(choices=[('subito', 'Subito, un messaggio per ogni avviso'), ('giornaliera', 'Una volta al giorno, alle sette, tutti in un messaggio'), ('mai', 'Mai: li leggo nel portale')], max_length=12)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('utente', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'preferenze di posta',
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'utente'), name='preferenza_posta_unica'), models.CheckConstraint(condition=models.Q(('cadenza__in', ['subito', 'giornaliera', 'mai'])), name='preferenza_posta_cadenza')],
            },
        ),
        IsolaAmbito('PreferenzaPosta'),
    ]
