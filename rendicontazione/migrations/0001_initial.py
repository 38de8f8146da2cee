"""Le tabelle della rendicontazione: campagne, rendiconti dei Comuni, voci di spesa."""

from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import CreaModelli


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ambito', '0001_initial'),
        ('servizi', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreaModelli(
            migrations.CreateModel(
                name='Campagna',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                    ('anno', models.PositiveSmallIntegerField()),
                    ('apre', models.DateField(verbose_name='si apre il')),
                    ('chiude', models.DateField(verbose_name='termine per l’invio')),
                    ('stato', models.CharField(choices=[('aperta', 'Aperta'), ('chiusa', 'Chiusa')], default='aperta', max_length=8)),
                ],
                options={
                    'verbose_name_plural': 'campagne',
                    'ordering': ['-anno'],
                    'default_permissions': [],
                    'constraints': [
                        models.UniqueConstraint(fields=('ambito', 'anno'), name='campagna_anno_unico'),
                        models.CheckConstraint(condition=models.Q(('stato__in', ['aperta', 'chiusa'])), name='campagna_stato'),
                        models.CheckConstraint(condition=models.Q(('chiude__gte', models.F('apre'))), name='campagna_date'),
                        models.CheckConstraint(condition=models.Q(('anno__gte', 2000), ('anno__lte', 2100)), name='campagna_anno'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Rendiconto',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                    ('campagna', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rendiconti', to='rendicontazione.campagna')),
                    ('comune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune')),
                    ('stato', models.CharField(choices=[('da_compilare', 'Da compilare'), ('in_compilazione', 'In compilazione'), ('inviato', 'Inviato'), ('certificato', 'Certificato'), ('rettifica_richiesta', 'Da correggere'), ('validato', 'Validato'), ('chiuso', 'Chiuso')], default='da_compilare', max_length=20)),
                    ('senza_spesa', models.BooleanField(default=False, verbose_name='il Comune non ha avuto spesa')),
                    ('messaggio', models.CharField(blank=True, max_length=1000, verbose_name='messaggio per l’Ufficio di Piano')),
                    ('motivo', models.CharField(blank=True, max_length=1000, verbose_name='che cosa correggere')),
                    ('inviato_il', models.DateTimeField(null=True)),
                    ('inviato_da', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'rendiconti',
                    'ordering': ['campagna', 'comune__nome'],
                    'default_permissions': [],
                    'indexes': [models.Index(fields=['ambito', 'campagna', 'stato'], name='rendicontaz_ambito__9cee2c_idx')],
                    'constraints': [
                        models.UniqueConstraint(fields=('ambito', 'campagna', 'comune'), name='rendiconto_unico'),
                        models.CheckConstraint(condition=models.Q(('stato__in', ['da_compilare', 'in_compilazione', 'inviato', 'certificato', 'rettifica_richiesta', 'validato', 'chiuso'])), name='rendiconto_stato'),
                        models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ('inviato', 'certificato', 'validato', 'chiuso')), _negated=True), ('inviato_il__isnull', False), _connector='OR'), name='rendiconto_inviato_il'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='VoceSpesa',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                    ('rendiconto', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voci', to='rendicontazione.rendiconto')),
                    ('intervento', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.intervento')),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.areautenza', verbose_name='area di utenza')),
                    ('forma_gestione', models.CharField(choices=[('SIN', 'Singola: il Comune da solo'), ('ASS', 'Associata: con altri Comuni o tramite l’ente dell’Ambito'), ('DEL', 'Delegata all’azienda sanitaria')], max_length=3, verbose_name='forma di gestione')),
                    ('fondo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='servizi.fondo')),
                    ('utenti', models.PositiveIntegerField(default=0)),
                    ('spesa_lorda', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14, verbose_name='spesa lorda')),
                    ('compartecipazione_utenti', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14, verbose_name='compartecipazione degli utenti')),
                    ('quota_ssn', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14, verbose_name='quota del servizio sanitario')),
                    ('altre_entrate', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14, verbose_name='altre entrate')),
                    ('spesa_netta', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('spesa_lorda'), '-', models.F('compartecipazione_utenti')), '-', models.F('quota_ssn')), '-', models.F('altre_entrate')), output_field=models.DecimalField(decimal_places=2, max_digits=14))),
                    ('liquidato', models.DecimalField(decimal_places=2, default=Decimal('0.00'), max_digits=14, verbose_name='liquidato')),
                    ('nota', models.CharField(blank=True, max_length=500)),
                    ('revisione', models.PositiveIntegerField(default=1, editable=False)),
                ],
                options={
                    'verbose_name_plural': 'voci di spesa',
                    'ordering': ['pk'],
                    'default_permissions': [],
                    'constraints': [
                        models.UniqueConstraint(fields=('ambito', 'rendiconto', 'intervento', 'area', 'forma_gestione', 'fondo'), name='vocespesa_unica', nulls_distinct=False),
                        models.CheckConstraint(condition=models.Q(('forma_gestione__in', ['SIN', 'ASS', 'DEL'])), name='vocespesa_forma_gestione'),
                        models.CheckConstraint(condition=models.Q(('altre_entrate__gte', 0), ('compartecipazione_utenti__gte', 0), ('liquidato__gte', 0), ('quota_ssn__gte', 0), ('spesa_lorda__gte', 0)), name='vocespesa_non_negativi'),
                        models.CheckConstraint(condition=models.Q(('liquidato__lte', models.F('spesa_lorda'))), name='vocespesa_liquidato'),
                        models.CheckConstraint(condition=models.Q(('spesa_lorda__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('compartecipazione_utenti'), '+', models.F('quota_ssn')), '+', models.F('altre_entrate')))), name='vocespesa_netta'),
                    ],
                },
            ),
        ),
    ]
