"""Come si chiama l’organo che delibera, sull’Ambito: le pagine lo dicono senza interrogare altro. Chi ne ha già uno tiene il suo."""

from django.db import migrations, models

# L’organo sta in un’altra app: in una banca dati nuova le sue tabelle nascono dopo, e non c’è niente da riportare. Chi possiede le
# tabelle legge tutti gli Ambiti solo finché la regola di riga non vale anche per lui.
RIPORTA = """
do $$ begin
  if to_regclass('assemblea_organo') is not null then
    execute 'alter table assemblea_organo no force row level security';
    execute 'update ambito_ambito a set nome_organo = o.nome from (select distinct on (ambito_id) ambito_id, nome
             from assemblea_organo order by ambito_id, id) o where o.ambito_id = a.id';
    execute 'alter table assemblea_organo force row level security';
  end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ambito", "0013_colore")]

    operations = [
        migrations.AddField(
            model_name="ambito",
            name="nome_organo",
            field=models.CharField(
                "come si chiama l’organo che delibera", default="Assemblea dei Sindaci", editable=False, max_length=120
            ),
        ),
        migrations.RunSQL(RIPORTA, migrations.RunSQL.noop),
    ]
