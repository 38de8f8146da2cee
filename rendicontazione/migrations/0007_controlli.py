"""La campagna dice da che importo serve una prova, e la quota dei minori del Fondo nazionale."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0005_trasloco'),
        ('rendicontazione', '0006_prove'),
    ]

    operations = [
        migrations.AddField(
            model_name='campagna',
            name='prova_da',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='spesa lorda da cui serve una prova'),
        ),
        migrations.AddField(
            model_name='campagna',
            name='quota_minori',
            field=models.PositiveSmallIntegerField(default=50, verbose_name='quota dei minori del Fondo nazionale, in percentuale'),
        ),
        migrations.AddConstraint(
            model_name='campagna',
            constraint=models.CheckConstraint(condition=models.Q(('quota_minori__lte', 100)), name='campagna_quota_minori'),
        ),
        migrations.AddConstraint(
            model_name='campagna',
            constraint=models.CheckConstraint(condition=models.Q(('prova_da__isnull', True), ('prova_da__gt', 0), _connector='OR'), name='campagna_prova_da'),
        ),
    ]
