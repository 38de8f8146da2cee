"""Quote dei Comuni, richiesta di convocazione, conflitto di interessi fra le espressioni di voto."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0010_ordine_del_giorno'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='voto',
            name='voto_espressione',
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='quote',
            field=models.JSONField(default=dict, verbose_name='quota di ogni Comune, per codice Istat'),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='richiesta',
            field=models.JSONField(null=True, verbose_name='quota di Comuni che può chiedere di convocare'),
        ),
        migrations.AddField(
            model_name='regolavoto',
            name='richiesta_giorni',
            field=models.PositiveSmallIntegerField(default=20),
        ),
        migrations.AlterField(
            model_name='voto',
            name='espressione',
            field=models.CharField(choices=[('favorevole', 'Favorevole'), ('contrario', 'Contrario'), ('astenuto', 'Astenuto'), ('conflitto', 'In conflitto di interessi, non partecipa'), ('non_votante', 'Presente, non ha votato')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='voto',
            constraint=models.CheckConstraint(condition=models.Q(('espressione__in', ['favorevole', 'contrario', 'astenuto', 'conflitto', 'non_votante'])), name='voto_espressione'),
        ),
    ]
