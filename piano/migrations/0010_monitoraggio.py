"""La scheda obiettivo completa; traguardi, rilevazioni, avanzamento delle azioni, valutazioni."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Chi aveva detto «condiviso con ATS e ASST» lo dice ancora. Cambiare il tipo della colonna riscrive ogni riga di ogni Ambito.
INTEGRAZIONE = """
alter table piano_obiettivo alter column integrazione_sociosanitaria type varchar(12)
  using case when integrazione_sociosanitaria then 'entrambe' else '' end
"""
INTEGRAZIONE_PRIMA = """
alter table piano_obiettivo alter column integrazione_sociosanitaria type boolean using integrazione_sociosanitaria <> ''
"""
# Un valore letto non si riscrive: la sola cosa che cambia è che una correzione ne prende il posto.
CUSTODIA = """
create function piano_rilevazione_ferma() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.attuale and not new.attuale
     and to_jsonb(new) - 'attuale' = to_jsonb(old) - 'attuale' then
    return new;
  end if;
  raise exception 'una rilevazione non si modifica e non si cancella: si corregge con un''altra' using errcode = 'insufficient_privilege';
end $$;
create trigger ferma before update or delete on piano_rilevazione for each row execute function piano_rilevazione_ferma();
create trigger immutabile before update or delete on piano_provarilevazione for each row execute function piano_immutabile();
"""
VIA = """
drop trigger immutabile on piano_provarilevazione; drop trigger ferma on piano_rilevazione; drop function piano_rilevazione_ferma();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0009_giro_osservazioni'),
        ('servizi', '0006_carte_delle_pratiche'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaSecondaria',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['area'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='LepsObiettivo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['leps'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='PersonaleObiettivo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('figura', models.CharField(max_length=120, verbose_name='figura professionale')),
                ('ore_settimanali', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='ore la settimana')),
                ('tempo_pieno', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='equivalenti a tempo pieno')),
                ('ente', models.CharField(blank=True, max_length=160, verbose_name='di quale ente')),
            ],
            options={
                'verbose_name_plural': 'personale',
                'ordering': ['id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ProvaRilevazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=120)),
                ('formato', models.CharField(choices=[('application/pdf', 'application/pdf'), ('application/pkcs7-mime', 'application/pkcs7-mime'), ('image/png', 'image/png'), ('image/jpeg', 'image/jpeg')], max_length=40)),
                ('dimensione', models.PositiveIntegerField(verbose_name='byte')),
                ('sha256', models.CharField(max_length=64)),
                ('codici_fiscali', models.PositiveSmallIntegerField(null=True, verbose_name='codici fiscali di persone trovati (vuoto: testo illeggibile)')),
                ('byte', models.BinaryField()),
            ],
            options={
                'verbose_name_plural': 'prove delle rilevazioni',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Rilevazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('al', models.DateField(verbose_name='a quale giorno si riferisce')),
                ('valore', models.DecimalField(decimal_places=2, max_digits=14)),
                ('nota', models.CharField(blank=True, max_length=500)),
                ('fonte', models.CharField(blank=True, max_length=160)),
                ('attuale', models.BooleanField(default=True)),
                ('motivo', models.CharField(blank=True, max_length=300, verbose_name='perché si è corretta')),
                ('scritta_il', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'rilevazioni',
                'ordering': ['-al', '-pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ServizioObiettivo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['servizio'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='SoggettoObiettivo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=160)),
                ('ruolo', models.CharField(choices=[('promotore', 'Promotore'), ('partner', 'Partner'), ('finanziatore', 'Finanziatore')], default='partner', max_length=12)),
            ],
            options={
                'verbose_name_plural': 'soggetti coinvolti',
                'ordering': ['id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Traguardo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('valore', models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                'verbose_name_plural': 'traguardi',
                'ordering': ['anno'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ValutazioneObiettivo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anno', models.PositiveSmallIntegerField()),
                ('finale', models.BooleanField(default=False)),
                ('esito', models.CharField(choices=[('raggiunto', 'Raggiunto'), ('in_parte', 'Raggiunto in parte'), ('non_raggiunto', 'Non raggiunto'), ('trascinato', 'Portato nel piano che segue'), ('abbandonato', 'Abbandonato')], max_length=14)),
                ('grado', models.PositiveSmallIntegerField(verbose_name='quanto è raggiunto, in percento')),
                ('perche', models.TextField(blank=True, max_length=2000, verbose_name='perché')),
                ('correttivi', models.TextField(blank=True, max_length=2000, verbose_name='che cosa si farà')),
                ('scritta_il', models.DateTimeField(editable=False)),
            ],
            options={
                'verbose_name_plural': 'valutazioni degli obiettivi',
                'ordering': ['finale', 'anno'],
                'default_permissions': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='sezione',
            name='sezione_collegato',
        ),
        migrations.AddField(
            model_name='azione',
            name='aggiornata_da',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='azione',
            name='aggiornata_il',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='azione',
            name='avanzamento',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='quanto è fatta, in percento'),
        ),
        migrations.AddField(
            model_name='azione',
            name='stato',
            field=models.CharField(choices=[('da_avviare', 'Da avviare'), ('in_corso', 'In corso'), ('completata', 'Completata'), ('sospesa', 'Sospesa'), ('annullata', 'Annullata')], default='da_avviare', editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='azione',
            name='ultima_nota',
            field=models.CharField(blank=True, editable=False, max_length=500),
        ),
        migrations.AddField(
            model_name='indicatore',
            name='frequenza',
            field=models.CharField(choices=[('annuale', 'Ogni anno'), ('semestrale', 'Ogni sei mesi'), ('quadrimestrale', 'Ogni quattro mesi'), ('trimestrale', 'Ogni tre mesi'), ('mensile', 'Ogni mese')], default='annuale', max_length=16, verbose_name='ogni quanto si legge'),
        ),
        migrations.AddField(
            model_name='indicatore',
            name='incaricato',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi lo legge'),
        ),
        migrations.AddField(
            model_name='indicatore',
            name='responsabile',
            field=models.CharField(blank=True, max_length=160, verbose_name='chi ne risponde'),
        ),
        migrations.AddField(
            model_name='indicatore',
            name='verso',
            field=models.CharField(choices=[('alto', 'Più è alto, meglio è'), ('basso', 'Più è basso, meglio è'), ('entro', 'Deve restare entro il valore atteso')], default='alto', max_length=6, verbose_name='che cosa vuol dire andare bene'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='coprogettazione_ets',
            field=models.BooleanField(default=False, verbose_name='co-progettato con il Terzo settore (D.Lgs. 117/2017, art. 55)'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='criticita',
            field=models.TextField(blank=True, verbose_name='criticità previste'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='digitalizzazione',
            field=models.BooleanField(default=False, verbose_name='comporta una digitalizzazione'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='innovazione',
            field=models.TextField(blank=True, verbose_name='che cosa cambia rispetto a prima'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='peso',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='peso per la premialità'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='risorse_strumentali',
            field=models.TextField(blank=True, verbose_name='sedi, mezzi, strumenti'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='sovrazonale',
            field=models.BooleanField(default=False, verbose_name='condiviso con altri Ambiti'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='trasversale',
            field=models.BooleanField(default=False, verbose_name='riguarda più aree insieme'),
        ),
        migrations.AlterField(
            model_name='indicatore',
            name='atteso',
            field=models.DecimalField(decimal_places=2, max_digits=14, verbose_name='valore atteso alla fine'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(INTEGRAZIONE, INTEGRAZIONE_PRIMA)],
            state_operations=[
                migrations.AlterField(
                    model_name='obiettivo',
                    name='integrazione_sociosanitaria',
                    field=models.CharField(blank=True, choices=[('asst', 'con l’ASST'), ('ats', 'con l’ATS'), ('entrambe', 'con ATS e ASST'), ('distretto', 'nel distretto sociosanitario')], max_length=12, verbose_name='integrazione sociosanitaria'),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='sezione',
            name='collegato',
            field=models.CharField(blank=True, choices=[('', 'solo testo'), ('tavoli', 'i tavoli'), ('obiettivi', 'le schede degli obiettivi'), ('risorse', 'il quadro delle risorse'), ('indicatori', 'gli indicatori'), ('popolazione', 'la popolazione, Comune per Comune'), ('offerta', 'i servizi e i livelli essenziali'), ('esiti', 'gli esiti del piano precedente')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='azione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['da_avviare', 'in_corso', 'completata', 'sospesa', 'annullata'])), name='azione_stato'),
        ),
        migrations.AddConstraint(
            model_name='azione',
            constraint=models.CheckConstraint(condition=models.Q(('avanzamento__lte', 100)), name='azione_avanzamento'),
        ),
        migrations.AddConstraint(
            model_name='indicatore',
            constraint=models.CheckConstraint(condition=models.Q(('verso__in', ['alto', 'basso', 'entro'])), name='indicatore_verso'),
        ),
        migrations.AddConstraint(
            model_name='indicatore',
            constraint=models.CheckConstraint(condition=models.Q(('frequenza__in', ['annuale', 'semestrale', 'quadrimestrale', 'trimestrale', 'mensile'])), name='indicatore_frequenza'),
        ),
        migrations.AddConstraint(
            model_name='sezione',
            constraint=models.CheckConstraint(condition=models.Q(('collegato__in', ['', 'tavoli', 'obiettivi', 'risorse', 'indicatori', 'popolazione', 'offerta', 'esiti'])), name='sezione_collegato'),
        ),
        migrations.AddField(
            model_name='areasecondaria',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='areasecondaria',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='piano.areapolicy'),
        ),
        migrations.AddField(
            model_name='areasecondaria',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='aree_secondarie',
            field=models.ManyToManyField(related_name='+', through='piano.AreaSecondaria', to='piano.areapolicy', verbose_name='altre aree'),
        ),
        migrations.AddField(
            model_name='lepsobiettivo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='lepsobiettivo',
            name='leps',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.leps'),
        ),
        migrations.AddField(
            model_name='lepsobiettivo',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='leps',
            field=models.ManyToManyField(related_name='+', through='piano.LepsObiettivo', to='servizi.leps', verbose_name='livelli essenziali che sostiene'),
        ),
        migrations.AddField(
            model_name='personaleobiettivo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='personaleobiettivo',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personale', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='provarilevazione',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='corregge',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corretta_da', to='piano.rilevazione'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='indicatore',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rilevazioni', to='piano.indicatore'),
        ),
        migrations.AddField(
            model_name='rilevazione',
            name='scritta_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='provarilevazione',
            name='rilevazione',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prove', to='piano.rilevazione'),
        ),
        migrations.AddField(
            model_name='servizioobiettivo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='servizioobiettivo',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='servizioobiettivo',
            name='servizio',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.servizio'),
        ),
        migrations.AddField(
            model_name='obiettivo',
            name='servizi',
            field=models.ManyToManyField(related_name='+', through='piano.ServizioObiettivo', to='servizi.servizio', verbose_name='servizi coinvolti'),
        ),
        migrations.AddConstraint(
            model_name='obiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('integrazione_sociosanitaria__in', ['', 'asst', 'ats', 'entrambe', 'distretto'])), name='obiettivo_integrazione'),
        ),
        migrations.AddConstraint(
            model_name='obiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('peso__isnull', True), models.Q(('peso__gte', 1), ('peso__lte', 100)), _connector='OR'), name='obiettivo_peso'),
        ),
        migrations.AddField(
            model_name='soggettoobiettivo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='soggettoobiettivo',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='soggetti', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='traguardo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='traguardo',
            name='indicatore',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='traguardi', to='piano.indicatore'),
        ),
        migrations.AddField(
            model_name='valutazioneobiettivo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='valutazioneobiettivo',
            name='obiettivo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='valutazioni', to='piano.obiettivo'),
        ),
        migrations.AddField(
            model_name='valutazioneobiettivo',
            name='scritta_da',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='areasecondaria',
            constraint=models.UniqueConstraint(fields=('ambito', 'obiettivo', 'area'), name='areasecondaria_unica'),
        ),
        migrations.AddConstraint(
            model_name='lepsobiettivo',
            constraint=models.UniqueConstraint(fields=('ambito', 'obiettivo', 'leps'), name='lepsobiettivo_unico'),
        ),
        migrations.AddConstraint(
            model_name='personaleobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('ore_settimanali__gt', 0), ('tempo_pieno__gt', 0), _connector='OR'), name='personaleobiettivo_quanto'),
        ),
        migrations.AddConstraint(
            model_name='personaleobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ore_settimanali__isnull', True), ('ore_settimanali__gte', 0), _connector='OR'), models.Q(('tempo_pieno__isnull', True), ('tempo_pieno__gte', 0), _connector='OR')), name='personaleobiettivo_positivo'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.UniqueConstraint(condition=models.Q(('attuale', True)), fields=('ambito', 'indicatore', 'al'), name='rilevazioneindicatore_unica'),
        ),
        migrations.AddConstraint(
            model_name='rilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('corregge__isnull', True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='rilevazioneindicatore_motivo'),
        ),
        migrations.AddConstraint(
            model_name='provarilevazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'rilevazione', 'sha256'), name='provarilevazione_unica'),
        ),
        migrations.AddConstraint(
            model_name='provarilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='provarilevazione_formato'),
        ),
        migrations.AddConstraint(
            model_name='provarilevazione',
            constraint=models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='provarilevazione_dimensione'),
        ),
        migrations.AddConstraint(
            model_name='servizioobiettivo',
            constraint=models.UniqueConstraint(fields=('ambito', 'obiettivo', 'servizio'), name='servizioobiettivo_unico'),
        ),
        migrations.AddConstraint(
            model_name='soggettoobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('ruolo__in', ['promotore', 'partner', 'finanziatore'])), name='soggettoobiettivo_ruolo'),
        ),
        migrations.AddConstraint(
            model_name='traguardo',
            constraint=models.UniqueConstraint(fields=('ambito', 'indicatore', 'anno'), name='traguardo_unico'),
        ),
        migrations.AddConstraint(
            model_name='valutazioneobiettivo',
            constraint=models.UniqueConstraint(fields=('ambito', 'obiettivo', 'anno', 'finale'), name='valutazioneobiettivo_unica'),
        ),
        migrations.AddConstraint(
            model_name='valutazioneobiettivo',
            constraint=models.UniqueConstraint(condition=models.Q(('finale', True)), fields=('ambito', 'obiettivo'), name='valutazioneobiettivo_finale_unica'),
        ),
        migrations.AddConstraint(
            model_name='valutazioneobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('esito__in', ['raggiunto', 'in_parte', 'non_raggiunto', 'trascinato', 'abbandonato'])), name='valutazioneobiettivo_esito'),
        ),
        migrations.AddConstraint(
            model_name='valutazioneobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('grado__lte', 100)), name='valutazioneobiettivo_grado'),
        ),
        migrations.AddConstraint(
            model_name='valutazioneobiettivo',
            constraint=models.CheckConstraint(condition=models.Q(('esito', 'raggiunto'), models.Q(('perche', ''), _negated=True), _connector='OR'), name='valutazioneobiettivo_perche'),
        ),
        IsolaAmbito(
            "AreaSecondaria", "LepsObiettivo", "ServizioObiettivo", "SoggettoObiettivo", "PersonaleObiettivo", "Traguardo",
            "Rilevazione", "ProvaRilevazione", "ValutazioneObiettivo",
        ),
        migrations.RunSQL(CUSTODIA, VIA),
    ]
