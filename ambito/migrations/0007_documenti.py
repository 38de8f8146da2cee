"""Stato dei documenti emessi, stemma in testa ai documenti, custodia di ciò che è emesso."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambito.db.migrazioni import IsolaAmbito

# Un documento emesso non cambia e non sparisce: si può soltanto annullare, una volta. Così il suo file; uno stemma si può togliere.
CUSTODIA = """
create function documento_custodito() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare liberi text[] := tg_argv[0]::text[];
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - liberi) is distinct from (to_jsonb(old) - liberi)
     or (cardinality(liberi) > 0 and to_jsonb(old) ->> liberi[1] is not null) then
    raise exception 'un documento emesso non si modifica' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger custodito before update or delete on ambito_documento
  for each row execute function documento_custodito('{annullato_il,annullato_da_id,motivo_annullamento}');
create trigger custodito before update or delete on ambito_contenutodocumento
  for each row execute function documento_custodito('{}');
create trigger custodito before update or delete on ambito_stemma for each row execute function documento_custodito('{tolto_il}');
"""
VIA = """
drop trigger custodito on ambito_stemma; drop trigger custodito on ambito_contenutodocumento;
drop trigger custodito on ambito_documento; drop function documento_custodito();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0006_gestione'),
    ]

    operations = [
        migrations.CreateModel(
            name='Stemma',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('png', models.BinaryField()),
                ('descrizione', models.CharField(max_length=150, verbose_name='che cosa mostra')),
                ('caricato_il', models.DateTimeField()),
                ('tolto_il', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'stemmi',
                'ordering': ['-id'],
                'default_permissions': [],
            },
        ),
        migrations.AlterModelOptions(
            name='ambito',
            options={'default_permissions': [], 'ordering': ['nome'], 'permissions': [('entra', 'Entra nelle pagine dell’Ambito'), ('legge_persone', 'Vede persone e incarichi'), ('legge_registro', 'Legge il registro delle operazioni'), ('legge_lavori', 'Vede i lavori in secondo piano di tutti'), ('legge_ogni_comune', 'Vede le schede riservate di ogni Comune'), ('legge_servizi', 'Vede servizi e fondi'), ('gestisce_servizi', 'Tiene servizi e fondi'), ('legge_sedute', 'Vede sedute, carte e verbali'), ('convoca_sedute', 'Convoca e tiene le sedute, redige i verbali'), ('presiede_sedute', 'Presiede le sedute'), ('legge_piano', 'Legge il piano, bozze comprese'), ('redige_piano', 'Scrive il piano'), ('propone_piano', 'Propone il piano all’Assemblea'), ('legge_adesioni', 'Vede chi ha aderito e chi manca'), ('istruisce_adesioni', 'Accoglie o rimanda le adesioni'), ('legge_rendiconti', 'Vede la spesa di tutti i Comuni'), ('controlla_rendiconti', 'Controlla e rimanda la spesa dei Comuni'), ('esporta_rendiconti', 'Emette la rendicontazione'), ('regola_accessi', 'Decide la sicurezza degli accessi'), ('conferisce_incarichi', 'Conferisce e termina gli incarichi, invita le persone'), ('cura_documenti', 'Annulla i documenti emessi e ne decide lo stemma')], 'verbose_name_plural': 'Ambiti'},
        ),
        migrations.AddField(
            model_name='documento',
            name='annullato_da',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='documento',
            name='annullato_il',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='documento',
            name='motivo_annullamento',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddConstraint(
            model_name='documento',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annullato_da__isnull', True), ('annullato_il__isnull', True), ('motivo_annullamento', '')), models.Q(('annullato_da__isnull', False), ('annullato_il__isnull', False), models.Q(('motivo_annullamento', ''), _negated=True)), _connector='OR'), name='documento_annullato_con_motivo'),
        ),
        migrations.AddField(
            model_name='stemma',
            name='ambito',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ambito.ambito'),
        ),
        migrations.AddField(
            model_name='stemma',
            name='caricato_da',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='stemma',
            constraint=models.UniqueConstraint(condition=models.Q(('tolto_il__isnull', True)), fields=('ambito',), name='stemma_in_uso_unico'),
        ),
        IsolaAmbito('Stemma'),
        migrations.RunSQL(CUSTODIA, VIA),
    ]
