"""L’Ufficio di Piano: regolamento, addetti, responsabili dei compiti."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0008_preavviso'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddettoUfficio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=160, verbose_name='nome e cognome')),
                ('figura', models.CharField(choices=[('assistente', 'Assistente sociale'), ('amministrativo', 'Amministrativo'), ('contabile', 'Contabile'), ('progettista', 'Progettazione e bandi'), ('statistico', 'Dati e sistema informativo'), ('psicologo', 'Psicologo'), ('altro', 'Altra figura')], max_length=16)),
                ('ore', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='ore alla settimana')),
                ('da_ente', models.CharField(blank=True, max_length=160, verbose_name='di quale ente è')),
                ('dal', models.DateField()),
                ('al', models.DateField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'addetti dell’Ufficio',
                'ordering': ['nome'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RegolamentoUfficio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('versione', models.PositiveSmallIntegerField()),
                ('atto', models.CharField(max_length=200, verbose_name='atto dell’ente capofila')),
                ('dal', models.DateField(verbose_name='in vigore dal')),
                ('al', models.DateField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('deliberazione', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.deliberazione')),
            ],
            options={
                'verbose_name_plural': 'regolamenti dell’Ufficio',
                'ordering': ['-versione'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ResponsabileCompito',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('compito', models.CharField(choices=[('a', 'Programmare, attuare il piano e amministrare le risorse dell’Ambito'), ('b', 'Analizzare e valutare l’offerta, accreditare e vigilare sulle strutture'), ('c', 'Coordinare le reti locali'), ('d', 'Cercare finanziamenti attraverso i bandi'), ('e', 'Progettare i servizi, affidarne la gestione, pagare, controllare e rendicontare'), ('f', 'Tenere il raccordo con gli uffici dei Comuni e il servizio sociale professionale'), ('g', 'Controllare, seguire e valutare servizi e prestazioni'), ('h', 'Raccogliere i dati sui servizi e sui bisogni, anche per la Regione'), ('i', 'Tenere i rapporti con ATS, Regione, terzo settore e sindacati')], max_length=1)),
                ('addetto', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='compiti', to='assemblea.addettoufficio')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'responsabili dei compiti',
                'ordering': ['compito'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='addettoufficio',
            constraint=models.CheckConstraint(condition=models.Q(('ore__gt', 0), ('ore__lte', 48)), name='addetto_ore'),
        ),
        migrations.AddConstraint(
            model_name='addettoufficio',
            constraint=models.CheckConstraint(condition=models.Q(('figura__in', ['assistente', 'amministrativo', 'contabile', 'progettista', 'statistico', 'psicologo', 'altro'])), name='addetto_figura'),
        ),
        migrations.AddConstraint(
            model_name='addettoufficio',
            constraint=models.CheckConstraint(condition=models.Q(('al__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='addetto_date'),
        ),
        migrations.AddConstraint(
            model_name='regolamentoufficio',
            constraint=models.UniqueConstraint(fields=('ambito', 'versione'), name='regolamentoufficio_versione'),
        ),
        migrations.AddConstraint(
            model_name='regolamentoufficio',
            constraint=models.CheckConstraint(condition=models.Q(('al__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='regolamentoufficio_date'),
        ),
        migrations.AddConstraint(
            model_name='responsabilecompito',
            constraint=models.UniqueConstraint(fields=('ambito', 'compito'), name='responsabile_unico'),
        ),
        migrations.AddConstraint(
            model_name='responsabilecompito',
            constraint=models.CheckConstraint(condition=models.Q(('compito__in', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])), name='responsabile_compito'),
        ),
        IsolaAmbito('addettoufficio', 'regolamentoufficio', 'responsabilecompito'),
    ]
