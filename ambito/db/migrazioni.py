"""Operazione di migrazione che chiude una tabella dentro il suo Ambito.

Per ogni modello elencato: regole di riga attive e forzate, con la sola uguaglianza (nessun «oppure»: una scappatoia nella regola
costa centinaia di volte tanto ed è un buco); unicità `(ambito_id, id)`; chiavi esterne composte, perché quelle semplici non
guardano l’Ambito. Una chiave verso `Comune` passa per l’appartenenza: il Comune dev’essere (o essere stato) di quell’Ambito.
Le tabelle molti-a-molti automatiche non hanno `ambito_id`: una loro riga si vede solo se si vedono entrambe le sue estremità.
"""

from django.db.migrations.operations.base import Operation

REGOLA = "ambito_id = nullif(current_setting('app.ambito_id', true), '')::bigint"


class CreaModelli(Operation):
    """Crea più modelli in una volta: le chiavi fra loro si mettono alla fine, anche quando si guardano a vicenda.

    Con una CreateModel dopo l’altra Django ricostruisce a ogni passo tutti i modelli legati al nuovo, cioè quasi tutti: con più di
    cento tabelle è il grosso del tempo. Qui li ricostruisce una volta sola.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *modelli):
        self.modelli = modelli

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # altrimenti ogni aggiunta ricostruisce; si rifà da sé quando serve
        for modello in self.modelli:
            modello.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for modello in self.modelli:
            modello.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for modello in reversed(self.modelli):
            modello.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Crea i modelli: {', '.join(modello.name for modello in self.modelli)}"


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


class IsolaChiave(Operation):
    """La chiave composta di una chiave esterna aggiunta a una tabella già isolata."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, modello, campo):
        self.modello, self.campo = modello, campo

    def deconstruct(self):
        return self.__class__.__qualname__, [self.modello, self.campo], {}

    def state_forwards(self, app_label, state):
        """Non cambia i modelli: soltanto la banca dati."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        modello = to_state.apps.get_model(app_label, self.modello)
        schema_editor.execute(_chiave_composta(modello, modello._meta.get_field(self.campo)))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        modello = from_state.apps.get_model(app_label, self.modello)
        nome = _nome_della_chiave(modello, modello._meta.get_field(self.campo))
        schema_editor.execute(f'alter table "{modello._meta.db_table}" drop constraint "{nome}"')

    def describe(self):
        return f"Isola per Ambito la chiave {self.modello}.{self.campo}"


def _chiudi(tabella):
    yield f'alter table "{tabella}" enable row level security, force row level security'
    yield f'create policy isolamento on "{tabella}" using ({REGOLA}) with check ({REGOLA})'
    yield f'alter table "{tabella}" add constraint "{tabella}_ambito_uq" unique (ambito_id, id)'


def _chiavi_composte(modello):
    for campo in modello._meta.local_fields:
        if campo.remote_field and campo.name != "ambito" and _riferimento(campo.related_model):
            yield _chiave_composta(modello, campo)


def _chiave_composta(modello, campo):
    return (
        f'alter table "{modello._meta.db_table}" add constraint "{_nome_della_chiave(modello, campo)}" foreign key '
        f'(ambito_id, "{campo.column}") references {_riferimento(campo.related_model)} deferrable initially deferred'
    )


def _nome_della_chiave(modello, campo):
    return f"{modello._meta.db_table[:30]}_{campo.column[:20]}_ambito_fk"


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
