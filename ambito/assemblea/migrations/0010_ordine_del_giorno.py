"""Ordine del giorno a gradini, con durate, punti riservati, ricorrenti e aggiunti; sedute spostate dopo la convocazione."""

import django.db.models.deletion
from django.db import migrations, models

# Chi migra possiede la tabella, ma la regola di riga è forzata anche per lui.
NUMERI = """
alter table assemblea_puntoodg no force row level security;
update assemblea_puntoodg set numero = ordine::text;
alter table assemblea_puntoodg force row level security;
alter table assemblea_puntoodg add constraint assemblea_puntoodg_sotto_id_ambito_fk
  foreign key (ambito_id, sotto_id) references assemblea_puntoodg (ambito_id, id) deferrable initially deferred;
"""
VIA = "alter table assemblea_puntoodg drop constraint assemblea_puntoodg_sotto_id_ambito_fk"


class Migration(migrations.Migration):

    dependencies = [
        ('assemblea', '0009_ufficio'),
    ]

    operations = [
        migrations.AddField(
            model_name='puntoodg',
            name='aggiunto_il',
            field=models.DateTimeField(null=True, verbose_name='aggiunto dopo la convocazione'),
        ),
        migrations.AddField(
            model_name='puntoodg',
            name='minuti',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='durata prevista, in minuti'),
        ),
        migrations.AddField(
            model_name='puntoodg',
            name='numero',
            field=models.CharField(default='', max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='puntoodg',
            name='ricorrente',
            field=models.BooleanField(default=False, verbose_name='torna in ogni seduta dell’organo'),
        ),
        migrations.AddField(
            model_name='puntoodg',
            name='riservato',
            field=models.BooleanField(default=False, verbose_name='si tratta in seduta non pubblica'),
        ),
        migrations.AddField(
            model_name='puntoodg',
            name='sotto',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voci', to='assemblea.puntoodg'),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='aggiunta_ore',
            field=models.PositiveSmallIntegerField(default=24),
        ),
        migrations.AddField(
            model_name='seduta',
            name='variazioni',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='quante volte è stata spostata dopo la convocazione'),
        ),
        migrations.RunSQL(NUMERI, VIA),
    ]
