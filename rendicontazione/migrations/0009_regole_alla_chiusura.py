"""Le corrispondenze delle griglie si fissano alla chiusura. Le chiusure di prima restano senza: con quali fossero non si può sapere."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0013_colore'),
        ('rendicontazione', '0008_corrispondenze'),
    ]

    operations = [
        migrations.AddField(
            model_name='chiusuracampagna',
            name='impronta_regole',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='chiusuracampagna',
            name='regole',
            field=models.JSONField(null=True, verbose_name='corrispondenze delle griglie'),
        ),
        migrations.AddConstraint(
            model_name='chiusuracampagna',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('impronta_regole', ''), ('regole__isnull', True)), models.Q(('regole__isnull', False), models.Q(('impronta_regole', ''), _negated=True)), _connector='OR'), name='chiusuracampagna_regole'),
        ),
    ]
