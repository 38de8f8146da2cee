"""Stato «colonne da indicare» dei fogli caricati e memoria delle colonne indicate."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0007_documenti'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemoriaColonna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tracciato', models.CharField(max_length=40)),
                ('intestazione', models.CharField(max_length=200)),
                ('colonna', models.CharField(max_length=60)),
            ],
            options={
                'verbose_name_plural': 'memorie delle colonne',
                'default_permissions': [],
            },
        ),
        migrations.RemoveConstraint(
            model_name='caricamento',
            name='caricamento_esito',
        ),
        migrations.AlterField(
            model_name='caricamento',
            name='esito',
            field=models.CharField(choices=[('da_abbinare', 'Colonne da indicare'), ('anteprima', 'Da confermare'), ('con_errori', 'Con errori'), ('applicato', 'Applicato'), ('annullato', 'Annullato')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='caricamento',
            constraint=models.CheckConstraint(condition=models.Q(('esito__in', ['da_abbinare', 'anteprima', 'con_errori', 'applicato', 'annullato'])), name='caricamento_esito'),
        ),
        migrations.AddField(
            model_name='memoriacolonna',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddConstraint(
            model_name='memoriacolonna',
            constraint=models.UniqueConstraint(fields=('ambito', 'tracciato', 'intestazione'), name='memoria_colonna_unica'),
        ),
        IsolaAmbito('MemoriaColonna'),
    ]
