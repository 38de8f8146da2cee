"""Un’adesione accolta si può sospendere e riattivare."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0008_adesione_firmata'),
        ('ambito', '0011_inviti_in_blocco'),
        ('piano', '0004_archivio'),
        ('servizi', '0003_indicatori'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_motivo',
        ),
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_stato',
        ),
        migrations.AddField(
            model_name='adesione',
            name='sospesa_come',
            field=models.CharField(blank=True, max_length=24, verbose_name='come era stata accolta quando è stata sospesa'),
        ),
        migrations.AddField(
            model_name='adesione',
            name='sospesa_dal',
            field=models.DateField(null=True, verbose_name='sospesa dal'),
        ),
        migrations.AlterField(
            model_name='adesione',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In compilazione'), ('da_confermare', 'Da confermare'), ('presentata', 'Inviata, da esaminare'), ('integrazione_richiesta', 'Da correggere'), ('accolta_sottoscrittore', 'Accolta: sottoscrive'), ('accolta_consultiva', 'Accolta: consultiva'), ('sospesa', 'Sospesa'), ('respinta', 'Respinta'), ('ritirata', 'Ritirata')], default='bozza', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'da_confermare', 'presentata', 'integrazione_richiesta', 'accolta_sottoscrittore', 'accolta_consultiva', 'sospesa', 'respinta', 'ritirata'])), name='adesione_stato'),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stato__in', ['integrazione_richiesta', 'respinta', 'ritirata', 'sospesa']), _negated=True), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='adesione_motivo'),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sospesa_come', ''), ('sospesa_dal__isnull', True), models.Q(('stato', 'sospesa'), _negated=True)), models.Q(('sospesa_come__in', ['accolta_sottoscrittore', 'accolta_consultiva']), ('sospesa_dal__isnull', False)), _connector='OR'), name='adesione_sospesa'),
        ),
    ]
