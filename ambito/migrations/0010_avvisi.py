"""Il calendario di una persona ha un indirizzo segreto; lo scadenzario dell’Ufficio, anno per anno; gli invii a molti, che si
annullano, e le lettere; il riepilogo della settimana.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito, IsolaChiave


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0009_cerca'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarioPersonale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('impronta', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 del codice')),
                ('creato_il', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'calendari personali',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Invio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titolo', models.CharField(max_length=200)),
                ('testo', models.TextField()),
                ('persone', models.PositiveIntegerField(verbose_name='quante persone lo ricevono')),
                ('chiesto_il', models.DateTimeField()),
                ('parte_il', models.DateTimeField()),
                ('annullato_il', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'invii',
                'ordering': ['-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Lettera',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titolo', models.CharField(max_length=200)),
                ('url', models.CharField(default='', max_length=300, verbose_name='pagina in cui rispondere')),
                ('consegnata_il', models.DateField(null=True)),
            ],
            options={
                'verbose_name_plural': 'lettere',
                'ordering': ['comune__nome'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Scadenza',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('giorno', models.DateField(verbose_name='entro il')),
                ('fatta_il', models.DateField(null=True, verbose_name='fatta il')),
                ('nota', models.CharField(blank=True, max_length=300)),
                ('non_si_applica', models.CharField(blank=True, max_length=300, verbose_name='perché non si applica')),
            ],
            options={
                'verbose_name_plural': 'scadenze',
                'ordering': ['giorno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='VoceScadenzario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('codice', models.CharField(max_length=30)),
                ('nome', models.CharField(max_length=200, verbose_name='che cosa')),
                ('chi', models.CharField(blank=True, max_length=80, verbose_name='a chi tocca per legge')),
                ('piattaforma', models.CharField(blank=True, max_length=120, verbose_name='dove')),
                ('effetto', models.CharField(blank=True, max_length=200, verbose_name='che cosa succede se manca')),
                ('mese', models.PositiveSmallIntegerField(null=True)),
                ('giorno', models.PositiveSmallIntegerField(null=True)),
                ('ogni_anni', models.PositiveSmallIntegerField(default=1, verbose_name='ogni quanti anni (0: una volta sola)')),
                ('anno', models.PositiveSmallIntegerField(null=True, verbose_name='un anno in cui cade')),
                ('indicativa', models.BooleanField(default=False, verbose_name='la data cambia di anno in anno')),
                ('quando', models.CharField(blank=True, max_length=150, verbose_name='quando, in parole')),
                ('ruolo', models.CharField(choices=[('coordinatore', 'Coordinatore dell’Ufficio di Piano'), ('udp', 'Ufficio di Piano'), ('segretario', 'Segretario dell’Assemblea'), ('presidente', 'Presidente dell’Assemblea'), ('revisore', 'Revisore'), ('sindaco', 'Sindaco'), ('delegato', 'Delegato del Sindaco'), ('operatore', 'Operatore comunale'), ('ragioneria', 'Ragioneria comunale'), ('ats', 'ATS, ASST, Provincia'), ('ets', 'Ente del terzo settore')], max_length=20, verbose_name='ruolo che se ne occupa')),
                ('propria', models.BooleanField(default=False, verbose_name='aggiunta dall’Ambito')),
                ('verificato', models.CharField(blank=True, max_length=10)),
                ('fonte', models.CharField(blank=True, max_length=250)),
            ],
            options={
                'verbose_name': 'voce dello scadenzario',
                'verbose_name_plural': 'voci dello scadenzario',
                'ordering': ['mese', 'giorno', 'codice'],
                'default_permissions': [],
            },
        ),
        migrations.AlterModelOptions(
            name='ambito',
            options={'default_permissions': [], 'ordering': ['nome'], 'permissions': [('entra', 'Entra nelle pagine dell’Ambito'), ('legge_persone', 'Vede persone e incarichi'), ('legge_registro', 'Legge il registro delle operazioni'), ('tiene_scadenzario', 'Tiene lo scadenzario dell’Ufficio'), ('legge_lavori', 'Vede i lavori in secondo piano di tutti'), ('legge_ogni_comune', 'Vede le schede riservate di ogni Comune'), ('legge_servizi', 'Vede servizi e fondi'), ('gestisce_servizi', 'Tiene servizi e fondi'), ('legge_sedute', 'Vede sedute, carte e verbali'), ('convoca_sedute', 'Convoca e tiene le sedute, redige i verbali'), ('presiede_sedute', 'Presiede le sedute'), ('legge_piano', 'Legge il piano, bozze comprese'), ('redige_piano', 'Scrive il piano'), ('propone_piano', 'Propone il piano all’Assemblea'), ('legge_adesioni', 'Vede chi ha aderito e chi manca'), ('istruisce_adesioni', 'Accoglie o rimanda le adesioni'), ('legge_accordo', 'Vede l’accordo di programma e i riparti della spesa'), ('tiene_accordo', 'Scrive l’accordo di programma, ne segue atti e firme'), ('tiene_riparti', 'Calcola, deposita e riscuote i riparti della spesa'), ('legge_rendiconti', 'Vede la spesa di tutti i Comuni'), ('controlla_rendiconti', 'Controlla e rimanda la spesa dei Comuni'), ('esporta_rendiconti', 'Emette la rendicontazione'), ('regola_accessi', 'Decide la sicurezza degli accessi'), ('conferisce_incarichi', 'Conferisce e termina gli incarichi, invita le persone'), ('cura_documenti', 'Annulla i documenti emessi e ne decide lo stemma')], 'verbose_name_plural': 'Ambiti'},
        ),
        migrations.RemoveConstraint(
            model_name='preferenzaposta',
            name='preferenza_posta_cadenza',
        ),
        migrations.AddField(
            model_name='ambito',
            name='minuti_ripensamento',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='minuti in cui un invio a molti si può annullare'),
        ),
        migrations.AlterField(
            model_name='preferenzaposta',
            name='cadenza',
            field=models.CharField(choices=[('subito', 'Subito, un messaggio per ogni avviso'), ('giornaliera', 'Una volta al giorno, alle sette, tutti in un messaggio'), ('settimanale', 'Una volta alla settimana, il lunedì alle sette, tutti in un messaggio'), ('mai', 'Mai: li leggo nel portale')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='preferenzaposta',
            constraint=models.CheckConstraint(condition=models.Q(('cadenza__in', ['subito', 'giornaliera', 'settimanale', 'mai'])), name='preferenza_posta_cadenza'),
        ),
        migrations.AddField(
            model_name='calendariopersonale',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='calendariopersonale',
            name='utente',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invio',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='invio',
            name='annullato_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invio',
            name='chiesto_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='avviso',
            name='invio',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='avvisi', to='ambito.invio'),
        ),
        migrations.AddField(
            model_name='lettera',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='lettera',
            name='comune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='lettera',
            name='invio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lettere', to='ambito.invio'),
        ),
        migrations.AddField(
            model_name='scadenza',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='vocescadenzario',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='vocescadenzario',
            name='persona',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scadenza',
            name='voce',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scadenze', to='ambito.vocescadenzario'),
        ),
        migrations.AddConstraint(
            model_name='calendariopersonale',
            constraint=models.UniqueConstraint(fields=('ambito', 'utente'), name='calendario_personale_unico'),
        ),
        migrations.AddConstraint(
            model_name='calendariopersonale',
            constraint=models.CheckConstraint(condition=models.Q(('impronta__regex', '^[0-9a-f]{64}$')), name='calendario_personale_impronta'),
        ),
        migrations.AddConstraint(
            model_name='invio',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annullato_da__isnull', True), ('annullato_il__isnull', True)), models.Q(('annullato_da__isnull', False), ('annullato_il__isnull', False)), _connector='OR'), name='invio_annullato_da_qualcuno'),
        ),
        migrations.AddConstraint(
            model_name='lettera',
            constraint=models.UniqueConstraint(fields=('ambito', 'invio', 'comune'), name='lettera_unica'),
        ),
        migrations.AddConstraint(
            model_name='vocescadenzario',
            constraint=models.UniqueConstraint(fields=('ambito', 'codice'), name='voce_scadenzario_unica'),
        ),
        migrations.AddConstraint(
            model_name='vocescadenzario',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('giorno__isnull', True), ('mese__isnull', True)), models.Q(('giorno__range', (1, 31)), ('mese__range', (1, 12))), _connector='OR'), name='voce_scadenzario_giorno'),
        ),
        migrations.AddConstraint(
            model_name='vocescadenzario',
            constraint=models.CheckConstraint(condition=models.Q(('mese__isnull', True), ('ogni_anni', 1), ('anno__isnull', False), _connector='OR'), name='voce_scadenzario_da_quando'),
        ),
        migrations.AddConstraint(
            model_name='vocescadenzario',
            constraint=models.CheckConstraint(condition=models.Q(('ruolo__in', ['coordinatore', 'udp', 'segretario', 'presidente', 'revisore', 'sindaco', 'delegato', 'operatore', 'ragioneria', 'ats', 'ets'])), name='voce_scadenzario_ruolo'),
        ),
        migrations.AddIndex(
            model_name='scadenza',
            index=models.Index(fields=['ambito', 'giorno'], name='scadenza_per_giorno'),
        ),
        migrations.AddConstraint(
            model_name='scadenza',
            constraint=models.UniqueConstraint(fields=('ambito', 'voce', 'anno'), name='scadenza_unica'),
        ),
        migrations.AddConstraint(
            model_name='scadenza',
            constraint=models.CheckConstraint(condition=models.Q(('fatta_il__isnull', True), ('non_si_applica', ''), _connector='OR'), name='scadenza_fatta_o_esclusa'),
        ),
        IsolaAmbito("CalendarioPersonale", "VoceScadenzario", "Scadenza", "Invio", "Lettera"),
        IsolaChiave("Avviso", "invio"),
    ]
