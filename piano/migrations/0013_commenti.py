"""I commenti alle sezioni e le loro risposte."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0012_tavoli_al_lavoro'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revisione', models.PositiveIntegerField(verbose_name='revisione letta')),
                ('passo', models.TextField(blank=True, verbose_name='passaggio')),
                ('prima', models.CharField(blank=True, max_length=80)),
                ('dopo', models.CharField(blank=True, max_length=80)),
                ('testo', models.TextField(verbose_name='commento')),
                ('proposta', models.TextField(blank=True, verbose_name='testo proposto')),
                ('stato', models.CharField(choices=[('aperto', 'Da esaminare'), ('accolto', 'Accolto'), ('respinto', 'Non accolto')], default='aperto', max_length=8)),
                ('scritto_il', models.DateTimeField()),
                ('motivo', models.CharField(blank=True, max_length=500)),
                ('esaminato_il', models.DateTimeField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('esaminato_da', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sezione', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commenti', to='piano.sezione')),
            ],
            options={
                'verbose_name_plural': 'commenti',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RispostaCommento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('testo', models.TextField(verbose_name='risposta')),
                ('scritta_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commento', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risposte', to='piano.commento')),
            ],
            options={
                'verbose_name_plural': 'risposte ai commenti',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='commento',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['aperto', 'accolto', 'respinto'])), name='commento_stato'),
        ),
        migrations.AddConstraint(
            model_name='commento',
            constraint=models.CheckConstraint(condition=models.Q(('proposta', ''), models.Q(('passo', ''), _negated=True), _connector='OR'), name='commento_proposta_su_un_passo'),
        ),
        IsolaAmbito("Commento", "RispostaCommento"),
    ]
