"""I segni della sala: cambiano quando cambia qualcosa da mostrare. Li paga ogni lettura periodica, e non caricano nessun seggio."""

import hashlib

from django.db import connection

# Scritta a mano per la stessa ragione di `ambito.poteri`: duecentocinquanta dispositivi la chiedono ogni pochi secondi.
SEGNO = """
select s.ambito_id, s.stato, s.convocata_il, s.iniziata_il,
       (select string_agg(p.seggio_id || ':' || p.id, ',' order by p.id) from assemblea_presenza p
        where p.seduta_id = s.id and p.uscita is null),
       (select string_agg(o.id || ':' || o.stato, ',' order by o.id) from assemblea_puntoodg o where o.seduta_id = s.id),
       (select string_agg(v.id || ':' || v.stato, ',' order by v.id) from assemblea_votazione v where v.seduta_id = s.id),
       (select count(*) from assemblea_voto d join assemblea_votazione v on v.id = d.votazione_id
        where v.seduta_id = s.id and v.stato in ('aperta') and d.ricevuta <> ''),
       (select string_agg(d.id::text, ',' order by d.id) from assemblea_voto d join assemblea_votazione v on v.id = d.votazione_id
        join assemblea_seggioseduta g on g.id = d.seggio_id
        where v.seduta_id = s.id and v.stato in ('aperta') and g.comune_id = any(%s))
from assemblea_seduta s where s.id = %s
"""


def segni(seduta_id, comuni):
    """I due segni di quella seduta: di ciò che vedono tutti, e di ciò che vede chi vota per quei Comuni; vuoti se non c’è."""
    with connection.cursor() as cursore:
        cursore.execute(SEGNO, [list(comuni), seduta_id])
        riga = cursore.fetchone()
    if riga is None:
        return "", ""
    return _impronta(riga[:-1]), _impronta(riga)


def _impronta(righe):
    return hashlib.sha256(repr(righe).encode()).hexdigest()[:16]
