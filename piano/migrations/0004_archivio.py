"""Un piano concluso va in archivio: uno stato in più."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0004_memoria_lavori'),
        ('piano', '0003_aggiornamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='pianodizona',
            name='piano_stato',
        ),
        migrations.AlterField(
            model_name='pianodizona',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In bozza'), ('proposto', 'Proposto all’Assemblea'), ('approvato', 'Approvato'), ('vigente', 'Vigente'), ('in_aggiornamento', 'Vigente, in aggiornamento'), ('aggiornamento_proposto', 'Vigente, aggiornamento proposto'), ('concluso', 'Concluso'), ('archiviato', 'Archiviato')], default='bozza', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='pianodizona',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'proposto', 'approvato', 'vigente', 'in_aggiornamento', 'aggiornamento_proposto', 'concluso', 'archiviato'])), name='piano_stato'),
        ),
    ]
