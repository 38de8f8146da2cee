"""Isolamento per Ambito; le versioni congelate, le revisioni, le rilevazioni e i verbali approvati si aggiungono e basta."""

from django.db import migrations

from ambito.db.migrazioni import IsolaAmbito

# Una versione non si modifica mai; una revisione sparisce solo se sparisce la sua sezione.
VERSIONI = """
create function piano_immutabile() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'questa riga è congelata: non si modifica e non si cancella' using errcode = 'insufficient_privilege';
end $$;
create trigger immutabile before update or delete on piano_versionepiano for each row execute function piano_immutabile();
create trigger immutabile before update on piano_revisionesezione for each row execute function piano_immutabile();
"""
VIA_VERSIONI = """
drop trigger immutabile on piano_revisionesezione; drop trigger immutabile on piano_versionepiano; drop function piano_immutabile();
"""

ATTUATIVI = """
create trigger immutabile before update or delete on piano_versioneattuativo for each row execute function piano_immutabile();
"""

# Un valore letto non si riscrive: la sola cosa che cambia è che una correzione ne prende il posto.
RILEVAZIONI = """
create function piano_rilevazione_ferma() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.attuale and not new.attuale
     and to_jsonb(new) - 'attuale' = to_jsonb(old) - 'attuale' then
    return new;
  end if;
  raise exception 'una rilevazione non si modifica e non si cancella: si corregge con un''altra' using errcode = 'insufficient_privilege';
end $$;
create trigger ferma before update or delete on piano_rilevazione for each row execute function piano_rilevazione_ferma();
create trigger immutabile before update or delete on piano_provarilevazione for each row execute function piano_immutabile();
"""
VIA_RILEVAZIONI = """
drop trigger immutabile on piano_provarilevazione; drop trigger ferma on piano_rilevazione; drop function piano_rilevazione_ferma();
"""

# Un verbale approvato è di chi c’era: nessuno lo riscrive, neppure passando sotto le pagine.
VERBALI = (
    "create trigger verbale_approvato before update or delete on piano_incontrotavolo for each row"
    " when (old.stato = 'chiuso') execute function piano_immutabile()"
)


class Migration(migrations.Migration):
    dependencies = [
        ("piano", "0001_initial"),
        ("ambito", "0002_isolamento"),
        ("servizi", "0002_isolamento"),
    ]

    operations = [
        IsolaAmbito(
            "PianoDiZona", "Sezione", "RevisioneSezione", "BozzaPersonale", "AreaPolicy", "Obiettivo", "TargetObiettivo", "Azione",
            "Indicatore", "RisorsaObiettivo", "Tavolo", "VersionePiano", "MotivoRilievo", "PianoAttuativo", "VoceAttuativo",
            "RisorsaAttuativo", "VersioneAttuativo", "QuotaVincolata", "GiroOsservazioni", "Osservazione", "AreaSecondaria",
            "LepsObiettivo", "ServizioObiettivo", "SoggettoObiettivo", "PersonaleObiettivo", "Traguardo", "Rilevazione",
            "ProvaRilevazione", "ValutazioneObiettivo", "IniziativaFormativa", "PartecipazioneFormazione", "MembroTavolo",
            "IncontroTavolo", "PresenzaTavolo", "AllegatoIncontro", "ConsultazionePubblica", "Contributo", "Proposta", "TappaIter",
            "Commento", "RispostaCommento", "Presenza", "StanzaInsieme", "AggiornamentoInsieme",
        ),
        migrations.RunSQL(VERSIONI, VIA_VERSIONI),
        migrations.RunSQL(ATTUATIVI, "drop trigger immutabile on piano_versioneattuativo;"),
        migrations.RunSQL(RILEVAZIONI, VIA_RILEVAZIONI),
        migrations.RunSQL(VERBALI, "drop trigger verbale_approvato on piano_incontrotavolo"),
    ]
