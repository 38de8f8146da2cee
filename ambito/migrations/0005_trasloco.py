"""Un Ambito arrivato da un’altra installazione ricorda il numero che aveva là; un codice di verifica è unico nel suo Ambito."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0004_memoria_lavori'),
    ]

    operations = [
        migrations.CreateModel(
            name='NumeroDiPrima',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.BigIntegerField()),
            ],
            options={
                'verbose_name_plural': 'numeri di prima',
                'default_permissions': [],
            },
        ),
        migrations.AlterField(
            model_name='documento',
            name='codice',
            field=models.CharField(max_length=24, verbose_name='codice di verifica'),
        ),
        migrations.AddConstraint(
            model_name='documento',
            constraint=models.UniqueConstraint(fields=('ambito', 'codice'), name='documento_codice_unico'),
        ),
        migrations.AddField(
            model_name='numerodiprima',
            name='di',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numeri_di_prima', to='ambito.ambito'),
        ),
        migrations.AddIndex(
            model_name='numerodiprima',
            index=models.Index(fields=['numero'], name='numero_di_prima'),
        ),
        migrations.AddConstraint(
            model_name='numerodiprima',
            constraint=models.UniqueConstraint(fields=('di', 'numero'), name='numero_di_prima_unico'),
        ),
    ]
