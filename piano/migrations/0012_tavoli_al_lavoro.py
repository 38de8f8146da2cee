"""Tavoli con membri, incontri e proposte; consultazioni pubbliche; percorso del piano."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Un verbale approvato è di chi c’era: nessuno lo riscrive, neppure passando sotto le pagine.
VERBALE_APPROVATO = (
    "create trigger verbale_approvato before update or delete on piano_incontrotavolo for each row"
    " when (old.stato = 'chiuso') execute function piano_immutabile()"
)


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0011_formazione'),
        ('servizi', '0006_carte_delle_pratiche'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AllegatoIncontro',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('che_cosa', models.CharField(max_length=160, verbose_name='che documento è')),
                ('nome', models.CharField(max_length=120)),
                ('formato', models.CharField(choices=[('application/pdf', 'application/pdf'), ('application/pkcs7-mime', 'application/pkcs7-mime'), ('image/png', 'image/png'), ('image/jpeg', 'image/jpeg')], max_length=40)),
                ('dimensione', models.PositiveIntegerField(verbose_name='byte')),
                ('sha256', models.CharField(max_length=64)),
                ('codici_fiscali', models.PositiveSmallIntegerField(null=True, verbose_name='codici fiscali di persone trovati (vuoto: testo illeggibile)')),
                ('byte', models.BinaryField()),
                ('caricato_il', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'allegati degli incontri',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ConsultazionePubblica',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titolo', models.CharField(max_length=160)),
                ('domande', models.TextField(max_length=3000, verbose_name='che cosa si chiede')),
                ('apre', models.DateField(verbose_name='apre il')),
                ('chiude', models.DateField(help_text='L’ultimo giorno in cui si può scrivere.', verbose_name='chiude il')),
                ('stato', models.CharField(choices=[('bozza', 'In preparazione'), ('pubblicata', 'Pubblicata'), ('conclusa', 'Conclusa')], default='bozza', editable=False, max_length=12)),
                ('email_tolte_il', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name_plural': 'consultazioni',
                'ordering': ['-apre', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Contributo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('testo', models.TextField(max_length=3000)),
                ('nome', models.CharField(blank=True, max_length=160, verbose_name='nome o ente')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('ricevuto_il', models.DateTimeField()),
                ('stato', models.CharField(choices=[('ricevuto', 'Da leggere'), ('pubblicato', 'Pubblicato'), ('non_pubblicato', 'Non pubblicato')], default='ricevuto', editable=False, max_length=16)),
                ('motivo', models.CharField(blank=True, max_length=500, verbose_name='perché non si pubblica')),
            ],
            options={
                'verbose_name_plural': 'contributi',
                'ordering': ['ricevuto_il', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='IncontroTavolo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quando', models.DateTimeField(verbose_name='giorno e ora')),
                ('luogo', models.CharField(blank=True, max_length=200)),
                ('collegamento', models.URLField(blank=True, verbose_name='indirizzo per partecipare a distanza')),
                ('ordine_del_giorno', models.TextField(blank=True)),
                ('convocato_il', models.DateTimeField(editable=False, null=True)),
                ('convocazioni', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='quante volte è stato convocato')),
                ('verbale', models.TextField(blank=True, editable=False)),
                ('revisione', models.PositiveIntegerField(default=0, editable=False, verbose_name='revisione del verbale')),
                ('stato', models.CharField(choices=[('previsto', 'Verbale da approvare'), ('chiuso', 'Verbale approvato'), ('annullato', 'Annullato')], default='previsto', editable=False, max_length=12)),
            ],
            options={
                'verbose_name_plural': 'incontri dei tavoli',
                'ordering': ['quando', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='MembroTavolo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=160, verbose_name='nome e cognome')),
                ('altro_ente', models.CharField(blank=True, max_length=200, verbose_name='altro ente')),
                ('ruolo', models.CharField(blank=True, max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('dal', models.DateField(blank=True, null=True)),
                ('al', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'membri dei tavoli',
                'ordering': ['nome', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='PresenzaTavolo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=160)),
                ('per_chi', models.CharField(max_length=200, verbose_name='ente')),
                ('esito', models.CharField(choices=[('presente', 'Presente'), ('giustificato', 'Assente giustificato'), ('assente', 'Assente')], max_length=12)),
            ],
            options={
                'verbose_name_plural': 'presenze agli incontri',
                'ordering': ['nome', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Proposta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveIntegerField(editable=False)),
                ('testo', models.TextField(max_length=3000, verbose_name='che cosa si propone')),
                ('proponente', models.CharField(blank=True, max_length=200, verbose_name='chi propone')),
                ('ricevuta_il', models.DateField()),
                ('stato', models.CharField(choices=[('da_valutare', 'Da valutare'), ('accolta', 'Accolta'), ('in_parte', 'Accolta in parte'), ('gia_presente', 'Già presente nel piano'), ('respinta', 'Respinta')], default='da_valutare', editable=False, max_length=14, verbose_name='esito')),
                ('motivo', models.TextField(blank=True, max_length=2000, verbose_name='perché')),
            ],
            options={
                'verbose_name_plural': 'proposte',
                'ordering': ['numero'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='TappaIter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordine', models.PositiveSmallIntegerField(editable=False)),
                ('nome', models.CharField(max_length=160, verbose_name='che cosa si fa')),
                ('dal', models.DateField(verbose_name='previsto dal')),
                ('al', models.DateField(verbose_name='previsto al')),
                ('fatta_il', models.DateField(blank=True, null=True, verbose_name='avvenuto il')),
                ('atto', models.CharField(blank=True, max_length=200, verbose_name='atto')),
                ('nota', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'tappa del percorso',
                'verbose_name_plural': 'tappe del percorso',
                'ordering': ['ordine', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddField(
            model_name='tavolo',
            name='tipo',
            field=models.CharField(choices=[('conferenza', 'Conferenza di piano'), ('tematico', 'Tavolo tematico'), ('tecnico', 'Tavolo tecnico'), ('partenariato', 'Tavolo di partenariato'), ('sindacale', 'Tavolo sindacale')], default='tematico', max_length=12, verbose_name='che tavolo è'),
        ),
        migrations.AddConstraint(
            model_name='tavolo',
            constraint=models.UniqueConstraint(condition=models.Q(('tipo', 'conferenza')), fields=('ambito', 'piano'), name='tavolo_conferenza_unica'),
        ),
        migrations.AddConstraint(
            model_name='tavolo',
            constraint=models.CheckConstraint(condition=models.Q(('tipo__in', ['conferenza', 'tematico', 'tecnico', 'partenariato', 'sindacale'])), name='tavolo_tipo'),
        ),
        migrations.AddField(
            model_name='allegatoincontro',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='allegatoincontro',
            name='caricato_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consultazionepubblica',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='consultazionepubblica',
            name='piano',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultazioni', to='piano.pianodizona'),
        ),
        migrations.AddField(
            model_name='contributo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='contributo',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.areautenza'),
        ),
        migrations.AddField(
            model_name='contributo',
            name='consultazione',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributi', to='piano.consultazionepubblica'),
        ),
        migrations.AddField(
            model_name='incontrotavolo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='incontrotavolo',
            name='tavolo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incontri', to='piano.tavolo'),
        ),
        migrations.AddField(
            model_name='allegatoincontro',
            name='incontro',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allegati', to='piano.incontrotavolo'),
        ),
        migrations.AddField(
            model_name='membrotavolo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='membrotavolo',
            name='comune',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='membrotavolo',
            name='ente',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ente'),
        ),
        migrations.AddField(
            model_name='membrotavolo',
            name='tavolo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membri', to='piano.tavolo'),
        ),
        migrations.AddField(
            model_name='presenzatavolo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='presenzatavolo',
            name='incontro',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presenze', to='piano.incontrotavolo'),
        ),
        migrations.AddField(
            model_name='presenzatavolo',
            name='membro',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presenze', to='piano.membrotavolo'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='contributo',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposta', to='piano.contributo'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='incontro',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposte', to='piano.incontrotavolo'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='obiettivo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='piano',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposte', to='piano.pianodizona'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='responsabile',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi la segue in ufficio'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='sezione',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='piano.sezione'),
        ),
        migrations.AddField(
            model_name='proposta',
            name='tavolo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposte', to='piano.tavolo'),
        ),
        migrations.AddField(
            model_name='tappaiter',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='tappaiter',
            name='piano',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='percorso', to='piano.pianodizona'),
        ),
        migrations.AddField(
            model_name='tappaiter',
            name='responsabile',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi ne risponde'),
        ),
        migrations.AddConstraint(
            model_name='consultazionepubblica',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'titolo'), name='consultazionepubblica_unica'),
        ),
        migrations.AddConstraint(
            model_name='consultazionepubblica',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'pubblicata', 'conclusa'])), name='consultazionepubblica_stato'),
        ),
        migrations.AddConstraint(
            model_name='consultazionepubblica',
            constraint=models.CheckConstraint(condition=models.Q(('chiude__gte', models.F('apre'))), name='consultazionepubblica_periodo'),
        ),
        migrations.AddConstraint(
            model_name='contributo',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['ricevuto', 'pubblicato', 'non_pubblicato'])), name='contributo_stato'),
        ),
        migrations.AddConstraint(
            model_name='contributo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato', 'non_pubblicato'), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='contributo_rifiutato_con_motivo'),
        ),
        migrations.AddConstraint(
            model_name='incontrotavolo',
            constraint=models.UniqueConstraint(fields=('ambito', 'tavolo', 'quando'), name='incontrotavolo_unico'),
        ),
        migrations.AddConstraint(
            model_name='incontrotavolo',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['previsto', 'chiuso', 'annullato'])), name='incontrotavolo_stato'),
        ),
        migrations.AddConstraint(
            model_name='incontrotavolo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato', 'chiuso'), _negated=True), models.Q(('verbale', ''), _negated=True), _connector='OR'), name='incontrotavolo_chiuso_con_verbale'),
        ),
        migrations.AddConstraint(
            model_name='allegatoincontro',
            constraint=models.UniqueConstraint(fields=('ambito', 'incontro', 'sha256'), name='allegatoincontro_unico'),
        ),
        migrations.AddConstraint(
            model_name='allegatoincontro',
            constraint=models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='allegatoincontro_formato'),
        ),
        migrations.AddConstraint(
            model_name='allegatoincontro',
            constraint=models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='allegatoincontro_dimensione'),
        ),
        migrations.AddConstraint(
            model_name='membrotavolo',
            constraint=models.CheckConstraint(condition=models.Q(('dal__isnull', True), ('al__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='membrotavolo_periodo'),
        ),
        migrations.AddConstraint(
            model_name='membrotavolo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('altro_ente', ''), ('comune__isnull', True), ('ente__isnull', False)), models.Q(('altro_ente', ''), ('comune__isnull', False), ('ente__isnull', True)), models.Q(('comune__isnull', True), ('ente__isnull', True), models.Q(('altro_ente', ''), _negated=True)), _connector='OR'), name='membrotavolo_un_ente'),
        ),
        migrations.AddConstraint(
            model_name='presenzatavolo',
            constraint=models.UniqueConstraint(fields=('ambito', 'incontro', 'membro'), name='presenzatavolo_unica'),
        ),
        migrations.AddConstraint(
            model_name='presenzatavolo',
            constraint=models.CheckConstraint(condition=models.Q(('esito__in', ['presente', 'giustificato', 'assente'])), name='presenzatavolo_esito'),
        ),
        migrations.AddConstraint(
            model_name='proposta',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'numero'), name='proposta_numero_unico'),
        ),
        migrations.AddConstraint(
            model_name='proposta',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['da_valutare', 'accolta', 'in_parte', 'gia_presente', 'respinta'])), name='proposta_stato'),
        ),
        migrations.AddConstraint(
            model_name='proposta',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['da_valutare', 'accolta']), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='proposta_motivata'),
        ),
        migrations.AddConstraint(
            model_name='proposta',
            constraint=models.CheckConstraint(condition=models.Q(('tavolo__isnull', False), ('contributo__isnull', False), _connector='OR'), name='proposta_da_qualcuno'),
        ),
        migrations.AddConstraint(
            model_name='tappaiter',
            constraint=models.UniqueConstraint(fields=('ambito', 'piano', 'ordine'), name='tappaiter_ordine_unico'),
        ),
        migrations.AddConstraint(
            model_name='tappaiter',
            constraint=models.CheckConstraint(condition=models.Q(('al__gte', models.F('dal'))), name='tappaiter_periodo'),
        ),
        IsolaAmbito(
            "MembroTavolo", "IncontroTavolo", "PresenzaTavolo", "AllegatoIncontro", "ConsultazionePubblica", "Contributo", "Proposta",
            "TappaIter",
        ),
        migrations.RunSQL(VERBALE_APPROVATO, "drop trigger verbale_approvato on piano_incontrotavolo"),
    ]
