"""Dal documento Yjs all’HTML: soltanto i nodi e i segni conosciuti, qualunque cosa un navigatore vi abbia messo."""

from html import escape
from itertools import takewhile

from pycrdt import XmlFragment, XmlText

from ambito.nucleo.marcatura import indirizzo_ammesso
from piano.condiviso.schema import A_CAPO, CONTENITORI, FRAMMENTO, PIATTI, SEGNI

# Più in fondo di così nessun editor va; `pulisci_html` si ferma a venti.
PROFONDITA = 60
VIRGOLETTE = '"'
TITOLI = {attributi["level"]: nome for nome, (tipo, attributi) in PIATTI.items() if tipo == "heading"}


def html_del(documento):
    """L’HTML del documento intero, nella forma di `pulisci_html`."""
    return "".join(html_di(figlio) for figlio in documento.get(FRAMMENTO, type=XmlFragment).children)


def html_di(nodo, livello=0):
    """L’HTML di un nodo (o di un testo) del documento."""
    if isinstance(nodo, XmlText):
        return _parole([nodo])
    marcatore = _marcatore(nodo)
    if marcatore in PIATTI or livello > PROFONDITA:
        dentro = _parole(nodo.children)
    else:
        dentro = "".join(html_di(figlio, livello + 1) for figlio in nodo.children)
    if marcatore == "table":
        dentro = f"<tbody>{dentro}</tbody>"
    return f"<{marcatore}{_unite(nodo, marcatore)}>{dentro}</{marcatore}>" if marcatore else dentro


def _marcatore(nodo):
    if nodo.tag == "heading":
        return TITOLI.get(_numero(nodo, "level"), "h2")
    return "p" if nodo.tag == "paragraph" else CONTENITORI.get(nodo.tag)


def _unite(nodo, marcatore):
    if marcatore not in ("td", "th"):
        return ""
    valori = {nome: _numero(nodo, nome) for nome in ("colspan", "rowspan")}
    return "".join(f' {nome}="{valore}"' for nome, valore in valori.items() if valore > 1)


def _numero(nodo, nome):
    valore = dict(nodo.attributes).get(nome)
    try:
        return int(float(valore))
    except (TypeError, ValueError, OverflowError):
        return 0


def _parole(figli):
    """Testi e a capo in fila; i segni che continuano da un pezzo all’altro restano aperti, come fa l’editor."""
    uscita, aperti = [], []
    for testo, segni in _pezzi(figli):
        comuni = len(list(takewhile(lambda coppia: coppia[0] == coppia[1], zip(aperti, segni, strict=False))))
        uscita += [f"</{_nome(segno)}>" for segno in reversed(aperti[comuni:])] + segni[comuni:] + [testo]
        aperti = segni
    return "".join(uscita + [f"</{_nome(segno)}>" for segno in reversed(aperti)])


def _nome(segno):
    return segno[1:-1].split(" ")[0]


def _pezzi(figli):
    for figlio in figli:
        if isinstance(figlio, XmlText):
            for testo, attributi in figlio.diff():
                if isinstance(testo, str) and testo:
                    yield _protetto(testo), _segni(attributi or {})
        elif figlio.tag == A_CAPO:
            yield "<br>", []


def _segni(attributi):
    """I marcatori d’apertura, dal più esterno."""
    if attributi.get("nota") is not None:
        return ["<small>"]
    collegamento = attributi.get("link")
    indirizzo = str(collegamento.get("href") or "") if isinstance(collegamento, dict) else ""
    if indirizzo_ammesso(indirizzo):
        return [f'<a href="{_protetto(indirizzo).replace(VIRGOLETTE, "&quot;")}" rel="noopener noreferrer">']
    return [f"<{marcatore}>" for segno, marcatore in SEGNI.items() if segno != "link" and attributi.get(segno) is not None]


def _protetto(testo):
    return escape(testo, quote=False).replace("\xa0", "&nbsp;")
