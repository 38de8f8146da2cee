"""Dall’HTML al documento Yjs."""

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from piano.condiviso.blocchi import blocchi_di
from piano.condiviso.lettura import html_del
from piano.condiviso.schema import A_CAPO, FRAMMENTO, SEGNI


def documento(html):
    """Un documento nuovo con quel testo."""
    nuovo = Doc()
    nuovo[FRAMMENTO] = frammento = XmlFragment()
    with nuovo.transaction():
        scrivi_blocchi(frammento.children, 0, blocchi_di(html))
    return nuovo


def in_forma(html):
    """Il testo come lo dà l’editor: due testi uguali qui sono lo stesso documento."""
    return html_del(documento(html))


def scrivi_blocchi(figli, dove, blocchi):
    """Inserisce i blocchi fra i figli di un nodo, dal posto `dove`."""
    for posto, blocco in enumerate(blocchi, start=dove):
        elemento = XmlElement(blocco.tipo, blocco.attributi)
        figli.insert(posto, elemento)
        scrivi_blocchi(elemento.children, 0, blocco.figli)
        scrivi_corse(elemento.children, blocco.corse)


def scrivi_corse(figli, corse):
    """Aggiunge le parole in fondo a un nodo: un testo solo finché non c’è un a capo."""
    testo = None
    for parole, segni in corse:
        if segni == A_CAPO:
            figli.append(XmlElement(A_CAPO))
            testo = None
            continue
        if testo is None:
            testo = XmlText()
            figli.append(testo)
        testo.insert(len(testo), parole, esatti(segni))


def esatti(segni):
    """Ogni segno detto, acceso o spento: un testo inserito prenderebbe altrimenti quelli delle parole accanto."""
    return {segno: segni.get(segno) for segno in SEGNI}
