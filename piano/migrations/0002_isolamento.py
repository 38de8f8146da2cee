"""Isolamento per Ambito; le versioni congelate e le revisioni si aggiungono e basta."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Una versione non si modifica mai; una revisione sparisce solo se sparisce la sua sezione.
GUARDIANO = """
create function piano_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'questa riga è congelata: non si modifica e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on piano_versionepiano for each row execute function piano_immutabile();
create trigger immutabile before update on piano_revisionesezione for each row execute function piano_immutabile();
"""
VIA = """
drop trigger immutabile on piano_revisionesezione; drop trigger immutabile on piano_versionepiano; drop function piano_immutabile();
"""


class Migration(migrations.Migration):
    dependencies = [("piano", "0001_initial"), ("ambito", "0002_isolamento"), ("servizi", "0002_isolamento")]

    operations = [
        IsolaAmbito(
            "PianoDiZona", "Sezione", "RevisioneSezione", "BozzaPersonale", "AreaPolicy", "Obiettivo", "TargetObiettivo",
            "Azione", "Indicatore", "RisorsaObiettivo", "Tavolo", "VersionePiano",
        ),
        migrations.RunSQL(GUARDIANO, VIA),
    ]  # fmt: skip
