"""Confermare l’adesione di un Comune è un diritto a sé: chi compila non invia."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0002_isolamento'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='comune',
            options={'default_permissions': [], 'ordering': ['nome', 'codice_istat'], 'permissions': [('legge_comune', 'Vede i dati riservati del Comune'), ('compila_adesione', 'Compila l’adesione del Comune'), ('conferma_adesione', 'Conferma l’adesione del Comune e la invia'), ('carica_atti', 'Carica gli atti e le firme del Comune sull’accordo'), ('compila_spesa', 'Inserisce e invia la spesa del Comune'), ('certifica_spesa', 'Certifica la spesa del Comune'), ('compila_servizi', 'Inserisce i dati dei servizi del Comune'), ('vota', 'Vota per il Comune in Assemblea'), ('delega', 'Delega altri a sedere per il Comune in Assemblea')], 'verbose_name_plural': 'Comuni'},
        ),
    ]
