"""Da HTML pulito a un albero che rispetta sempre lo schema dell’editor: ciò che non lo rispetta lui lo cancellerebbe."""

from dataclasses import dataclass, field
from html import unescape

from ambito.nucleo.marcatura import BLOCCHI, gettoni
from ambito.nucleo.testo import pulisci_html
from piano.condiviso.schema import A_CAPO, DA_MARCATORE, ELENCHI, PIATTI
from piano.condiviso.tabella import tabella_regolare

STRUTTURA = BLOCCHI | {"li", "thead", "tbody", "tr", "td", "th"}


@dataclass
class Blocco:
    """Un nodo dello schema: contiene altri blocchi (`figli`) oppure parole (`corse`: testo e segni, o un a capo)."""

    tipo: str
    attributi: dict = field(default_factory=dict)
    figli: list = field(default_factory=list)
    corse: list = field(default_factory=list)


@dataclass
class _Marcatore:
    nome: str
    attributi: dict = field(default_factory=dict)
    figli: list = field(default_factory=list)


def blocchi_di(html):
    """I blocchi di un testo formattato; di un testo vuoto, un paragrafo vuoto."""
    radice = _albero(pulisci_html(html))
    return _blocchi(radice.figli, {}) or [Blocco("paragraph")]


def _albero(html):
    aperti = [_Marcatore("")]
    for gettone in gettoni(html):
        if gettone.tipo == "testo":
            aperti[-1].figli.append(unescape(gettone.grezzo))
        elif gettone.tipo == "chiude":
            if len(aperti) > 1:
                aperti.pop()
        else:
            nuovo = _Marcatore(gettone.nome, gettone.attributi)
            aperti[-1].figli.append(nuovo)
            if gettone.tipo == "apre":
                aperti.append(nuovo)
    return aperti[0]


def _ha_blocchi(nodo):
    return isinstance(nodo, _Marcatore) and (nodo.nome in STRUTTURA or any(map(_ha_blocchi, nodo.figli)))


def _blocchi(figli, segni):
    """I blocchi di un contenuto qualunque: le parole sciolte diventano paragrafi."""
    uscita, corse = [], []
    for nodo in figli:
        if not _ha_blocchi(nodo):
            corse += _corse(nodo, segni)
            continue
        uscita += _sciolte(corse)
        corse = []
        uscita += _blocco(nodo, segni) if nodo.nome in STRUTTURA else _blocchi(nodo.figli, _con(segni, nodo))
    return uscita + _sciolte(corse)


def _sciolte(corse):
    """Gli spazi fra un blocco e l’altro non sono un paragrafo."""
    return [Blocco("paragraph", corse=corse)] if any(testo is None or testo.strip() for testo, _ in corse) else []


def _blocco(nodo, segni):
    if nodo.nome in PIATTI:
        return _piatto(nodo, segni)
    if nodo.nome in ELENCHI:
        return _elenco(ELENCHI[nodo.nome], nodo.figli, segni)
    if nodo.nome == "li":
        return _elenco("bulletList", [nodo], segni)
    if nodo.nome == "table":
        return _tabella(nodo, segni)
    dentro = _blocchi(nodo.figli, segni)
    return [Blocco("blockquote", figli=dentro or [Blocco("paragraph")])] if nodo.nome == "blockquote" else dentro


def _piatto(nodo, segni):
    if any(map(_ha_blocchi, nodo.figli)):
        return _blocchi(nodo.figli, segni)
    tipo, attributi = PIATTI[nodo.nome]
    return [Blocco(tipo, dict(attributi), corse=[corsa for figlio in nodo.figli for corsa in _corse(figlio, segni)])]


def _elenco(tipo, figli, segni):
    voci = [_voce(f, segni) for f in figli if isinstance(f, _Marcatore) or f.strip()]
    return [Blocco(tipo, {"start": 1} if tipo == "orderedList" else {}, figli=voci)] if voci else []


def _voce(nodo, segni):
    """Una voce d’elenco comincia sempre con un paragrafo."""
    dentro = _blocchi(nodo.figli if isinstance(nodo, _Marcatore) and nodo.nome == "li" else [nodo], segni)
    if not dentro or dentro[0].tipo != "paragraph":
        dentro.insert(0, Blocco("paragraph"))
    return Blocco("listItem", figli=dentro)


def _tabella(nodo, segni):
    righe = [[_cella(c, segni) for c in riga.figli if _e(c, "td", "th")] for riga in _righe(nodo)]
    regolari = tabella_regolare(righe, lambda: Blocco("tableCell", {"colspan": 1, "rowspan": 1}, figli=[Blocco("paragraph")]))
    return [Blocco("table", figli=[Blocco("tableRow", figli=celle) for celle in regolari])] if regolari else []


def _righe(nodo):
    for figlio in nodo.figli:
        if _e(figlio, "tr"):
            yield figlio
        elif _e(figlio, "thead", "tbody"):
            yield from _righe(figlio)


def _cella(nodo, segni):
    unite = {nome: int(nodo.attributi.get(nome) or 1) for nome in ("colspan", "rowspan")}
    dentro = _blocchi(nodo.figli, segni)
    return Blocco("tableHeader" if nodo.nome == "th" else "tableCell", unite, figli=dentro or [Blocco("paragraph")])


def _e(nodo, *nomi):
    return isinstance(nodo, _Marcatore) and nodo.nome in nomi


def _corse(nodo, segni):
    """Le parole con i loro segni; un a capo è senza testo."""
    if isinstance(nodo, str):
        return [(nodo, segni)] if nodo else []
    if nodo.nome == "br":
        return [(None, A_CAPO)]
    return [corsa for figlio in nodo.figli for corsa in _corse(figlio, _con(segni, nodo))]


def _con(segni, nodo):
    segno = DA_MARCATORE.get(nodo.nome)
    if segno is None or (segno == "link" and not nodo.attributi.get("href")):
        return segni
    if "nota" in (segno, *segni):
        return {"nota": {}}
    return {**segni, segno: {"href": nodo.attributi["href"]} if segno == "link" else {}}
