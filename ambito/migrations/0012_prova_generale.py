"""La prova generale di un Ambito: il segno di ciò che ogni notte si cancella lo mette solo chi possiede le tabelle."""

from django.db import migrations, models

# Chi serve le pagine non deve poter segnare come «da buttare» un Ambito vero, né togliere il segno a una prova.
SEGNO = """
create function prova_segnata() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (tg_op = 'INSERT' and new.prova_di = '') or (tg_op = 'UPDATE' and new.prova_di = old.prova_di)
     or pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'usage') then
    return new;
  end if;
  raise exception 'una prova generale la segna solo chi possiede le tabelle' using errcode = 'insufficient_privilege';
end $$;
create trigger prova_segnata before insert or update on ambito_ambito for each row execute function prova_segnata();
"""
VIA_SEGNO = "drop trigger prova_segnata on ambito_ambito; drop function prova_segnata();"


class Migration(migrations.Migration):
    dependencies = [("ambito", "0011_inviti_in_blocco")]

    operations = [
        migrations.AddField(
            model_name="ambito",
            name="prova_di",
            field=models.CharField("prova generale di", blank=True, default="", editable=False, max_length=50),
        ),
        migrations.RunSQL(SEGNO, VIA_SEGNO),
    ]
