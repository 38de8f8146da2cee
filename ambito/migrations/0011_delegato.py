"""Il delegato del Sindaco, e il diritto di delegare."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0010_lavori_e_calendario'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='comune',
            options={'default_permissions': [], 'ordering': ['nome', 'codice_istat'], 'permissions': [('legge_comune', 'Vede i dati riservati del Comune'), ('compila_adesione', 'Compila e invia l’adesione del Comune'), ('compila_spesa', 'Inserisce e invia la spesa del Comune'), ('certifica_spesa', 'Certifica la spesa del Comune'), ('vota', 'Vota per il Comune in Assemblea'), ('delega', 'Delega altri a sedere per il Comune in Assemblea')], 'verbose_name_plural': 'Comuni'},
        ),
        migrations.RemoveConstraint(
            model_name='incarico',
            name='incarico_ruolo',
        ),
        migrations.RemoveConstraint(
            model_name='incarico',
            name='incarico_comune',
        ),
        migrations.AlterField(
            model_name='gruppodiruolo',
            name='ruolo',
            field=models.CharField(choices=[('coordinatore', 'Coordinatore dell’Ufficio di Piano'), ('udp', 'Ufficio di Piano'), ('segretario', 'Segretario dell’Assemblea'), ('presidente', 'Presidente dell’Assemblea'), ('revisore', 'Revisore'), ('sindaco', 'Sindaco'), ('delegato', 'Delegato del Sindaco'), ('operatore', 'Operatore comunale'), ('ragioneria', 'Ragioneria comunale'), ('ats', 'ATS, ASST, Provincia'), ('ets', 'Ente del terzo settore')], max_length=20),
        ),
        migrations.AlterField(
            model_name='incarico',
            name='ruolo',
            field=models.CharField(choices=[('coordinatore', 'Coordinatore dell’Ufficio di Piano'), ('udp', 'Ufficio di Piano'), ('segretario', 'Segretario dell’Assemblea'), ('presidente', 'Presidente dell’Assemblea'), ('revisore', 'Revisore'), ('sindaco', 'Sindaco'), ('delegato', 'Delegato del Sindaco'), ('operatore', 'Operatore comunale'), ('ragioneria', 'Ragioneria comunale'), ('ats', 'ATS, ASST, Provincia'), ('ets', 'Ente del terzo settore')], max_length=20),
        ),
        migrations.AlterField(
            model_name='invito',
            name='ruolo',
            field=models.CharField(choices=[('coordinatore', 'Coordinatore dell’Ufficio di Piano'), ('udp', 'Ufficio di Piano'), ('segretario', 'Segretario dell’Assemblea'), ('presidente', 'Presidente dell’Assemblea'), ('revisore', 'Revisore'), ('sindaco', 'Sindaco'), ('delegato', 'Delegato del Sindaco'), ('operatore', 'Operatore comunale'), ('ragioneria', 'Ragioneria comunale'), ('ats', 'ATS, ASST, Provincia'), ('ets', 'Ente del terzo settore')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='incarico',
            constraint=models.CheckConstraint(condition=models.Q(('ruolo__in', ['coordinatore', 'udp', 'segretario', 'presidente', 'revisore', 'sindaco', 'delegato', 'operatore', 'ragioneria', 'ats', 'ets'])), name='incarico_ruolo'),
        ),
        migrations.AddConstraint(
            model_name='incarico',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ruolo__in', ['sindaco', 'delegato', 'operatore', 'ragioneria']), _negated=True), ('comune__isnull', False), _connector='OR'), name='incarico_comune'),
        ),
    ]
