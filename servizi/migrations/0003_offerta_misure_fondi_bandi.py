"""Servizi e livelli essenziali, offerta, organico, misure annuali, assegnazioni dei fondi, bandi."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# La chiave nuova di una tabella già isolata: il paniere sta nello stesso Ambito.
PANIERE = """
alter table servizi_fondo add constraint servizi_fondo_paniere_id_ambito_fk
  foreign key (ambito_id, paniere_id) references servizi_fondo (ambito_id, id) deferrable initially deferred
"""
VIA = "alter table servizi_fondo drop constraint servizi_fondo_paniere_id_ambito_fk"


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('assemblea', '0015_verbale_firmato'),
        ('servizi', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AssegnazioneFondo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('annualita', models.PositiveSmallIntegerField(verbose_name='annualità')),
                ('atto', models.CharField(max_length=200)),
                ('atto_del', models.DateField(verbose_name='data dell’atto')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('vincolata', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='di cui vincolata')),
                ('vincolo', models.CharField(blank=True, max_length=200, verbose_name='a che cosa è vincolata')),
                ('cup', models.CharField(blank=True, max_length=15, verbose_name='CUP')),
                ('spendere_entro', models.DateField(blank=True, null=True, verbose_name='da spendere entro')),
            ],
            options={
                'verbose_name': 'assegnazione',
                'verbose_name_plural': 'assegnazioni',
                'ordering': ['-annualita', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Bando',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titolo', models.CharField(max_length=200)),
                ('ente', models.CharField(max_length=160, verbose_name='chi lo pubblica')),
                ('livello', models.CharField(choices=[('locale', 'Locale'), ('regionale', 'Regionale'), ('nazionale', 'Nazionale'), ('europeo', 'Europeo')], max_length=10)),
                ('indirizzo', models.URLField(blank=True, max_length=300, verbose_name='pagina del bando')),
                ('scade_il', models.DateField(verbose_name='le domande scadono il')),
                ('importo', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='importo che si chiede')),
                ('cofinanziamento', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='cofinanziamento dell’Ambito')),
                ('partner', models.CharField(blank=True, max_length=300, verbose_name='con chi')),
                ('cup', models.CharField(blank=True, max_length=15, verbose_name='CUP')),
                ('ottenuto', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='importo ottenuto')),
                ('rendicontare_entro', models.DateField(blank=True, null=True, verbose_name='da rendicontare entro')),
                ('stato', models.CharField(choices=[('segnalato', 'Segnalato'), ('preparazione', 'In preparazione'), ('presentato', 'Presentato'), ('finanziato', 'Finanziato'), ('non_finanziato', 'Non finanziato'), ('rinunciato', 'Lasciato'), ('rendicontato', 'Rendicontato')], default='segnalato', max_length=14)),
            ],
            options={
                'verbose_name_plural': 'bandi',
                'ordering': ['scade_il', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Consegna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fatta_il', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'consegne',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Copertura',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name_plural': 'coperture',
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Incasso',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giorno', models.DateField(verbose_name='incassato il')),
                ('importo', models.DecimalField(decimal_places=2, max_digits=14)),
                ('causale', models.CharField(blank=True, max_length=120, verbose_name='reversale o causale')),
            ],
            options={
                'verbose_name_plural': 'incassi',
                'ordering': ['giorno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Leps',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('codice', models.CharField(max_length=12)),
                ('nome', models.CharField(max_length=160)),
                ('ordine', models.PositiveSmallIntegerField(default=0)),
                ('verificato', models.CharField(choices=[('sì', 'Fonte verificata'), ('in parte', 'Verificata in parte'), ('no', 'Fonte non verificata')], default='no', max_length=20, verbose_name='fonte verificata')),
                ('fonte', models.CharField(blank=True, max_length=250)),
                ('nota_verifica', models.CharField(blank=True, max_length=250, verbose_name='nota sulla verifica')),
                ('standard', models.CharField(blank=True, max_length=200)),
                ('norma', models.CharField(blank=True, max_length=250)),
            ],
            options={
                'verbose_name': 'livello essenziale',
                'verbose_name_plural': 'livelli essenziali',
                'ordering': ['ordine', 'codice'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Organico',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('datore', models.CharField(choices=[('comune', 'Comune'), ('associato', 'Ente dell’Ambito o gestione associata'), ('altro', 'Altro ente')], max_length=10, verbose_name='chi li impiega')),
                ('contratto', models.CharField(choices=[('TI', 'A tempo indeterminato'), ('TD', 'A tempo determinato'), ('EST', 'Esterno: cooperativa, incarico')], max_length=3)),
                ('persone', models.PositiveSmallIntegerField(verbose_name='quante persone')),
                ('etp', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='equivalenti a tempo pieno')),
            ],
            options={
                'verbose_name_plural': 'organico',
                'ordering': ['-anno', 'comune__nome'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Raccolta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('chiude', models.DateField(verbose_name='termine')),
            ],
            options={
                'verbose_name_plural': 'raccolte',
                'ordering': ['-anno'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Rilevazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('utenti', models.PositiveIntegerField(blank=True, null=True, verbose_name='utenti nell’anno')),
                ('ore', models.PositiveIntegerField(blank=True, null=True, verbose_name='ore erogate')),
                ('giornate', models.PositiveIntegerField(blank=True, null=True, verbose_name='giornate di presenza')),
                ('posti', models.PositiveIntegerField(blank=True, null=True)),
                ('lista_attesa', models.PositiveIntegerField(blank=True, null=True, verbose_name='in lista d’attesa al 31 dicembre')),
                ('costo', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='costo totale')),
                ('motivo', models.CharField(blank=True, max_length=500, verbose_name='perché cambia molto')),
                ('revisione', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name_plural': 'rilevazioni',
                'ordering': ['-anno', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Servizio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('codice', models.CharField(max_length=12)),
                ('nome', models.CharField(max_length=160)),
                ('ordine', models.PositiveSmallIntegerField(default=0)),
                ('verificato', models.CharField(choices=[('sì', 'Fonte verificata'), ('in parte', 'Verificata in parte'), ('no', 'Fonte non verificata')], default='no', max_length=20, verbose_name='fonte verificata')),
                ('fonte', models.CharField(blank=True, max_length=250)),
                ('nota_verifica', models.CharField(blank=True, max_length=250, verbose_name='nota sulla verifica')),
                ('sigla', models.CharField(blank=True, max_length=12)),
                ('natura', models.CharField(choices=[('struttura', 'Unità d’offerta sociale'), ('servizio', 'Servizio senza struttura'), ('sociosanitaria', 'Unità d’offerta sociosanitaria')], max_length=14)),
                ('regime', models.CharField(blank=True, max_length=120, verbose_name='come si autorizza o si affida')),
                ('norma', models.CharField(blank=True, max_length=250)),
            ],
            options={
                'verbose_name_plural': 'servizi',
                'ordering': ['ordine', 'codice'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='UfficioSociale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indirizzo', models.CharField(blank=True, max_length=200)),
                ('telefono', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail dell’ufficio')),
                ('orari', models.CharField(blank=True, max_length=200, verbose_name='quando riceve')),
                ('referente', models.CharField(blank=True, max_length=160, verbose_name='referente per l’Ufficio di Piano')),
            ],
            options={
                'verbose_name_plural': 'uffici sociali',
                'ordering': ['comune__nome'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='UnitaOfferta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('denominazione', models.CharField(max_length=200)),
                ('codice_afam', models.CharField(blank=True, max_length=20, verbose_name='codice struttura (AFAM)')),
                ('gestore', models.CharField(blank=True, max_length=200, verbose_name='ente gestore')),
                ('natura_gestore', models.CharField(blank=True, choices=[('pubblico', 'Ente pubblico'), ('ets', 'Ente del terzo settore'), ('privato', 'Impresa privata')], max_length=10, verbose_name='natura del gestore')),
                ('indirizzo', models.CharField(blank=True, max_length=200)),
                ('telefono', models.CharField(blank=True, max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail dell’ufficio')),
                ('apertura', models.CharField(blank=True, max_length=200, verbose_name='giorni e orari')),
                ('posti_autorizzati', models.PositiveIntegerField(blank=True, null=True)),
                ('posti_accreditati', models.PositiveIntegerField(blank=True, null=True)),
                ('posti_contratto', models.PositiveIntegerField(blank=True, null=True, verbose_name='posti a contratto')),
                ('retta_min', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='retta minima')),
                ('retta_max', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='retta massima')),
                ('retta_unita', models.CharField(blank=True, choices=[('mese', 'al mese'), ('giorno', 'al giorno'), ('ora', 'all’ora')], max_length=6, verbose_name='la retta è')),
                ('tutto_ambito', models.BooleanField(default=False, verbose_name='serve tutti i Comuni dell’Ambito')),
                ('dal', models.DateField(blank=True, null=True, verbose_name='aperta dal')),
                ('al', models.DateField(blank=True, null=True, verbose_name='chiusa dal giorno dopo il')),
                ('fonte', models.CharField(blank=True, max_length=200, verbose_name='da dove viene il dato')),
            ],
            options={
                'verbose_name': 'unità d’offerta',
                'verbose_name_plural': 'unità d’offerta',
                'ordering': ['denominazione'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Utilizzo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('al', models.DateField(verbose_name='fino al')),
                ('impegnato', models.DecimalField(decimal_places=2, max_digits=14)),
                ('pagato', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'verbose_name_plural': 'utilizzi',
                'ordering': ['al', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.AddField(
            model_name='fondo',
            name='beneficiario',
            field=models.CharField(blank=True, max_length=80, verbose_name='a chi arriva'),
        ),
        migrations.AddField(
            model_name='fondo',
            name='ciclo',
            field=models.CharField(blank=True, max_length=120, verbose_name='come si ripete negli anni'),
        ),
        migrations.AddField(
            model_name='fondo',
            name='paniere',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parti', to='servizi.fondo', verbose_name='fondo che lo comprende'),
        ),
        migrations.AddField(
            model_name='fondo',
            name='vincoli',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddConstraint(
            model_name='fondo',
            constraint=models.CheckConstraint(condition=models.Q(('paniere', models.F('id')), _negated=True), name='fondo_paniere_altro'),
        ),
        migrations.AddField(
            model_name='assegnazionefondo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='assegnazionefondo',
            name='deliberazione',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assemblea.deliberazione', verbose_name='deliberazione che ne decide l’uso'),
        ),
        migrations.AddField(
            model_name='assegnazionefondo',
            name='fondo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assegnazioni', to='servizi.fondo'),
        ),
        migrations.AddField(
            model_name='bando',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='bando',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.areautenza', verbose_name='area di utenza'),
        ),
        migrations.AddField(
            model_name='bando',
            name='fondo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo'),
        ),
        migrations.AddField(
            model_name='consegna',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='consegna',
            name='comune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='consegna',
            name='fatta_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='copertura',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='copertura',
            name='comune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='incasso',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='incasso',
            name='assegnazione',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incassi', to='servizi.assegnazionefondo'),
        ),
        migrations.AddField(
            model_name='leps',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='organico',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='organico',
            name='comune',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='raccolta',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='consegna',
            name='raccolta',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consegne', to='servizi.raccolta'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='comune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='servizio',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='servizio',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='servizi', to='servizi.areautenza', verbose_name='area di utenza'),
        ),
        migrations.AddField(
            model_name='servizio',
            name='intervento',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='servizi', to='servizi.intervento', verbose_name='obiettivo di servizio'),
        ),
        migrations.AddField(
            model_name='servizio',
            name='leps',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='servizi', to='servizi.leps', verbose_name='livello essenziale'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='servizio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rilevazioni', to='servizi.servizio'),
        ),
        migrations.AddField(
            model_name='ufficiosociale',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='ufficiosociale',
            name='comune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.AddField(
            model_name='unitaofferta',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='unitaofferta',
            name='comune',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune', verbose_name='Comune in cui ha sede'),
        ),
        migrations.AddField(
            model_name='unitaofferta',
            name='servizio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unita', to='servizi.servizio'),
        ),
        migrations.AddField(
            model_name='copertura',
            name='unita',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coperture', to='servizi.unitaofferta'),
        ),
        migrations.AddField(
            model_name='utilizzo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='utilizzo',
            name='assegnazione',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='utilizzi', to='servizi.assegnazionefondo'),
        ),
        migrations.AddConstraint(
            model_name='assegnazionefondo',
            constraint=models.UniqueConstraint(fields=('ambito', 'fondo', 'annualita', 'atto'), name='assegnazione_unica'),
        ),
        migrations.AddConstraint(
            model_name='assegnazionefondo',
            constraint=models.CheckConstraint(condition=models.Q(('importo__gt', 0)), name='assegnazione_importo'),
        ),
        migrations.AddConstraint(
            model_name='assegnazionefondo',
            constraint=models.CheckConstraint(condition=models.Q(('vincolata__gte', 0), ('vincolata__lte', models.F('importo'))), name='assegnazione_vincolata'),
        ),
        migrations.AddConstraint(
            model_name='assegnazionefondo',
            constraint=models.CheckConstraint(condition=models.Q(('vincolata', 0), models.Q(('vincolo', ''), _negated=True), _connector='OR'), name='assegnazione_vincolo_detto'),
        ),
        migrations.AddConstraint(
            model_name='assegnazionefondo',
            constraint=models.CheckConstraint(condition=models.Q(('annualita__gte', 2000), ('annualita__lte', 2100)), name='assegnazione_annualita'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.UniqueConstraint(fields=('ambito', 'titolo', 'scade_il'), name='bando_unico'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['segnalato', 'preparazione', 'presentato', 'finanziato', 'non_finanziato', 'rinunciato', 'rendicontato'])), name='bando_stato'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(('livello__in', ['locale', 'regionale', 'nazionale', 'europeo'])), name='bando_livello'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(('cofinanziamento__gte', 0)), name='bando_cofinanziamento'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(('importo__isnull', True), ('importo__gt', 0), _connector='OR'), name='bando_importo'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ['finanziato', 'rendicontato']), _negated=True), ('ottenuto__gt', 0), _connector='OR'), name='bando_ottenuto'),
        ),
        migrations.AddConstraint(
            model_name='incasso',
            constraint=models.CheckConstraint(condition=models.Q(('importo', 0), _negated=True), name='incasso_importo'),
        ),
        migrations.AddConstraint(
            model_name='leps',
            constraint=models.UniqueConstraint(fields=('ambito', 'codice'), name='leps_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='leps',
            constraint=models.CheckConstraint(condition=models.Q(('verificato__in', ['sì', 'in parte', 'no'])), name='leps_verificato'),
        ),
        migrations.AddConstraint(
            model_name='organico',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno', 'comune', 'datore', 'contratto'), name='organico_unico', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='organico',
            constraint=models.CheckConstraint(condition=models.Q(('contratto__in', ['TI', 'TD', 'EST'])), name='organico_contratto'),
        ),
        migrations.AddConstraint(
            model_name='organico',
            constraint=models.CheckConstraint(condition=models.Q(('datore__in', ['comune', 'associato', 'altro'])), name='organico_datore'),
        ),
        migrations.AddConstraint(
            model_name='organico',
            constraint=models.CheckConstraint(condition=models.Q(('etp__gt', 0), ('etp__lte', models.F('persone')), ('persone__gt', 0)), name='organico_etp'),
        ),
        migrations.AddConstraint(
            model_name='organico',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='organico_anno'),
        ),
        migrations.AddConstraint(
            model_name='raccolta',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno'), name='raccolta_anno_unico'),
        ),
        migrations.AddConstraint(
            model_name='raccolta',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='raccolta_anno'),
        ),
        migrations.AddConstraint(
            model_name='consegna',
            constraint=models.UniqueConstraint(fields=('ambito', 'raccolta', 'comune'), name='consegna_unica'),
        ),
        migrations.AddConstraint(
            model_name='servizio',
            constraint=models.UniqueConstraint(fields=('ambito', 'codice'), name='servizio_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='servizio',
            constraint=models.CheckConstraint(condition=models.Q(('verificato__in', ['sì', 'in parte', 'no'])), name='servizio_verificato'),
        ),
        migrations.AddConstraint(
            model_name='servizio',
            constraint=models.CheckConstraint(condition=models.Q(('natura__in', ['struttura', 'servizio', 'sociosanitaria'])), name='servizio_natura'),
        ),
        migrations.AddIndex(
            model_name='rilevazione',
            index=models.Index(fields=['ambito', 'anno', 'comune'], name='servizi_ril_ambito__289498_idx'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'anno', 'servizio', 'comune'), name='rilevazione_unica'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='rilevazione_anno'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('costo__isnull', True), ('costo__gte', 0), _connector='OR'), name='rilevazione_costo'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('costo__isnull', True), ('giornate__isnull', True), ('lista_attesa__isnull', True), ('ore__isnull', True), ('posti__isnull', True), ('utenti__isnull', True), _negated=True), name='rilevazione_non_vuota'),
        ),
        migrations.AddConstraint(
            model_name='ufficiosociale',
            constraint=models.UniqueConstraint(fields=('ambito', 'comune'), name='ufficiosociale_unico'),
        ),
        migrations.AddConstraint(
            model_name='unitaofferta',
            constraint=models.UniqueConstraint(fields=('ambito', 'servizio', 'denominazione', 'comune'), name='unitaofferta_unica', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='unitaofferta',
            constraint=models.CheckConstraint(condition=models.Q(('al__isnull', True), ('dal__isnull', True), ('al__gte', models.F('dal')), _connector='OR'), name='unita_date'),
        ),
        migrations.AddConstraint(
            model_name='unitaofferta',
            constraint=models.CheckConstraint(condition=models.Q(('retta_min__isnull', True), ('retta_max__isnull', True), ('retta_max__gte', models.F('retta_min')), _connector='OR'), name='unita_rette'),
        ),
        migrations.AddConstraint(
            model_name='unitaofferta',
            constraint=models.CheckConstraint(condition=models.Q(('natura_gestore__in', ['', 'pubblico', 'ets', 'privato'])), name='unita_natura_gestore'),
        ),
        migrations.AddConstraint(
            model_name='unitaofferta',
            constraint=models.CheckConstraint(condition=models.Q(('retta_unita__in', ['', 'mese', 'giorno', 'ora'])), name='unita_retta_unita'),
        ),
        migrations.AddConstraint(
            model_name='copertura',
            constraint=models.UniqueConstraint(fields=('ambito', 'unita', 'comune'), name='copertura_unica'),
        ),
        migrations.AddConstraint(
            model_name='utilizzo',
            constraint=models.UniqueConstraint(fields=('ambito', 'assegnazione', 'al'), name='utilizzo_unico'),
        ),
        migrations.AddConstraint(
            model_name='utilizzo',
            constraint=models.CheckConstraint(condition=models.Q(('impegnato__gte', models.F('pagato')), ('pagato__gte', 0)), name='utilizzo_importi'),
        ),
        migrations.RunSQL(PANIERE, VIA),
        IsolaAmbito(
            "Leps", "Servizio", "UnitaOfferta", "Copertura", "Organico", "UfficioSociale", "Raccolta", "Consegna", "Rilevazione",
            "AssegnazioneFondo", "Incasso", "Utilizzo", "Bando",
        ),
    ]
