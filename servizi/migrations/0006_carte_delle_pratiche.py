"""Documenti delle pratiche."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('servizi', '0005_indagini'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CartaPratica',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('che_cosa', models.CharField(max_length=160, verbose_name='che documento è')),
                ('nome', models.CharField(max_length=120)),
                ('formato', models.CharField(choices=[('application/pdf', 'application/pdf'), ('application/pkcs7-mime', 'application/pkcs7-mime'), ('image/png', 'image/png'), ('image/jpeg', 'image/jpeg')], max_length=40)),
                ('dimensione', models.PositiveIntegerField(verbose_name='byte')),
                ('sha256', models.CharField(max_length=64)),
                ('codici_fiscali', models.PositiveSmallIntegerField(null=True, verbose_name='codici fiscali di persone trovati (vuoto: testo illeggibile)')),
                ('byte', models.BinaryField()),
                ('caricata_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('caricata_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pratica', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carte', to='servizi.pratica')),
            ],
            options={
                'verbose_name_plural': 'carte della pratica',
                'ordering': ['pk'],
                'default_permissions': [],
                'constraints': [models.UniqueConstraint(fields=('ambito', 'pratica', 'sha256'), name='cartapratica_unica'), models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='cartapratica_formato'), models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='cartapratica_dimensione')],
            },
        ),
        IsolaAmbito("CartaPratica"),
    ]
