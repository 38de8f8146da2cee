"""L’adesione di un Comune passa dal Sindaco; di quella firmata digitalmente resta che cosa se ne è letto; si riprende da un triennio fa."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaChiave


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0006_vita'),
        ('ambito', '0003_conferma_adesione'),
        ('piano', '0002_isolamento'),
        ('servizi', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_inviata',
        ),
        migrations.RemoveConstraint(
            model_name='adesione',
            name='adesione_stato',
        ),
        migrations.RemoveConstraint(
            model_name='allegatoadesione',
            name='allegato_tipo',
        ),
        migrations.AddField(
            model_name='adesione',
            name='inviata_come',
            field=models.CharField(blank=True, max_length=300, verbose_name='in forza di quale incarico è stata confermata'),
        ),
        migrations.AddField(
            model_name='adesione',
            name='rimando',
            field=models.TextField(blank=True, max_length=2000, verbose_name='perché chi conferma l’ha rimandata a chi compila'),
        ),
        migrations.AddField(
            model_name='adesione',
            name='ripresa_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accordo.adesione'),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='firma_esito',
            field=models.CharField(blank=True, max_length=600, verbose_name='che cosa si è letto della firma'),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='firma_valida',
            field=models.BooleanField(null=True, verbose_name='la firma digitale è buona (vuoto: non si è guardata)'),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='firmatari',
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name='adesione',
            name='stato',
            field=models.CharField(choices=[('bozza', 'In compilazione'), ('da_confermare', 'Da confermare'), ('presentata', 'Inviata, da esaminare'), ('integrazione_richiesta', 'Da correggere'), ('accolta_sottoscrittore', 'Accolta: sottoscrive'), ('accolta_consultiva', 'Accolta: consultiva'), ('respinta', 'Respinta'), ('ritirata', 'Ritirata')], default='bozza', max_length=24),
        ),
        migrations.AlterField(
            model_name='allegatoadesione',
            name='tipo',
            field=models.CharField(choices=[('atto', 'Atto di adesione (delibera o decreto)'), ('delega', 'Delega o nomina del referente'), ('identita', 'Documento d’identità di chi firma'), ('statuto', 'Statuto o atto costitutivo'), ('bilancio', 'Bilancio o bilancio sociale'), ('firmata', 'Adesione firmata digitalmente'), ('altro', 'Altro documento')], max_length=8, verbose_name='che cos’è'),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'da_confermare', 'presentata', 'integrazione_richiesta', 'accolta_sottoscrittore', 'accolta_consultiva', 'respinta', 'ritirata'])), name='adesione_stato'),
        ),
        migrations.AddConstraint(
            model_name='adesione',
            constraint=models.CheckConstraint(condition=models.Q(('stato__in', ['bozza', 'da_confermare']), ('numero__isnull', False), _connector='OR'), name='adesione_inviata'),
        ),
        migrations.AddConstraint(
            model_name='allegatoadesione',
            constraint=models.CheckConstraint(condition=models.Q(('tipo__in', ['atto', 'delega', 'identita', 'statuto', 'bilancio', 'firmata', 'altro'])), name='allegato_tipo'),
        ),
        migrations.AddConstraint(
            model_name='allegatoadesione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tipo', 'firmata'), _negated=True), ('firma_valida__isnull', False), _connector='OR'), name='allegato_firma_guardata'),
        ),
        IsolaChiave("Adesione", "ripresa_da"),
    ]
