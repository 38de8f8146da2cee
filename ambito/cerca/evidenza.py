"""Le parole trovate, in evidenza: le segna PostgreSQL, che conosce le radici, e si riportano sul testo com’è scritto."""

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import mark_safe

from ambito.cerca.parole import PAROLA, nuda, piega

# Segni che nessun testo contiene: caratteri per uso privato.
APRE, CHIUDE = "\ue000", "\ue001"
BRANO, PRIMA = 170, 60
# Il testo è quello piegato, lungo quanto l’originale: il posto di un segno là è il suo posto qui.
SEGNA = f"""
select ts_headline('italian'::regconfig, t, to_tsquery('italian'::regconfig, %s),
                   'HighlightAll=true, StartSel={APRE}, StopSel={CHIUDE}')
from unnest(%s::text[]) with ordinality as u(t, n) order by n
"""


def evidenzia(terne, parole):
    """Ogni (titolo, nota, testo) come html: titolo e nota interi, e se nel titolo non c’è nulla un brano del testo."""
    if not parole:
        return [(titolo, nota, "") for titolo, nota, _ in terne]
    segnate = iter(_segna([testo for terna in terne for testo in terna], parole))
    return [_mostra(terna, [next(segnate), next(segnate), next(segnate)], parole) for terna in terne]


def _segna(testi, parole):
    """I testi piegati, con i segni attorno alle parole trovate: una interrogazione per tutti."""
    if not testi:
        return []
    with connection.cursor() as cursore:
        cursore.execute(SEGNA, [" | ".join(parole), [piega(testo) for testo in testi]])
        return [riga[0] for riga in cursore.fetchall()]


def _mostra(terna, segnate, parole):
    titolo, nota, testo = terna
    posti = [_posti(segnata) | _cominciano(originale, parole) for originale, segnata in zip(terna, segnate, strict=True)]
    brano = "" if posti[0] or not posti[2] else _brano(testo, posti[2])
    return _html(titolo, posti[0]), _html(nota, posti[1]), brano


def _posti(segnata):
    """Da dove a dove è segnata ogni parola, contando solo le lettere del testo."""
    posti, qui, da = set(), 0, None
    for lettera in segnata:
        if lettera == APRE:
            da = qui
        elif lettera == CHIUDE:
            posti.add((da, qui))
        else:
            qui += 1
    return posti


def _cominciano(testo, parole):
    """Le parole che cominciano come una di quelle cercate: chi scrive non l’ha ancora finita."""
    piegato, inizi = piega(testo), tuple(nuda(p) for p in parole)
    return {(t.start(), t.end()) for t in PAROLA.finditer(piegato) if t.group().startswith(inizi)}


def _brano(testo, posti):
    """Un pezzo del testo attorno alla prima parola trovata, da parola a parola."""
    primo = min(posti)[0]
    da = testo.find(" ", max(0, primo - PRIMA)) + 1 if primo > PRIMA else 0
    a = len(testo) if len(testo) <= da + BRANO else max(testo.rfind(" ", da, da + BRANO), primo + 1)
    dentro = {(x - da, y - da) for x, y in posti if da <= x and y <= a}
    return mark_safe(("… " if da else "") + _html(testo[da:a], dentro) + (" …" if a < len(testo) else ""))


def _html(testo, posti):
    pezzi, qui = [], 0
    for da, a in sorted(posti):
        if da < qui:
            continue
        pezzi += [escape(testo[qui:da]), "<mark>", escape(testo[da:a]), "</mark>"]
        qui = a
    return mark_safe("".join([*pezzi, escape(testo[qui:])]))
