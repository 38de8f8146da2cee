"""Lavori che si annullano e dicono quanto sono costati; l’appuntamento allegato agli avvisi."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0009_cadenza_posta'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='lavoro',
            name='lavoro_avvio',
        ),
        migrations.RemoveConstraint(
            model_name='lavoro',
            name='lavoro_finito_il',
        ),
        migrations.AddField(
            model_name='avviso',
            name='calendario',
            field=models.TextField(blank=True, verbose_name='appuntamento da allegare (RFC 5545)'),
        ),
        migrations.AddField(
            model_name='lavoro',
            name='iniziato_il',
            field=models.DateTimeField(null=True, verbose_name='inizio dell’ultimo tentativo'),
        ),
        migrations.AddField(
            model_name='lavoro',
            name='secondi_cpu',
            field=models.FloatField(null=True, verbose_name='secondi di calcolo dell’ultimo tentativo'),
        ),
        migrations.AlterField(
            model_name='lavoro',
            name='avvio',
            field=models.CharField(choices=[('in_coda', 'In coda'), ('in_corso', 'In corso'), ('fatto', 'Fatto'), ('fallito', 'Non riuscito'), ('annullato', 'Annullato')], default='in_coda', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='lavoro',
            constraint=models.CheckConstraint(condition=models.Q(('avvio__in', ['in_coda', 'in_corso', 'fatto', 'fallito', 'annullato'])), name='lavoro_avvio'),
        ),
        migrations.AddConstraint(
            model_name='lavoro',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('avvio__in', ['in_coda', 'in_corso']), ('finito_il__isnull', True)), models.Q(('avvio__in', ['fatto', 'fallito', 'annullato']), ('finito_il__isnull', False)), _connector='OR'), name='lavoro_finito_il'),
        ),
    ]
