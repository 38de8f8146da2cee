"""Affidamenti e pagamenti, pratiche e sopralluoghi, reti, valutazioni."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('assemblea', '0015_verbale_firmato'),
        ('servizi', '0003_offerta_misure_fondi_bandi'),
    ]

    operations = [
        migrations.CreateModel(
            name='Affidamento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('oggetto', models.CharField(max_length=250)),
                ('forma', models.CharField(choices=[('gara', 'Gara d’appalto'), ('diretto', 'Affidamento diretto'), ('convenzione', 'Convenzione'), ('coprogettazione', 'Co-progettazione'), ('accreditamento', 'Accreditamento'), ('in_house', 'All’ente strumentale dell’Ambito')], max_length=16, verbose_name='come è affidato')),
                ('affidatario', models.CharField(max_length=200, verbose_name='a chi')),
                ('mandato', models.CharField(blank=True, max_length=200, verbose_name='deliberazione che non è nel registro')),
                ('atto', models.CharField(max_length=200, verbose_name='atto di affidamento')),
                ('atto_del', models.DateField(verbose_name='data dell’atto')),
                ('cig', models.CharField(blank=True, max_length=10, verbose_name='CIG')),
                ('cup', models.CharField(blank=True, max_length=15, verbose_name='CUP')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('dal', models.DateField()),
                ('al', models.DateField()),
                ('rinnovabile_fino', models.DateField(blank=True, null=True, verbose_name='si può rinnovare fino al')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('deliberazione', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.deliberazione', verbose_name='deliberazione da cui discende')),
                ('fondo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo')),
                ('servizio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affidamenti', to='servizi.servizio')),
            ],
            options={
                'verbose_name_plural': 'affidamenti',
                'ordering': ['-al', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Pagamento',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giorno', models.DateField(verbose_name='pagato il')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('atto', models.CharField(max_length=160, verbose_name='atto di liquidazione')),
                ('periodo', models.CharField(blank=True, max_length=80, verbose_name='periodo a cui si riferisce')),
                ('affidamento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pagamenti', to='servizi.affidamento')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
            ],
            options={
                'verbose_name_plural': 'pagamenti',
                'ordering': ['giorno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Pratica',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('genere', models.CharField(choices=[('avvio', 'Comunicazione preventiva di esercizio'), ('accreditamento', 'Accreditamento')], max_length=14, verbose_name='che pratica è')),
                ('caso', models.CharField(blank=True, choices=[('apertura', 'Nuova apertura'), ('posti', 'Cambio dei posti'), ('trasformazione', 'Trasformazione'), ('sede', 'Cambio di sede'), ('gestore', 'Cambio di gestore')], max_length=14, verbose_name='perché si comunica')),
                ('ricevuta_il', models.DateField()),
                ('protocollo', models.CharField(blank=True, max_length=60)),
                ('posti', models.PositiveIntegerField(blank=True, null=True, verbose_name='posti dichiarati')),
                ('entro', models.DateField(blank=True, null=True, verbose_name='integrazione o adempimento entro')),
                ('provvedimento', models.CharField(blank=True, max_length=200)),
                ('vale_dal', models.DateField(blank=True, null=True, verbose_name='vale dal')),
                ('vale_al', models.DateField(blank=True, null=True, verbose_name='scade il')),
                ('stato', models.CharField(choices=[('ricevuta', 'Ricevuta'), ('integrazione', 'In attesa di integrazioni'), ('completa', 'Completa'), ('vigilanza', 'In verifica dall’ATS'), ('prescrizioni', 'Con prescrizioni'), ('in_esercizio', 'In esercizio'), ('accreditata', 'Accreditata'), ('negata', 'Esito negativo'), ('sospesa', 'Sospesa'), ('decaduta', 'Decaduta o revocata'), ('chiusa', 'Chiusa')], default='ricevuta', max_length=14)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('unita', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pratiche', to='servizi.unitaofferta', verbose_name='struttura')),
            ],
            options={
                'verbose_name_plural': 'pratiche',
                'ordering': ['-ricevuta_il', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Rete',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=160)),
                ('scopo', models.CharField(blank=True, max_length=500, verbose_name='a che cosa serve')),
                ('referente', models.CharField(blank=True, max_length=160, verbose_name='chi la coordina')),
                ('protocollo', models.CharField(blank=True, max_length=200, verbose_name='protocollo o accordo')),
                ('dal', models.DateField(blank=True, null=True)),
                ('al', models.DateField(blank=True, null=True, verbose_name='scade il')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.areautenza', verbose_name='area di utenza')),
                ('servizi', models.ManyToManyField(blank=True, related_name='reti', to='servizi.servizio', verbose_name='servizi collegati')),
            ],
            options={
                'verbose_name_plural': 'reti',
                'ordering': ['nome'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='MembroRete',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('comune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                ('ente', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ente')),
                ('rete', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membri', to='servizi.rete')),
            ],
            options={
                'verbose_name_plural': 'membri di rete',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='IncontroRete',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giorno', models.DateField()),
                ('argomento', models.CharField(max_length=250)),
                ('esito', models.CharField(blank=True, max_length=500, verbose_name='che cosa si è deciso')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('rete', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incontri', to='servizi.rete')),
            ],
            options={
                'verbose_name_plural': 'incontri di rete',
                'ordering': ['-giorno', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Sopralluogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giorno', models.DateField()),
                ('chi', models.CharField(max_length=160, verbose_name='chi l’ha fatto')),
                ('esito', models.CharField(choices=[('positivo', 'Tutto in ordine'), ('prescrizioni', 'Con prescrizioni'), ('negativo', 'Negativo')], max_length=12)),
                ('prescrizioni', models.CharField(blank=True, max_length=500)),
                ('entro', models.DateField(blank=True, null=True, verbose_name='da adempiere entro')),
                ('adempiuto_il', models.DateField(blank=True, null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('unita', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sopralluoghi', to='servizi.unitaofferta')),
            ],
            options={
                'verbose_name_plural': 'sopralluoghi',
                'ordering': ['-giorno', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Valutazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('questionari', models.PositiveIntegerField(blank=True, null=True, verbose_name='questionari raccolti')),
                ('soddisfatti', models.PositiveIntegerField(blank=True, null=True, verbose_name='di cui soddisfatti')),
                ('reclami', models.PositiveIntegerField(blank=True, null=True)),
                ('giudizio', models.CharField(choices=[('buono', 'Va bene così'), ('da_migliorare', 'Da migliorare'), ('critico', 'Critico')], max_length=14)),
                ('perche', models.TextField(max_length=2000, verbose_name='perché')),
                ('azioni', models.TextField(blank=True, max_length=2000, verbose_name='che cosa si farà')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('servizio', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='valutazioni', to='servizi.servizio')),
            ],
            options={
                'verbose_name_plural': 'valutazioni',
                'ordering': ['-anno'],
                'default_permissions': [],
            },
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.UniqueConstraint(fields=('ambito', 'oggetto', 'atto'), name='affidamento_unico'),
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.CheckConstraint(condition=models.Q(('forma__in', ['gara', 'diretto', 'convenzione', 'coprogettazione', 'accreditamento', 'in_house'])), name='affidamento_forma'),
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.CheckConstraint(condition=models.Q(('importo__gt', 0)), name='affidamento_importo'),
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.CheckConstraint(condition=models.Q(('al__gte', models.F('dal'))), name='affidamento_date'),
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.CheckConstraint(condition=models.Q(('deliberazione__isnull', False), models.Q(('mandato', ''), _negated=True), _connector='OR'), name='affidamento_mandato'),
        ),
        migrations.AddConstraint(
            model_name='affidamento',
            constraint=models.CheckConstraint(condition=models.Q(('rinnovabile_fino__isnull', True), ('rinnovabile_fino__gt', models.F('al')), _connector='OR'), name='affidamento_rinnovo'),
        ),
        migrations.AddConstraint(
            model_name='pagamento',
            constraint=models.CheckConstraint(condition=models.Q(('importo', 0), _negated=True), name='pagamento_importo'),
        ),
        migrations.AddConstraint(
            model_name='pratica',
            constraint=models.UniqueConstraint(fields=('ambito', 'genere', 'unita', 'ricevuta_il'), name='pratica_unica'),
        ),
        migrations.AddConstraint(
            model_name='pratica',
            constraint=models.CheckConstraint(condition=models.Q(('genere__in', ['avvio', 'accreditamento'])), name='pratica_genere'),
        ),
        migrations.AddConstraint(
            model_name='pratica',
            constraint=models.CheckConstraint(condition=models.Q(('caso__in', ['', 'apertura', 'posti', 'trasformazione', 'sede', 'gestore'])), name='pratica_caso'),
        ),
        migrations.AddConstraint(
            model_name='pratica',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['ricevuta', 'integrazione', 'completa', 'vigilanza', 'prescrizioni', 'in_esercizio', 'accreditata', 'negata', 'sospesa', 'decaduta', 'chiusa'])), name='pratica_stato'),
        ),
        migrations.AddConstraint(
            model_name='pratica',
            constraint=models.CheckConstraint(condition=models.Q(('vale_al__isnull', True), ('vale_dal__isnull', True), ('vale_al__gte', models.F('vale_dal')), _connector='OR'), name='pratica_date'),
        ),
        migrations.AddConstraint(
            model_name='rete',
            constraint=models.UniqueConstraint(fields=('ambito', 'nome'), name='rete_nome_unico'),
        ),
        migrations.AddConstraint(
            model_name='rete',
            constraint=models.CheckConstraint(condition=models.Q(('al__isnull', True), ('dal__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='rete_date'),
        ),
        migrations.AddConstraint(
            model_name='membrorete',
            constraint=models.UniqueConstraint(fields=('ambito', 'rete', 'ente', 'comune'), name='membrorete_unico', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='membrorete',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comune__isnull', False), ('ente__isnull', True)), models.Q(('comune__isnull', True), ('ente__isnull', False)), _connector='OR'), name='membrorete_uno_solo'),
        ),
        migrations.AddConstraint(
            model_name='sopralluogo',
            constraint=models.CheckConstraint(condition=models.Q(('esito__in', ['positivo', 'prescrizioni', 'negativo'])), name='sopralluogo_esito'),
        ),
        migrations.AddConstraint(
            model_name='sopralluogo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('esito', 'prescrizioni'), _negated=True), models.Q(models.Q(('prescrizioni', ''), _negated=True), ('entro__isnull', False)), _connector='OR'), name='sopralluogo_prescrizioni'),
        ),
        migrations.AddConstraint(
            model_name='valutazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno', 'servizio'), name='valutazione_unica'),
        ),
        migrations.AddConstraint(
            model_name='valutazione',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='valutazione_anno'),
        ),
        migrations.AddConstraint(
            model_name='valutazione',
            constraint=models.CheckConstraint(condition=models.Q(('giudizio__in', ['buono', 'da_migliorare', 'critico'])), name='valutazione_giudizio'),
        ),
        migrations.AddConstraint(
            model_name='valutazione',
            constraint=models.CheckConstraint(condition=models.Q(('soddisfatti__isnull', True), ('questionari__gte', models.F('soddisfatti')), _connector='OR'), name='valutazione_soddisfatti'),
        ),
        IsolaAmbito("Affidamento", "Pagamento", "Pratica", "Sopralluogo", "Rete", "MembroRete", "IncontroRete", "Valutazione"),
    ]
