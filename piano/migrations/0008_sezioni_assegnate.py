"""Chi scrive ogni sezione ed entro quando, la sua sintesi, i nomi dei livelli; il codice unico si guarda alla fine."""

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0007_versioni_nominate'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sezione',
            name='sezione_codice_unico',
        ),
        migrations.AddField(
            model_name='pianodizona',
            name='nome_area',
            field=models.CharField(default='Area di programmazione', max_length=40, verbose_name='come si chiama ciò che raggruppa gli obiettivi'),
        ),
        migrations.AddField(
            model_name='pianodizona',
            name='nome_capitolo',
            field=models.CharField(default='Capitolo', max_length=40, verbose_name='come si chiama il primo livello dell’indice'),
        ),
        migrations.AddField(
            model_name='pianodizona',
            name='nome_paragrafo',
            field=models.CharField(default='Paragrafo', max_length=40, verbose_name='come si chiama il secondo livello dell’indice'),
        ),
        migrations.AddField(
            model_name='sezione',
            name='assegnata_a',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi la scrive'),
        ),
        migrations.AddField(
            model_name='sezione',
            name='entro',
            field=models.DateField(null=True, verbose_name='entro quando'),
        ),
        migrations.AddField(
            model_name='sezione',
            name='sintesi',
            field=models.CharField(blank=True, max_length=400, verbose_name='che cosa deve sapere un Sindaco'),
        ),
        migrations.AddConstraint(
            model_name='sezione',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('ambito', 'piano', 'codice'), name='sezione_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='sezione',
            constraint=models.CheckConstraint(condition=models.Q(('entro', None), ('assegnata_a__isnull', False), _connector='OR'), name='sezione_entro_di_qualcuno'),
        ),
    ]
