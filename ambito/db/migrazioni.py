"""Operazione di migrazione che chiude una tabella dentro il suo Ambito.

Per ogni modello elencato: regole di riga attive e forzate, con la sola uguaglianza (nessun «oppure»: una scappatoia nella regola
costa centinaia di volte tanto ed è un buco); unicità `(ambito_id, id)`; chiavi esterne composte, perché quelle semplici non
guardano l’Ambito. Una chiave verso `Comune` passa per l’appartenenza: il Comune dev’essere (o essere stato) di quell’Ambito.
Le tabelle molti-a-molti automatiche non hanno `ambito_id`: una loro riga si vede solo se si vedono entrambe le sue estremità.
"""

from django.db.migrations.operations.base import Operation

REGOLA = "ambito_id = nullif(current_setting('app.ambito_id', true), '')::bigint"


class IsolaAmbito(Operation):
    reduces_to_sql = True
    reversible = True

    def __init__(self, *modelli):
        self.modelli = modelli

    def deconstruct(self):
        return self.__class__.__qualname__, list(self.modelli), {}

    def state_forwards(self, app_label, state):
        """Non cambia i modelli: soltanto la banca dati."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        modelli = [to_state.apps.get_model(app_label, nome) for nome in self.modelli]
        for modello in modelli:
            for istruzione in _chiudi(modello._meta.db_table):
                schema_editor.execute(istruzione)
        for modello in modelli:
            for istruzione in (*_chiavi_composte(modello), *_molti_a_molti(modello)):
                schema_editor.execute(istruzione)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for nome in self.modelli:
            tabella = from_state.apps.get_model(app_label, nome)._meta.db_table
            schema_editor.execute(f'drop policy if exists isolamento on "{tabella}"')
            schema_editor.execute(f'alter table "{tabella}" no force row level security, disable row level security')
            schema_editor.execute(f'alter table "{tabella}" drop constraint if exists "{tabella}_ambito_uq" cascade')

    def describe(self):
        return f"Isola per Ambito: {', '.join(self.modelli)}"


def _chiudi(tabella):
    yield f'alter table "{tabella}" enable row level security, force row level security'
    yield f'create policy isolamento on "{tabella}" using ({REGOLA}) with check ({REGOLA})'
    yield f'alter table "{tabella}" add constraint "{tabella}_ambito_uq" unique (ambito_id, id)'


def _chiavi_composte(modello):
    for campo in modello._meta.local_fields:
        if not campo.remote_field or campo.name == "ambito":
            continue
        if riferimento := _riferimento(campo.related_model):
            tabella, colonna = modello._meta.db_table, campo.column
            yield (
                f'alter table "{tabella}" add constraint "{tabella[:30]}_{colonna[:20]}_ambito_fk" '
                f'foreign key (ambito_id, "{colonna}") references {riferimento} deferrable initially deferred'
            )


def _molti_a_molti(modello):
    for relazione in modello._meta.local_many_to_many:
        passaggio = relazione.remote_field.through
        if passaggio._meta.auto_created:
            chiavi = [c for c in passaggio._meta.local_fields if c.remote_field]
            viste = " and ".join(_si_vede(c) for c in chiavi if _riferimento(c.related_model))
            tabella = passaggio._meta.db_table
            yield f'alter table "{tabella}" enable row level security, force row level security'
            yield f'create policy isolamento on "{tabella}" using ({viste}) with check ({viste})'


def _si_vede(chiave):
    """L’estremità è visibile: la sotto-interrogazione passa a sua volta dalla regola di riga di quella tabella."""
    altra = chiave.related_model._meta
    if altra.label_lower == "ambito.comune":
        return f'exists (select 1 from ambito_appartenenza v where v.comune_id = "{chiave.column}")'
    return f'exists (select 1 from "{altra.db_table}" v where v.id = "{chiave.column}")'


def _riferimento(modello):
    if modello._meta.label_lower == "ambito.comune":
        return '"ambito_appartenenza" (ambito_id, comune_id)'
    if any(campo.name == "ambito" for campo in modello._meta.local_fields):
        return f'"{modello._meta.db_table}" (ambito_id, id)'
    return None
