"""Ciò che è stato salvato da fuori (un’altra pagina, un commento accolto) entra nel documento di chi scrive insieme."""

from difflib import SequenceMatcher
from itertools import groupby
from os.path import commonprefix

from pycrdt import XmlFragment, XmlText

from ambito.nucleo.allineamento import allinea
from ambito.nucleo.testo import testo_semplice, tre_vie
from piano.condiviso.blocchi import blocchi_di
from piano.condiviso.lettura import html_del, html_di
from piano.condiviso.schema import FRAMMENTO, PIATTI
from piano.condiviso.scrittura import esatti, in_forma, scrivi_blocchi

TIPI_PIATTI = {tipo for tipo, _ in PIATTI.values()}


def accogli(documento, base, fuori):
    """Porta in `documento` le modifiche che da `base` hanno dato `fuori`. Restituisce in quanti punti i due testi si contraddicono.

    Nulla si perde: dove l’uno contiene l’altro resta il più lungo, dove si contraddicono tutti e due, prima quello di chi è qui.
    """
    uniti, contrasti = intreccia(in_forma(base), html_del(documento), in_forma(fuori))
    with documento.transaction():
        _riscrivi(documento.get(FRAMMENTO, type=XmlFragment).children, uniti)
    return contrasti


def intreccia(base, qui, la, *, severa=False):
    """I blocchi dei due testi uniti e quanti contrasti restano. `severa`: è un contrasto anche scrivere nello stesso posto."""
    uniti, contrasti = [], 0
    for tratto in tre_vie(base, qui, la):
        scelti, in_contrasto = _scegli(*tratto, severa)
        uniti += scelti
        contrasti += in_contrasto
    return uniti, contrasti


def _scegli(com_era, qui, la, severa):
    if la in (com_era, qui):
        return qui, 0
    return (la, 0) if qui == com_era else _blocco_per_blocco(com_era, qui, la, severa)


def _blocco_per_blocco(com_era, qui, la, severa):
    """Ciò che ciascuno ha fatto di ogni paragrafo di prima, e ciò che vi ha messo davanti."""
    uniti, contrasti, tolto = [], 0, severa
    passi = zip([*com_era, None], _passi(com_era, qui), _passi(com_era, la), strict=True)
    for era, (nuovi_qui, mio), (nuovi_la, suo) in passi:
        coppie = list(allinea(nuovi_qui, nuovi_la, testo_semplice))
        esiti = [*(_fra_due(uno, altro) for uno, altro in coppie), _di_prima(era, mio, suo)]
        uniti += [blocco for scelti, _ in esiti for blocco in scelti]
        contrasti += sum(diversi for _, diversi in esiti)
        # Tutti e due hanno tolto ciò che c’era e scritto altro: è lo stesso punto, riscritto in due modi.
        contrasti += tolto and any(altro is None for _, altro in coppie) and any(uno is None for uno, _ in coppie)
        tolto = severa or (mio is None and suo is None)
    return uniti, contrasti


def _passi(com_era, adesso):
    """Per ogni blocco di prima, e poi per la fine: i blocchi nuovi che lo precedono e che cosa è diventato (`None`: tolto)."""
    passi, nuovi = [], []
    for prima, dopo in allinea(com_era, adesso, testo_semplice):
        if prima is None:
            nuovi.append(dopo)
        else:
            passi.append((nuovi, dopo))
            nuovi = []
    return [*passi, (nuovi, None)]


def _di_prima(era, mio, suo):
    if suo in (era, mio):
        return [mio] if mio else [], False
    if mio == era:
        return [suo] if suo else [], False
    # Uno l’ha tolto e l’altro l’ha cambiato: resta, e lo si dice.
    scelti, diversi = _fra_due(mio, suo)
    return scelti, diversi or not (mio and suo)


def _fra_due(mio, suo):
    """Due versioni dello stesso blocco (una può mancare): la più lunga se contiene l’altra, se no tutte e due."""
    if not (mio and suo):
        return [mio or suo], False
    if contiene(suo, mio):
        return [suo], False
    return ([mio], False) if contiene(mio, suo) else ([mio, suo], True)


def contiene(lungo, breve):
    """`lungo` è `breve` con un tratto in più in un punto solo: chi l’ha scritto aveva già tutto ciò che è in `breve`."""
    in_testa = len(commonprefix([lungo, breve]))
    in_coda = len(commonprefix([lungo[in_testa:][::-1], breve[in_testa:][::-1]]))
    return in_testa + in_coda == len(breve)


def _riscrivi(figli, voluti):
    """Cambia solo i blocchi diversi, dal fondo: le posizioni di quelli prima non si muovono."""
    attuali = [html_di(figlio) for figlio in figli]
    for tipo, i1, i2, j1, j2 in reversed(SequenceMatcher(None, attuali, voluti, autojunk=False).get_opcodes()):
        if tipo == "equal":
            continue
        nuovi = blocchi_di("".join(voluti[j1:j2])) if j2 > j1 else []
        if len(nuovi) == i2 - i1 == 1 and _ritocca(figli[i1], nuovi[0]):
            continue
        scrivi_blocchi(figli, i2, nuovi)
        del figli[i1:i2]


def _ritocca(nodo, blocco):
    """Riscrive sul posto le sole parole cambiate di un paragrafo: chi vi sta scrivendo non perde né il posto né le lettere."""
    testi = list(nodo.children)
    semplice = nodo.tag == blocco.tipo in TIPI_PIATTI and len(testi) == 1 and isinstance(testi[0], XmlText)
    if not semplice or any(parole is None for parole, _ in blocco.corse) or _livello(nodo) != blocco.attributi.get("level", 0):
        return False
    testo = testi[0]
    prima = [(c, _accesi(segni)) for parole, segni in testo.diff() if isinstance(parole, str) for c in parole]
    dopo = [(c, _accesi(segni)) for parole, segni in blocco.corse for c in parole]
    for tipo, i1, i2, j1, j2 in reversed(SequenceMatcher(None, prima, dopo, autojunk=False).get_opcodes()):
        if tipo != "equal":
            _cambia(testo, _byte(prima[:i1]), _byte(prima[:i2]), dopo[j1:j2])
    return True


def _cambia(testo, inizio, fine, nuove):
    """Le posizioni dentro un testo Yjs, qui, si contano in byte."""
    if fine > inizio:
        del testo[inizio:fine]
    for segni, pezzo in groupby(nuove, key=lambda coppia: coppia[1]):
        parole = "".join(carattere for carattere, _ in pezzo)
        testo.insert(inizio, parole, esatti(_segni(segni)))
        inizio += len(parole.encode())


def _byte(caratteri):
    return len("".join(c for c, _ in caratteri).encode())


def _livello(nodo):
    return int(dict(nodo.attributes).get("level") or 0)


def _accesi(segni):
    """I segni in una forma che si può confrontare; di un collegamento conta l’indirizzo."""
    return tuple(sorted((segno, valore.get("href") or "") for segno, valore in (segni or {}).items() if valore is not None))


def _segni(accesi):
    return {segno: {"href": indirizzo} if segno == "link" else {} for segno, indirizzo in accesi}
