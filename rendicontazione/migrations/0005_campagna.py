"""La campagna più severa: spiegazioni dei controlli, rilievi su righe e celle, due controlli, copia delle righe alla chiusura."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# La copia delle righe a una chiusura si aggiunge e basta.
CHIUSURE = """
create function rendicontazione_chiusura_custodita() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'la copia delle righe a una chiusura non si cambia e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger custodita before update or delete on rendicontazione_chiusuracampagna
  for each row execute function rendicontazione_chiusura_custodita();
"""
VIA_CHIUSURE = """
drop trigger custodita on rendicontazione_chiusuracampagna; drop function rendicontazione_chiusura_custodita();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0004_memoria_lavori'),
        ('rendicontazione', '0004_griglie'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChiusuraCampagna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField()),
                ('chiusa_il', models.DateTimeField()),
                ('comuni', models.PositiveIntegerField()),
                ('righe', models.PositiveIntegerField()),
                ('spesa_lorda', models.DecimalField(decimal_places=2, max_digits=18)),
                ('spesa_netta', models.DecimalField(decimal_places=2, max_digits=18)),
                ('righe_csv', models.BinaryField()),
                ('impronta', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'chiusura di una campagna',
                'verbose_name_plural': 'chiusure di una campagna',
                'ordering': ['-numero'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='RilievoSpesa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('genere', models.CharField(choices=[('riga', 'Tutta la riga'), ('cella', 'Una cella'), ('manca', 'Una riga che manca')], max_length=5)),
                ('campo', models.CharField(blank=True, choices=[('utenti', 'utenti'), ('fondo', 'fondo'), ('spesa_lorda', 'spesa lorda'), ('compartecipazione_utenti', 'compartecipazione degli utenti'), ('quota_ssn', 'quota del servizio sanitario'), ('altre_entrate', 'altre entrate'), ('liquidato', 'liquidato')], max_length=24)),
                ('nome', models.CharField(max_length=400, verbose_name='su che cosa')),
                ('testo', models.CharField(max_length=1000, verbose_name='che cosa correggere')),
                ('scritto_il', models.DateTimeField()),
                ('consegnato_il', models.DateTimeField(null=True)),
                ('corretto_il', models.DateTimeField(null=True)),
                ('risposta', models.CharField(blank=True, max_length=1000)),
                ('chiuso_il', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'rilievo sulla spesa',
                'verbose_name_plural': 'rilievi sulla spesa',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Spiegazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('controllo', models.CharField(max_length=3)),
                ('riguarda', models.CharField(max_length=60)),
                ('rilevato', models.CharField(max_length=300)),
                ('testo', models.CharField(max_length=500)),
            ],
            options={
                'verbose_name_plural': 'spiegazioni',
                'ordering': ['pk'],
                'default_permissions': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='rendiconto',
            name='rendiconto_stato',
        ),
        migrations.RemoveConstraint(
            model_name='rendiconto',
            name='rendiconto_inviato_il',
        ),
        migrations.AddField(
            model_name='campagna',
            name='doppio_controllo',
            field=models.BooleanField(default=False, verbose_name='due controlli di persone diverse'),
        ),
        migrations.AddField(
            model_name='campagna',
            name='scarto_mediana',
            field=models.PositiveSmallIntegerField(default=50, verbose_name='distanza dalla mediana, in percentuale'),
        ),
        migrations.AddField(
            model_name='campagna',
            name='scostamento',
            field=models.PositiveSmallIntegerField(default=30, verbose_name='variazione da spiegare, in percentuale'),
        ),
        migrations.AddField(
            model_name='rendiconto',
            name='controllato_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rendiconto',
            name='totale_dichiarato',
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='totale della spesa lorda nel consuntivo'),
        ),
        migrations.AlterField(
            model_name='rendiconto',
            name='stato',
            field=models.CharField(choices=[('da_compilare', 'Da compilare'), ('in_compilazione', 'In compilazione'), ('inviato', 'Inviato'), ('certificato', 'Certificato'), ('controllato', 'Controllato'), ('rettifica_richiesta', 'Da correggere'), ('validato', 'Validato'), ('chiuso', 'Chiuso')], default='da_compilare', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='rendiconto',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['da_compilare', 'in_compilazione', 'inviato', 'certificato', 'controllato', 'rettifica_richiesta', 'validato', 'chiuso'])), name='rendiconto_stato'),
        ),
        migrations.AddConstraint(
            model_name='rendiconto',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ('inviato', 'certificato', 'controllato', 'validato', 'chiuso')), _negated=True), ('inviato_il__isnull', False), _connector='OR'), name='rendiconto_inviato_il'),
        ),
        migrations.AddField(
            model_name='chiusuracampagna',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='chiusuracampagna',
            name='campagna',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chiusure', to='rendicontazione.campagna'),
        ),
        migrations.AddField(
            model_name='chiusuracampagna',
            name='chiusa_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rilievospesa',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='rilievospesa',
            name='rendiconto',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rilievi', to='rendicontazione.rendiconto'),
        ),
        migrations.AddField(
            model_name='rilievospesa',
            name='scritto_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rilievospesa',
            name='voce',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rilievi', to='rendicontazione.vocespesa'),
        ),
        migrations.AddField(
            model_name='spiegazione',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='spiegazione',
            name='rendiconto',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spiegazioni', to='rendicontazione.rendiconto'),
        ),
        migrations.AddConstraint(
            model_name='chiusuracampagna',
            constraint=models.UniqueConstraint(fields=('ambito', 'campagna', 'numero'), name='chiusuracampagna_numero'),
        ),
        migrations.AddConstraint(
            model_name='rilievospesa',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('campo__in', ['utenti', 'fondo', 'spesa_lorda', 'compartecipazione_utenti', 'quota_ssn', 'altre_entrate', 'liquidato']), ('genere', 'cella')), models.Q(('campo', ''), ('genere__in', ['riga', 'manca'])), _connector='OR'), name='rilievospesa_bersaglio'),
        ),
        migrations.AddConstraint(
            model_name='rilievospesa',
            constraint=models.CheckConstraint(condition=models.Q(('testo', ''), _negated=True), name='rilievospesa_testo'),
        ),
        migrations.AddConstraint(
            model_name='rilievospesa',
            constraint=models.CheckConstraint(condition=models.Q(('consegnato_il__isnull', False), models.Q(('chiuso_il__isnull', True), ('corretto_il__isnull', True), ('risposta', '')), _connector='OR'), name='rilievospesa_consegnato'),
        ),
        migrations.AddConstraint(
            model_name='spiegazione',
            constraint=models.UniqueConstraint(fields=('ambito', 'rendiconto', 'controllo', 'riguarda'), name='spiegazione_una'),
        ),
        migrations.AddConstraint(
            model_name='spiegazione',
            constraint=models.CheckConstraint(condition=models.Q(('controllo__in', ['C07', 'C08'])), name='spiegazione_controllo'),
        ),
        migrations.AddConstraint(
            model_name='spiegazione',
            constraint=models.CheckConstraint(condition=models.Q(('testo', ''), _negated=True), name='spiegazione_testo'),
        ),
        migrations.AddField(
            model_name='vocespesa',
            name='nuova',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        IsolaAmbito("ChiusuraCampagna", "RilievoSpesa", "Spiegazione"),
        migrations.RunSQL(CHIUSURE, VIA_CHIUSURE),
    ]
