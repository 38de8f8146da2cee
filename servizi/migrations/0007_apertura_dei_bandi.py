"""Il giorno in cui si aprono le domande di un bando."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('servizi', '0006_carte_delle_pratiche'),
    ]

    operations = [
        migrations.AddField(
            model_name='bando',
            name='apre_il',
            field=models.DateField(blank=True, null=True, verbose_name='le domande si aprono il'),
        ),
        migrations.AddConstraint(
            model_name='bando',
            constraint=models.CheckConstraint(condition=models.Q(('apre_il__isnull', True), ('scade_il__gte', models.F('apre_il')), _connector='OR'), name='bando_date'),
        ),
    ]
