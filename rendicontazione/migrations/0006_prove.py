"""Le prove delle righe di spesa: file chiusi nel loro Ambito."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0004_memoria_lavori'),
        ('rendicontazione', '0005_campagna'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProvaSpesa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=120)),
                ('formato', models.CharField(choices=[('application/pdf', 'application/pdf'), ('application/pkcs7-mime', 'application/pkcs7-mime'), ('image/png', 'image/png'), ('image/jpeg', 'image/jpeg')], max_length=40)),
                ('dimensione', models.PositiveIntegerField(verbose_name='byte')),
                ('sha256', models.CharField(max_length=64)),
                ('codici_fiscali', models.PositiveSmallIntegerField(null=True, verbose_name='codici fiscali di persone trovati (vuoto: testo illeggibile)')),
                ('byte', models.BinaryField()),
                ('caricata_il', models.DateTimeField()),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('caricata_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('voce', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prove', to='rendicontazione.vocespesa')),
            ],
            options={
                'verbose_name': 'prova di una spesa',
                'verbose_name_plural': 'prove della spesa',
                'ordering': ['pk'],
                'abstract': False,
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='provaspesa_formato'), models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='provaspesa_dimensione'), models.UniqueConstraint(fields=('ambito', 'voce', 'sha256'), name='provaspesa_unica')],
            },
        ),
        IsolaAmbito("ProvaSpesa"),
    ]
