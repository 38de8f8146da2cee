"""Il diritto di inserire i dati dei servizi di un Comune."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='comune',
            options={'default_permissions': [], 'ordering': ['nome', 'codice_istat'], 'permissions': [('legge_comune', 'Vede i dati riservati del Comune'), ('compila_adesione', 'Compila e invia l’adesione del Comune'), ('compila_spesa', 'Inserisce e invia la spesa del Comune'), ('certifica_spesa', 'Certifica la spesa del Comune'), ('compila_servizi', 'Inserisce i dati dei servizi del Comune'), ('vota', 'Vota per il Comune in Assemblea'), ('delega', 'Delega altri a sedere per il Comune in Assemblea')], 'verbose_name_plural': 'Comuni'},
        ),
    ]
