"""La vita di un accordo in vigore: la notizia sul sito dei Comuni, le proroghe, i subentri fra le parti."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Una proroga e un subentro sono fatti: restano come sono stati scritti.
IMMUTABILI = """
create trigger immutabile before update or delete on accordo_prorogaaccordo for each row execute function accordo_immutabile();
create trigger immutabile before update or delete on accordo_attoproroga for each row execute function accordo_immutabile();
create trigger immutabile before update or delete on accordo_subentro for each row execute function accordo_immutabile();
"""
VIA = """
drop trigger immutabile on accordo_subentro;
drop trigger immutabile on accordo_attoproroga;
drop trigger immutabile on accordo_prorogaaccordo;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0005_riparti'),
        ('ambito', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AttoProroga',
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
                'verbose_name_plural': 'atti di proroga',
                'ordering': ['pk'],
                'abstract': False,
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='ProrogaAccordo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prima', models.DateField(verbose_name='durava fino al')),
                ('al', models.DateField(verbose_name='dura fino al')),
                ('organo', models.CharField(max_length=120, verbose_name='organo che ha deciso')),
                ('atto_numero', models.CharField(max_length=40, verbose_name='numero dell’atto')),
                ('atto_data', models.DateField(verbose_name='data dell’atto')),
                ('motivo', models.TextField(max_length=2000, verbose_name='motivo')),
                ('registrata_il', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'proroga dell’accordo',
                'verbose_name_plural': 'proroghe dell’accordo',
                'ordering': ['al'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Subentro',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dal', models.DateField()),
                ('causa', models.CharField(choices=[('fusione', 'Fusione o incorporazione'), ('nome', 'Cambio di nome o di forma'), ('funzioni', 'Passaggio delle funzioni a un altro ente'), ('altro', 'Altra causa')], max_length=12, verbose_name='perché cambia')),
                ('atto', models.CharField(max_length=200, verbose_name='atto che lo dispone')),
                ('motivo', models.TextField(max_length=2000, verbose_name='che cosa è successo')),
                ('registrato_il', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'subentri',
                'ordering': ['dal', 'pk'],
                'default_permissions': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='parteaccordo',
            name='parte_stato',
        ),
        migrations.AddField(
            model_name='parteaccordo',
            name='sito_il',
            field=models.DateField(blank=True, null=True, verbose_name='avviso sul sito dal'),
        ),
        migrations.AddField(
            model_name='parteaccordo',
            name='sito_url',
            field=models.URLField(blank=True, verbose_name='indirizzo della pagina'),
        ),
        migrations.AlterField(
            model_name='parteaccordo',
            name='stato',
            field=models.CharField(choices=[('da_approvare', 'Deve approvare'), ('atto_caricato', 'Atto da controllare'), ('approvata', 'Ha approvato'), ('rifiutata', 'Ha rifiutato'), ('firmata', 'Ha firmato'), ('receduta', 'Ha receduto'), ('sostituita', 'Sostituita')], default='da_approvare', max_length=16),
        ),
        migrations.AddConstraint(
            model_name='parteaccordo',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['da_approvare', 'atto_caricato', 'approvata', 'rifiutata', 'firmata', 'receduta', 'sostituita'])), name='parte_stato'),
        ),
        migrations.AddField(
            model_name='attoproroga',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='prorogaaccordo',
            name='accordo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proroghe', to='accordo.accordodiprogramma'),
        ),
        migrations.AddField(
            model_name='prorogaaccordo',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='prorogaaccordo',
            name='registrata_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attoproroga',
            name='proroga',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='accordo.prorogaaccordo'),
        ),
        migrations.AddField(
            model_name='subentro',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='subentro',
            name='entrante',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subentri', to='accordo.parteaccordo'),
        ),
        migrations.AddField(
            model_name='subentro',
            name='registrato_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='subentro',
            name='uscente',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='subentro', to='accordo.parteaccordo'),
        ),
        migrations.AddConstraint(
            model_name='prorogaaccordo',
            constraint=models.UniqueConstraint(fields=('ambito', 'accordo', 'al'), name='proroga_unica'),
        ),
        migrations.AddConstraint(
            model_name='prorogaaccordo',
            constraint=models.CheckConstraint(condition=models.Q(('al__gt', models.F('prima'))), name='proroga_allunga'),
        ),
        migrations.AddConstraint(
            model_name='prorogaaccordo',
            constraint=models.CheckConstraint(condition=models.Q(('atto_data__lte', models.F('prima'))), name='proroga_prima_della_fine'),
        ),
        migrations.AddConstraint(
            model_name='prorogaaccordo',
            constraint=models.CheckConstraint(condition=models.Q(('motivo', ''), _negated=True), name='proroga_motivo'),
        ),
        migrations.AddConstraint(
            model_name='attoproroga',
            constraint=models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='attoproroga_formato'),
        ),
        migrations.AddConstraint(
            model_name='attoproroga',
            constraint=models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='attoproroga_dimensione'),
        ),
        migrations.AddConstraint(
            model_name='subentro',
            constraint=models.CheckConstraint(condition=models.Q(('uscente', models.F('entrante')), _negated=True), name='subentro_di_un_altro'),
        ),
        migrations.AddConstraint(
            model_name='subentro',
            constraint=models.CheckConstraint(condition=models.Q(('causa__in', ['fusione', 'nome', 'funzioni', 'altro'])), name='subentro_causa'),
        ),
        migrations.AddConstraint(
            model_name='subentro',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('atto', ''), _negated=True), models.Q(('motivo', ''), _negated=True)), name='subentro_con_atto'),
        ),
        IsolaAmbito("ProrogaAccordo", "AttoProroga", "Subentro"),
        migrations.RunSQL(IMMUTABILI, VIA),
    ]
