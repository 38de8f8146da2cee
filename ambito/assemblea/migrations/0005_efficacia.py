"""La vita di una deliberazione dopo il voto: pubblicazione e revoca (che non si riscrivono), ciò che ne segue."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

FERME = """
create function assemblea_annotata() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'ciò che è annotato su una deliberazione non si riscrive' using errcode = 'check_violation';
end $$;
create trigger annotata before update or delete on assemblea_pubblicazione for each row execute function assemblea_annotata();
create trigger annotata before update or delete on assemblea_revoca for each row execute function assemblea_annotata();
"""
VIA = """
drop trigger annotata on assemblea_revoca; drop trigger annotata on assemblea_pubblicazione; drop function assemblea_annotata();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0011_delegato'),
        ('assemblea', '0004_enti_votanti'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Seguito',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('che_cosa', models.CharField(max_length=300, verbose_name='che cosa va fatto')),
                ('entro', models.DateField()),
                ('fatto_il', models.DateField(null=True)),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('deliberazione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seguiti', to='assemblea.deliberazione')),
                ('incaricato', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'seguiti',
                'ordering': ['entro', 'id'],
                'default_permissions': [],
            },
        ),
        migrations.CreateModel(
            name='Pubblicazione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dal', models.DateField(verbose_name='primo giorno all’albo')),
                ('immediata', models.BooleanField(default=False, verbose_name='immediatamente eseguibile')),
                ('motivo', models.CharField(blank=True, max_length=300, verbose_name='come è stata dichiarata')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('deliberazione', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pubblicazione', to='assemblea.deliberazione')),
            ],
            options={
                'verbose_name_plural': 'pubblicazioni',
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('immediata', False), models.Q(('motivo', ''), _negated=True), _connector='OR'), name='pubblicazione_immediata_motivata')],
            },
        ),
        migrations.CreateModel(
            name='Revoca',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('con', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revoche', to='assemblea.deliberazione')),
                ('revocata', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revoca', to='assemblea.deliberazione')),
            ],
            options={
                'verbose_name_plural': 'revoche',
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(('revocata', models.F('con')), _negated=True), name='revoca_di_un_altra')],
            },
        ),
        IsolaAmbito('pubblicazione', 'revoca', 'seguito'),
        migrations.RunSQL(FERME, VIA),
    ]
