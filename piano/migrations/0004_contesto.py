"""Una sezione può mostrare la popolazione e l’offerta dei servizi."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0012_dati_dei_servizi'),
        ('piano', '0003_rilievi'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sezione',
            name='sezione_collegato',
        ),
        migrations.AlterField(
            model_name='sezione',
            name='collegato',
            field=models.CharField(blank=True, choices=[('', 'solo testo'), ('tavoli', 'i tavoli'), ('obiettivi', 'le schede degli obiettivi'), ('risorse', 'il quadro delle risorse'), ('indicatori', 'gli indicatori'), ('popolazione', 'la popolazione, Comune per Comune'), ('offerta', 'i servizi e i livelli essenziali')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='sezione',
            constraint=models.CheckConstraint(condition=models.Q(('collegato__in', ['', 'tavoli', 'obiettivi', 'risorse', 'indicatori', 'popolazione', 'offerta'])), name='sezione_collegato'),
        ),
    ]
