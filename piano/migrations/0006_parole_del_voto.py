"""Ciò che è proposto si dice «al voto», con qualunque nome abbia l’organo: cambiano le parole, non i dati."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('piano', '0005_figure'),
    ]

    operations = [
        migrations.AlterField(
            model_name='pianoattuativo',
            name='esito_voto',
            field=models.CharField(blank=True, max_length=300, verbose_name='ultimo esito del voto'),
        ),
        migrations.AlterField(
            model_name='pianoattuativo',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In bozza'), ('verificato', 'Verificato dall’Ufficio di Piano'), ('proposto', 'Proposto al voto'), ('approvato', 'Approvato'), ('trasmesso', 'Trasmesso alla Regione'), ('in_attuazione', 'In attuazione'), ('monitorato', 'Monitorato'), ('rendicontato', 'Rendicontato'), ('chiuso', 'Chiuso')], default='bozza', max_length=16),
        ),
        migrations.AlterField(
            model_name='pianodizona',
            name='esito_voto',
            field=models.CharField(blank=True, max_length=300, verbose_name='ultimo esito del voto'),
        ),
        migrations.AlterField(
            model_name='pianodizona',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In bozza'), ('proposto', 'Proposto al voto'), ('approvato', 'Approvato'), ('vigente', 'Vigente'), ('in_aggiornamento', 'Vigente, in aggiornamento'), ('aggiornamento_proposto', 'Vigente, aggiornamento proposto'), ('concluso', 'Concluso'), ('archiviato', 'Archiviato')], default='bozza', max_length=24),
        ),
    ]
