"""Un’adesione inviata si può ritirare, con un motivo."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0002_isolamento'),
        ('ambito', '0002_isolamento'),
        ('piano', '0002_isolamento'),
        ('servizi', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_stato',
        ),
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_motivo',
        ),
        migrations.AlterField(
            model_name='adesione',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In compilazione'), ('presentata', 'Inviata, da esaminare'), ('integrazione_richiesta', 'Da correggere'), ('accolta_sottoscrittore', 'Accolta: sottoscrive'), ('accolta_consultiva', 'Accolta: consultiva'), ('respinta', 'Respinta'), ('ritirata', 'Ritirata')], default='bozza', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'presentata', 'integrazione_richiesta', 'accolta_sottoscrittore', 'accolta_consultiva', 'respinta', 'ritirata'])), name='adesione_stato'),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ['integrazione_richiesta', 'respinta', 'ritirata']), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='adesione_motivo'),
        ),
    ]
