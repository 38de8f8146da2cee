"""Gli enti che votano soltanto su una materia; il seggio ferma anche il nome e il codice di chi siede."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Chi migra possiede la tabella, ma la regola di riga è forzata anche per lui, e i seggi di una seduta aperta non si toccano.
NOMI = """
alter table assemblea_seggioseduta no force row level security, disable trigger fermo;
update assemblea_seggioseduta s set nome = c.nome, codice = c.codice_istat from ambito_comune c where c.id = s.comune_id;
alter table assemblea_seggioseduta force row level security, enable trigger fermo;
alter table assemblea_seggioseduta add constraint assemblea_seggioseduta_ente_id_ambito_fk
  foreign key (ambito_id, ente_id) references ambito_ente (ambito_id, id) deferrable initially deferred;
"""
VIA = "alter table assemblea_seggioseduta drop constraint assemblea_seggioseduta_ente_id_ambito_fk"


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0003_catena'),
    ]

    operations = [
        migrations.CreateModel(
            name='EnteVotante',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('materia', models.CharField(default='sociosanitaria', max_length=40)),
            ],
            options={
                'verbose_name_plural': 'enti votanti',
                'ordering': ['ente'],
                'default_permissions': [],
            },
        ),
        migrations.AlterModelOptions(
            name='seggioseduta',
            options={'default_permissions': [], 'ordering': ['nome'], 'verbose_name_plural': 'seggi'},
        ),
        migrations.AlterModelOptions(
            name='voto',
            options={'default_permissions': [], 'ordering': ['seggio__nome'], 'verbose_name_plural': 'voti'},
        ),
        migrations.RemoveConstraint(
            model_name='seggioseduta',
            name='seggio_unico',
        ),
        migrations.AddField(
            model_name='seggioseduta',
            name='codice',
            field=models.CharField(default='', max_length=20, verbose_name='codice Istat del Comune, o dell’ente'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='seggioseduta',
            name='ente',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ente'),
        ),
        migrations.AddField(
            model_name='seggioseduta',
            name='materia',
            field=models.CharField(blank=True, max_length=40, verbose_name='vota soltanto su questa materia'),
        ),
        migrations.AddField(
            model_name='seggioseduta',
            name='nome',
            field=models.CharField(default='', max_length=200),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='seggioseduta',
            name='comune',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.comune'),
        ),
        migrations.RunSQL(NOMI, VIA),
        migrations.AddConstraint(
            model_name='seggioseduta',
            constraint=models.UniqueConstraint(fields=('ambito', 'seduta', 'codice'), name='seggio_unico'),
        ),
        migrations.AddConstraint(
            model_name='seggioseduta',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comune__isnull', False), ('ente__isnull', True), ('materia', '')), models.Q(('comune__isnull', True), ('ente__isnull', False), models.Q(('materia', ''), _negated=True)), _connector='OR'), name='seggio_di_uno'),
        ),
        migrations.AddField(
            model_name='entevotante',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='entevotante',
            name='ente',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ente'),
        ),
        migrations.AddField(
            model_name='entevotante',
            name='regola',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enti', to='assemblea.regolavoto'),
        ),
        migrations.AddConstraint(
            model_name='entevotante',
            constraint=models.UniqueConstraint(fields=('ambito', 'regola', 'ente'), name='entevotante_unico'),
        ),
        IsolaAmbito('entevotante'),
    ]
