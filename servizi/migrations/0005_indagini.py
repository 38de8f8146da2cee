"""Indagini sui bisogni."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('servizi', '0004_affidamenti_pratiche_reti'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indagine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titolo', models.CharField(max_length=200)),
                ('svolta_il', models.DateField(verbose_name='svolta il')),
                ('a_chi', models.CharField(max_length=200, verbose_name='a chi si è chiesto')),
                ('invitati', models.PositiveIntegerField(blank=True, null=True, verbose_name='quanti invitati')),
                ('rispondenti', models.PositiveIntegerField(blank=True, null=True, verbose_name='quanti hanno risposto')),
                ('fonte', models.CharField(blank=True, max_length=200, verbose_name='chi l’ha fatta')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'indagini',
                'ordering': ['-svolta_il', 'titolo'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RispostaIndagine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domanda', models.CharField(max_length=300)),
                ('risposta', models.CharField(max_length=200)),
                ('quante', models.PositiveIntegerField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('indagine', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risposte', to='servizi.indagine')),
            ],
            options={
                'verbose_name_plural': 'risposte d’indagine',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='indagine',
            constraint=models.UniqueConstraint(fields=('ambito', 'titolo', 'svolta_il'), name='indagine_unica'),
        ),
        migrations.AddConstraint(
            model_name='indagine',
            constraint=models.CheckConstraint(condition=models.Q(('rispondenti__isnull', True), ('invitati__isnull', True), ('invitati__gte', models.F('rispondenti')), _connector='OR'), name='indagine_rispondenti'),
        ),
        migrations.AddConstraint(
            model_name='rispostaindagine',
            constraint=models.UniqueConstraint(fields=('ambito', 'indagine', 'domanda', 'risposta'), name='rispostaindagine_unica'),
        ),
        IsolaAmbito("Indagine", "RispostaIndagine"),
    ]
