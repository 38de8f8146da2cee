"""Il correttivo di un criterio guarda un dato qualunque, non più soltanto i residenti: quale dato, da che parte della soglia."""

import django.db.models.deletion
from django.db import migrations, models

from ambito.db.migrazioni import IsolaChiave


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0004_fascicolo'),
        ('ambito', '0002_isolamento'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='criterioscenario',
            name='criterio_correttivo',
        ),
        migrations.RenameField(
            model_name='criterioscenario',
            old_name='piccoli_fino_a',
            new_name='soglia',
        ),
        migrations.AlterField(
            model_name='criterioscenario',
            name='soglia',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='criterioscenario',
            name='guarda',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accordo.datoriparto'),
        ),
        migrations.AddField(
            model_name='criterioscenario',
            name='verso',
            field=models.CharField(choices=[('fino_a', 'Chi ne ha fino a'), ('almeno', 'Chi ne ha almeno')], default='fino_a', max_length=8, verbose_name='quali Comuni'),
        ),
        migrations.AddConstraint(
            model_name='criterioscenario',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guarda__isnull', True), ('moltiplicatore__isnull', True), ('soglia__isnull', True)), models.Q(('moltiplicatore__gte', 0), ('moltiplicatore__isnull', False), ('soglia__gt', 0), ('soglia__isnull', False)), _connector='OR'), name='criterio_correttivo'),
        ),
        migrations.AddConstraint(
            model_name='criterioscenario',
            constraint=models.CheckConstraint(condition=models.Q(('verso__in', ['fino_a', 'almeno'])), name='criterio_verso'),
        ),
        IsolaChiave("CriterioScenario", "guarda"),
    ]
