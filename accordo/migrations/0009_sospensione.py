"""Un’adesione accolta si sospende; un file caricato per sbaglio si toglie o si annulla, e resta che c’era."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Un documento caricato resta com’è: l’Ufficio di Piano lo può escludere, una volta; caricato per sbaglio si toglie, una volta, e
# allora (mai usato, mai escluso) il suo file si svuota.
FERME = "ente_id, {0}.genere, {0}.riferimento, {0}.emesso_il, {0}.scade_il, {0}.sha256, {0}.caricato_il, {0}.ambito_id"
CUSTODITI = f"""
create or replace function accordo_documento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.tolto_il is null
     and (new.{FERME.format("new")}) is not distinct from (old.{FERME.format("old")})
     and (old.non_valido_il is null or (new.non_valido_il, new.non_valido_da_id, new.non_valido_motivo)
            is not distinct from (old.non_valido_il, old.non_valido_da_id, old.non_valido_motivo))
     and (old.non_valido_il is null or new.tolto_come = 'annullato')
     and (new.byte = old.byte or (new.tolto_come = 'tolto' and length(new.byte) = 0))
  then
    return new;
  end if;
  raise exception 'un documento del fascicolo non si riscrive e non si cancella' using errcode = 'insufficient_privilege';
end $$;
"""
COM_ERA = """
create or replace function accordo_documento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
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
"""


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
        migrations.AddField(
            model_name='adesione',
            name='sospesa_motivo',
            field=models.TextField(blank=True, max_length=2000, verbose_name='perché è sospesa'),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='annullato_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='annullato_il',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='allegatoadesione',
            name='annullato_motivo',
            field=models.CharField(blank=True, max_length=500, verbose_name='perché è annullato'),
        ),
        migrations.AddField(
            model_name='documentoente',
            name='tolto_come',
            field=models.CharField(blank=True, choices=[('tolto', 'Tolto'), ('annullato', 'Annullato')], max_length=9),
        ),
        migrations.AddField(
            model_name='documentoente',
            name='tolto_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='documentoente',
            name='tolto_il',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='documentoente',
            name='tolto_motivo',
            field=models.CharField(blank=True, max_length=500, verbose_name='perché è stato tolto'),
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
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sospesa_come', ''), ('sospesa_dal__isnull', True), ('sospesa_motivo', ''), models.Q(('stato', 'sospesa'), _negated=True)), models.Q(('sospesa_come__in', ['accolta_sottoscrittore', 'accolta_consultiva']), ('sospesa_dal__isnull', False), models.Q(('sospesa_motivo', ''), _negated=True)), _connector='OR'), name='adesione_sospesa'),
        ),
        migrations.RemoveConstraint(
            model_name='allegatoadesione',
            name='allegato_unico',
        ),
        migrations.AddConstraint(
            model_name='allegatoadesione',
            constraint=models.UniqueConstraint(condition=models.Q(('annullato_il__isnull', True)), fields=('ambito', 'adesione', 'sha256'), name='allegato_unico'),
        ),
        migrations.AddConstraint(
            model_name='allegatoadesione',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annullato_da__isnull', True), ('annullato_il__isnull', True), ('annullato_motivo', '')), models.Q(('annullato_da__isnull', False), ('annullato_il__isnull', False), models.Q(('annullato_motivo', ''), _negated=True)), _connector='OR'), name='allegato_annullato'),
        ),
        migrations.AddConstraint(
            model_name='documentoente',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tolto_come', ''), ('tolto_da__isnull', True), ('tolto_il__isnull', True), ('tolto_motivo', '')), models.Q(('tolto_come__in', ['tolto', 'annullato']), ('tolto_da__isnull', False), ('tolto_il__isnull', False), models.Q(('tolto_motivo', ''), _negated=True)), _connector='OR'), name='documentoente_tolto'),
        ),
        migrations.RunSQL(CUSTODITI, COM_ERA),
    ]
