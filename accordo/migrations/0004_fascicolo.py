"""I documenti del fascicolo di un ente del terzo settore: chiusi nel loro Ambito, non si riscrivono e non si cancellano."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Un documento caricato resta com’è: l’Ufficio di Piano può soltanto escluderlo, una volta.
CUSTODITI = """
create function accordo_documento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.non_valido_il is null
     and (new.ente_id, new.genere, new.riferimento, new.emesso_il, new.scade_il, new.sha256, new.byte, new.caricato_il, new.ambito_id)
       is not distinct from
         (old.ente_id, old.genere, old.riferimento, old.emesso_il, old.scade_il, old.sha256, old.byte, old.caricato_il, old.ambito_id)
  then
    return new;
  end if;
  raise exception 'un documento del fascicolo non si riscrive e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger custodito before update or delete on accordo_documentoente
  for each row execute function accordo_documento_custodito();
"""
VIA_CUSTODITI = "drop trigger custodito on accordo_documentoente; drop function accordo_documento_custodito();"


class Migration(migrations.Migration):

    dependencies = [
        ('accordo', '0003_ritiro'),
        ('ambito', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentoEnte',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nome', models.CharField(max_length=120)),
                ('formato', models.CharField(choices=[('application/pdf', 'application/pdf'), ('application/pkcs7-mime', 'application/pkcs7-mime'), ('image/png', 'image/png'), ('image/jpeg', 'image/jpeg')], max_length=40)),
                ('dimensione', models.PositiveIntegerField(verbose_name='byte')),
                ('sha256', models.CharField(max_length=64)),
                ('codici_fiscali', models.PositiveSmallIntegerField(null=True, verbose_name='codici fiscali di persone trovati (vuoto: testo illeggibile)')),
                ('byte', models.BinaryField()),
                ('genere', models.CharField(choices=[('statuto', 'Statuto o atto costitutivo'), ('runts', 'Iscrizione al RUNTS'), ('durc', 'DURC (regolarità dei contributi)'), ('assicurazione', 'Assicurazione'), ('altro', 'Altro documento')], max_length=16, verbose_name='che cos’è')),
                ('riferimento', models.CharField(blank=True, max_length=120, verbose_name='numero o riferimento')),
                ('emesso_il', models.DateField(verbose_name='data del documento')),
                ('scade_il', models.DateField(blank=True, null=True, verbose_name='scade il')),
                ('caricato_il', models.DateTimeField()),
                ('non_valido_il', models.DateTimeField(null=True)),
                ('non_valido_motivo', models.CharField(blank=True, max_length=500, verbose_name='perché non è valido')),
                ('ambito', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito')),
                ('caricato_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documenti', to='ambito.ente')),
                ('non_valido_da', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'documento di un ente',
                'verbose_name_plural': 'documenti degli enti',
                'ordering': ['-pk'],
                'abstract': False,
                'default_permissions': [],
                'indexes': [models.Index(fields=['ambito', 'ente', 'genere'], name='documentoente_di_chi')],
                'constraints': [models.CheckConstraint(condition=models.Q(('formato__in', ['application/pdf', 'application/pkcs7-mime', 'image/png', 'image/jpeg'])), name='documentoente_formato'), models.CheckConstraint(condition=models.Q(('dimensione__gte', 1), ('dimensione__lte', 5242880)), name='documentoente_dimensione'), models.CheckConstraint(condition=models.Q(('genere__in', ['statuto', 'runts', 'durc', 'assicurazione', 'altro'])), name='documentoente_genere'), models.CheckConstraint(condition=models.Q(models.Q(('genere__in', ['runts', 'statuto']), _negated=True), ('scade_il__isnull', True), _connector='OR'), name='documentoente_senza_scadenza'), models.CheckConstraint(condition=models.Q(models.Q(('genere__in', ['assicurazione', 'durc']), _negated=True), ('scade_il__isnull', False), _connector='OR'), name='documentoente_con_scadenza'), models.CheckConstraint(condition=models.Q(models.Q(('genere__in', ['altro', 'runts']), _negated=True), models.Q(('riferimento', ''), _negated=True), _connector='OR'), name='documentoente_con_riferimento'), models.CheckConstraint(condition=models.Q(('scade_il__isnull', True), ('scade_il__gte', models.F('emesso_il')), _connector='OR'), name='documentoente_date'), models.CheckConstraint(condition=models.Q(models.Q(('non_valido_da__isnull', True), ('non_valido_il__isnull', True), ('non_valido_motivo', '')), models.Q(('non_valido_da__isnull', False), ('non_valido_il__isnull', False), models.Q(('non_valido_motivo', ''), _negated=True)), _connector='OR'), name='documentoente_non_valido')],
            },
        ),
        IsolaAmbito("DocumentoEnte"),
        migrations.RunSQL(CUSTODITI, VIA_CUSTODITI),
    ]
