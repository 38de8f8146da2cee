"""La catena delle schede: posto, impronta, radice e testa. Una scheda non si cambia più, neppure a votazione aperta."""

from django.conf import settings
from django.db import migrations, models

GUARDIANI = """
create or replace function assemblea_scheda() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare v assemblea_votazione;
begin
  if tg_op <> 'INSERT' then
    raise exception 'una scheda non si cambia e non si cancella' using errcode = 'check_violation';
  end if;
  select * into v from assemblea_votazione where id = new.votazione_id for share;
  if v.stato is distinct from 'aperta' then
    raise exception 'la votazione non è aperta' using errcode = 'check_violation';
  end if;
  if new.posto is null or new.impronta !~ '^[0-9a-f]{64}$' then
    raise exception 'una scheda senza posto nella catena' using errcode = 'check_violation';
  end if;
  if not exists (select 1 from assemblea_seggioseduta s where s.id = new.seggio_id and s.seduta_id = v.seduta_id) then
    raise exception 'il seggio è di un’altra seduta' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace function assemblea_votazione_chiusa() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.stato <> 'aperta' then
    raise exception 'una votazione conclusa non si modifica' using errcode = 'check_violation';
  end if;
  if (new.codice, new.testata, new.radice) is distinct from (old.codice, old.testata, old.radice) then
    raise exception 'ciò che si è messo ai voti non si riscrive' using errcode = 'check_violation';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ambito', '0010_lavori_e_calendario'),
        ('assemblea', '0002_isolamento'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='votazione',
            name='codice',
            field=models.CharField(blank=True, max_length=30, verbose_name='codice della pagina pubblica'),
        ),
        migrations.AddField(
            model_name='votazione',
            name='radice',
            field=models.CharField(blank=True, max_length=64, verbose_name='impronta di testata e seggi, da cui parte la catena'),
        ),
        migrations.AddField(
            model_name='votazione',
            name='testa',
            field=models.CharField(blank=True, max_length=64, verbose_name='impronta dell’ultima scheda, alla chiusura'),
        ),
        migrations.AddField(
            model_name='votazione',
            name='testata',
            field=models.JSONField(null=True, verbose_name='che cosa si vota e con quale regola, all’apertura'),
        ),
        migrations.AddField(
            model_name='voto',
            name='impronta',
            field=models.CharField(blank=True, max_length=64, verbose_name='lega la scheda a tutte quelle prima'),
        ),
        migrations.AddField(
            model_name='voto',
            name='posto',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='posto nella catena'),
        ),
        migrations.AddConstraint(
            model_name='votazione',
            constraint=models.UniqueConstraint(condition=models.Q(('codice', ''), _negated=True), fields=('ambito', 'codice'), name='votazione_codice_unico'),
        ),
        migrations.AddConstraint(
            model_name='voto',
            constraint=models.UniqueConstraint(fields=('ambito', 'votazione', 'posto'), name='voto_posto_unico'),
        ),
        migrations.RunSQL(GUARDIANI, migrations.RunSQL.noop),
    ]
