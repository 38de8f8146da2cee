"""La piattaforma vista da chi la gestisce: cifre per Ambito senza il contenuto, e il registro di ciò che fa."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Le sole cifre che un gestore vede. La funzione non ha poteri suoi (gira con quelli di chi la chiama) e non tocca le regole di
# riga: entra in un Ambito per volta, come fa l’applicazione, conta e ne esce; alla fine rimette l’Ambito di chi chiama (se si
# interrompe lo rimette PostgreSQL, annullando).
CONTEGGI = """
create function gestione_conteggi(oggi date) returns table (
  quale bigint, comuni bigint, persone bigint, coordinatori bigint, ultima_attivita timestamptz, lavori_falliti bigint
) language plpgsql set search_path = public, pg_temp as $$
declare prima text := current_setting('app.ambito_id', true);
begin
  for quale in select a.id from ambito_ambito a order by a.id loop
    perform set_config('app.ambito_id', quale::text, true);
    select count(*) into comuni from ambito_appartenenza v
      where v.ambito_id = quale and v.dal <= oggi and (v.al is null or v.al >= oggi);
    select count(distinct i.utente_id), count(distinct i.utente_id) filter (where i.ruolo = 'coordinatore' and u.is_active)
      into persone, coordinatori from ambito_incarico i join ambito_utente u on u.id = i.utente_id
      where i.ambito_id = quale and i.dal <= oggi and (i.al is null or i.al >= oggi);
    select max(e.quando) into ultima_attivita from ambito_evento e where e.ambito_id = quale;
    select count(*) into lavori_falliti from ambito_lavoro l where l.ambito_id = quale and l.avvio = 'fallito';
    return next;
  end loop;
  perform set_config('app.ambito_id', coalesce(prima, ''), true);
end $$;
"""
REGISTRO = """
create function gestione_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'il registro di gestione non si modifica' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on ambito_attodigestione
  for each row execute function gestione_immutabile();
do $$ begin
  if exists (select 1 from pg_roles where rolname = 'portale_app') then
    revoke update, delete, truncate on ambito_attodigestione from portale_app;
  end if;
end $$;
"""
VIA = "drop trigger immutabile on ambito_attodigestione; drop function gestione_immutabile();"


class Migration(migrations.Migration):

    dependencies = [('ambito', '0005_persone')]

    operations = [
        migrations.CreateModel(
            name='AttoDiGestione',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quando', models.DateTimeField()),
                ('verbo', models.CharField(max_length=60)),
                ('frase', models.CharField(max_length=300)),
                ('nota', models.CharField(blank=True, max_length=300)),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={'verbose_name_plural': 'atti di gestione', 'ordering': ['-id'], 'default_permissions': []},
        ),
        migrations.RunSQL(CONTEGGI, "drop function gestione_conteggi(date)"),
        migrations.RunSQL(REGISTRO, VIA),
    ]
