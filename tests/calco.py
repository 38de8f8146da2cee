"""Il calco di una scena di prova: si costruisce una volta con le operazioni vere, poi se ne rimettono le righe com’erano.

Costruirla costa duecento millisecondi, rimetterla venti, e le prove che la vogliono sono migliaia.
"""

from copy import deepcopy

from django.contrib.auth.models import Permission
from django.db import connection

from ambito.contesto import in_ambito
from ambito.models import Comune

_CALCHI = {}


class Calco:
    """Una scena (`.ambito`, e gli oggetti che le prove usano) e le righe che l’hanno fatta, tabella per tabella."""

    def __init__(self, scena, ultime):
        self.scena = deepcopy(scena)
        with in_ambito(scena.ambito.pk):
            self.righe = [(tabella, righe) for tabella, dopo in ultime.items() if (righe := _aggiunte(tabella, dopo))]

    def rimetti(self):
        """Le stesse righe, con le stesse chiavi; le sequenze sono già oltre."""
        istruzioni = "; ".join(f'insert into "{t}" select * from json_populate_recordset(null::"{t}", %s)' for t, _ in self.righe)
        with in_ambito(self.scena.ambito.pk), connection.cursor() as cursore:
            cursore.execute(istruzioni, [righe for _, righe in self.righe])
        return deepcopy(self.scena)


def dal_calco(chiave, codici_istat, costruisci):
    """La scena di `costruisci`, o il suo calco.

    Si costruisce se qualcuno dei suoi Comuni c’è già (non sarebbe tutta sua) e nelle prove con transazioni vere: quelle vuotano
    le tabelle, anche i diritti di Django, che poi rinascono con altre chiavi.
    """
    if not connection.in_atomic_block or Comune.objects.filter(codice_istat__in=codici_istat).exists():
        return costruisci()
    chiave = (*chiave, Permission.objects.order_by("pk").values_list("pk", flat=True).first())
    if chiave in _CALCHI:
        return _CALCHI[chiave].rimetti()
    ultime = _ultime_chiavi()
    scena = costruisci()
    _CALCHI[chiave] = Calco(scena, ultime)
    return scena


def _ultime_chiavi():
    """L’ultima chiave di ogni tabella con una chiave intera; delle tabelle di un Ambito, fuori da ogni Ambito, non se ne vede."""
    with connection.cursor() as cursore:
        cursore.execute(
            "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'id' "
            "and data_type in ('bigint', 'integer') order by table_name"
        )
        ultime = {}
        for (tabella,) in cursore.fetchall():
            cursore.execute(f'select coalesce(max(id), 0) from "{tabella}"')
            (ultime[tabella],) = cursore.fetchone()
        return ultime


def _aggiunte(tabella, dopo):
    with connection.cursor() as cursore:
        cursore.execute(f'select json_agg(t order by id)::text from "{tabella}" t where id > %s', [dopo])
        return cursore.fetchone()[0]
