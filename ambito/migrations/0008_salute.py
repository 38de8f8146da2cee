"""Le attese e i guasti di ogni Ambito in cifre, per chi gestisce la piattaforma, e il riepilogo dei guasti che riceve una volta al giorno."""

from django.db import migrations, models

# Come `gestione_conteggi`: nessun potere suo, entra in un Ambito per volta, conta e ne esce.
ATTESE = """
create function gestione_attese(dal timestamptz, al timestamptz) returns table (
  quale bigint, nome text, in_coda bigint, in_corso bigint, in_coda_dal timestamptz, non_riusciti bigint,
  posta_da_spedire bigint, posta_in_corso bigint, posta_dal timestamptz, posta_non_riuscita bigint, posta_incerta bigint
) language plpgsql set search_path = public, pg_temp as $$
declare prima text := current_setting('app.ambito_id', true);
begin
  for quale, nome in select a.id, a.slug from ambito_ambito a order by a.slug loop
    perform set_config('app.ambito_id', quale::text, true);
    select count(*) filter (where l.avvio = 'in_coda'), count(*) filter (where l.avvio = 'in_corso'),
           min(l.chiesto_il) filter (where l.avvio = 'in_coda'),
           count(*) filter (where l.avvio = 'fallito' and l.finito_il >= dal and l.finito_il < al)
      into in_coda, in_corso, in_coda_dal, non_riusciti
      from ambito_lavoro l where l.ambito_id = quale and l.avvio in ('in_coda', 'in_corso', 'fallito');
    select count(*) filter (where v.spedizione = 'da_spedire'), count(*) filter (where v.spedizione = 'in_corso'),
           min(v.non_prima) filter (where v.spedizione = 'da_spedire' and v.non_prima <= now()),
           count(*) filter (where v.spedizione = 'fallito' and v.preso_il >= dal and v.preso_il < al),
           count(*) filter (where v.spedizione = 'incerto' and v.preso_il >= dal and v.preso_il < al)
      into posta_da_spedire, posta_in_corso, posta_dal, posta_non_riuscita, posta_incerta
      from ambito_avviso v where v.ambito_id = quale and v.spedizione in ('da_spedire', 'in_corso', 'fallito', 'incerto');
    return next;
  end loop;
  perform set_config('app.ambito_id', coalesce(prima, ''), true);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ambito", "0007_pubblico")]

    operations = [
        migrations.CreateModel(
            name="RiepilogoGuasti",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("giorno", models.DateField(unique=True)),
                ("preparato_il", models.DateTimeField()),
                ("spedito_il", models.DateTimeField(null=True)),
            ],
            options={"verbose_name_plural": "riepiloghi dei guasti", "ordering": ["-giorno"], "default_permissions": []},
        ),
        migrations.RunSQL(ATTESE, "drop function gestione_attese(timestamptz, timestamptz)"),
    ]
