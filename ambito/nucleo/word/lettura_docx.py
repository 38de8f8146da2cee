"""Un docx letto a blocchi: titoli, paragrafi, elenchi, tabelle, collegamenti. Il resto si conta e si lascia."""

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from .archivio import Archivio, Rifiuto
from .composizione import Blocco, Cella, Frammento, Letto, ammesso, componi, con_figure, in_linea, nota, tabella
from .figure_docx import DI_UNA_FIGURA, segno_nel_nome
from .immagini_lette import Raccolta
from .stili_docx import Numerazioni, R, Stili, W, acceso, collegamenti, formati_detti, numero, parti_incluse, valore

_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# Dove un disegno dice quale parte mostra: quelli di oggi e quelli di prima del 2007.
_MOSTRANO = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "embed",
    "{urn:schemas-microsoft-com:vml}imagedata": "id",
}
_DISEGNI = (W + "drawing", W + "pict")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DENTRO = {W + n for n in ("sdt", "sdtContent", "smartTag", "ins", "moveTo", "fldSimple", "customXml", "bdo", "dir")}
_LASCIATI = {
    W + "del": "cancellate", W + "moveFrom": "cancellate", W + "drawing": "immagini", W + "pict": "immagini",
    W + "object": "immagini",
    W + "commentReference": "annotazioni", _MC + "AlternateContent": "immagini",
}  # fmt: skip
_NOTE = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_CITAZIONI = {"quote", "intense quote", "quotations", "block text"}
CELLA_D_INTESTAZIONE = "table heading"
CONTINUA = "list continue"
_LIVELLI = 8


def leggi_docx(archivio: Archivio) -> Letto:
    """Il corpo del documento; intestazioni, piè di pagina e proprietà non si guardano."""
    radice = archivio.xml("word/document.xml")
    corpo = radice.find(W + "body") if radice is not None else None
    if corpo is None:
        raise Rifiuto("Il documento è rovinato: non ha un testo.")
    lettore = _Lettore(archivio)
    lettore.letto.blocchi = list(lettore.blocchi(corpo))
    lettore.letto.immagini = lettore.raccolta.immagini
    return lettore.letto


class _Lettore:
    def __init__(self, archivio: Archivio) -> None:
        self.stili = Stili(archivio)
        self.numerazioni = Numerazioni(archivio)
        self.collegamenti = collegamenti(archivio)
        self.parti = parti_incluse(archivio)
        self.raccolta = Raccolta(archivio)
        self._segni: list[str] = []
        self.note = {tag: _note(archivio, nome) for tag, nome in _NOTE.items()}
        self.letto = Letto()

    def lascia(self, genere: str) -> None:
        self.letto.lasciati[genere] += 1

    def blocchi(self, contenitore: ET.Element, in_tabella: bool = False) -> Iterator[Blocco]:
        for elemento in contenitore:
            if elemento.tag == W + "p":
                yield from self.paragrafo(elemento, in_tabella)
            elif elemento.tag == W + "tbl":
                yield from self.tabella(elemento, in_tabella)
            elif elemento.tag in _DENTRO:
                yield from self.blocchi(elemento, in_tabella)
            elif elemento.tag in _LASCIATI:
                self.lascia(_LASCIATI[elemento.tag])

    def paragrafo(self, elemento: ET.Element, in_tabella: bool) -> Iterator[Blocco]:
        """I blocchi di un paragrafo: il suo testo, e sotto le figure che conteneva."""
        frammenti = list(self.frammenti(elemento, ""))
        segni, self._segni = self._segni, []
        blocco = self._blocco(elemento.find(W + "pPr"), frammenti, in_tabella, con_immagini=bool(segni))
        livello = blocco.livello if blocco is not None and blocco.genere in ("voce", "continua") else None
        return con_figure(blocco, segni, livello)

    def _blocco(
        self, proprieta: ET.Element | None, frammenti: list[Frammento], in_tabella: bool, *, con_immagini: bool
    ) -> Blocco | None:
        """Il testo di un paragrafo; `None` se è vuoto o non passa (titolo del documento, sommario, didascalia di una figura)."""
        stile = valore(proprieta, "pStyle")
        nome = self.stili.nome(stile)
        html = in_linea(frammenti)
        if not html or nome in DI_UNA_FIGURA:
            return None
        if not con_immagini and self.raccolta.e_la_didascalia("".join(f.testo for f in frammenti), [nome]):
            return None
        if nome == "title" and not in_tabella:
            self.lascia("titoli")
            return None
        if nome.startswith("toc ") or nome == "toc heading":
            self.lascia("sommario")
            return None
        return self._genere(proprieta, stile, nome, html)

    def _genere(self, proprieta: ET.Element | None, stile: str, nome: str, html: str) -> Blocco:
        titolo = self._titolo(proprieta, stile)
        if titolo:
            return Blocco(f"h{min(titolo + 1, 4)}", html)
        elenco, livello = self._elenco(proprieta, stile)
        if elenco:
            return Blocco("voce", html, livello, elenco, self.numerazioni.ordinato(elenco, livello))
        if nome.startswith(CONTINUA):
            return Blocco("continua", html, max(numero(nome.removeprefix(CONTINUA).strip(), 1) - 1, 0))
        return Blocco("cita" if nome in _CITAZIONI else "p", html)

    def _titolo(self, proprieta: ET.Element | None, stile: str) -> int:
        """Il livello di titolo (1-9), 0 se non è un titolo."""
        livello = valore(proprieta, "outlineLvl")
        if livello.isdigit():
            return int(livello) + 1 if int(livello) < 9 else 0
        return next((s.titolo for s in self.stili.catena(stile) if s.titolo), 0) or 0

    def _elenco(self, proprieta: ET.Element | None, stile: str) -> tuple[str, int]:
        propria = proprieta.find(W + "numPr") if proprieta is not None else None
        identificativo, livello = valore(propria, "numId"), numero(valore(propria, "ilvl"))
        if not identificativo:
            dallo_stile = next((s for s in self.stili.catena(stile) if s.numerazione), None)
            if dallo_stile:
                identificativo = dallo_stile.numerazione
                livello = livello if propria is not None else dallo_stile.livello
        return (identificativo, min(livello, _LIVELLI)) if self.numerazioni.esiste(identificativo) else ("", 0)

    def frammenti(self, elemento: ET.Element, href: str) -> Iterator[Frammento]:
        for figlio in elemento:
            if figlio.tag == W + "r":
                yield from self.corsa(figlio, href)
            elif figlio.tag == W + "hyperlink":
                yield from self.frammenti(figlio, self._indirizzo(figlio))
            elif figlio.tag in _DENTRO:
                yield from self.frammenti(figlio, href)
            elif figlio.tag in _LASCIATI:
                self.lascia(_LASCIATI[figlio.tag])

    def _indirizzo(self, elemento: ET.Element) -> str:
        href = self.collegamenti.get(elemento.get(R + "id", ""), "")
        if ammesso(href):
            return href
        if elemento.get(W + "anchor") is None:
            self.lascia("collegamenti")
        return ""

    def corsa(self, elemento: ET.Element, href: str) -> Iterator[Frammento]:
        """Un tratto di testo con gli stessi formati."""
        proprieta = elemento.find(W + "rPr")
        if acceso(proprieta, "vanish"):
            self.lascia("nascoste")
            return
        detti = self.stili.formati(valore(proprieta, "rStyle")) | formati_detti(proprieta)
        formati = frozenset(nome for nome, si in detti.items() if si)
        if href:
            formati = frozenset()
        for figlio in elemento:
            testo = self._testo(figlio)
            if testo:
                yield Frammento(testo, formati, href)
            elif figlio.tag in self.note:
                yield from self._nota(figlio)
            elif figlio.tag in _DISEGNI and (segno := self._figura(figlio)):
                self._segni.append(segno)
            elif figlio.tag in _LASCIATI:
                self.lascia(_LASCIATI[figlio.tag])

    def _figura(self, disegno: ET.Element) -> str:
        """Il segno di un’immagine: di una figura scritta da noi, o provvisorio di una da prendere. Vuoto se non passa."""
        proprieta = next(disegno.iter(_PR), None)
        detti = proprieta.attrib if proprieta is not None else {}
        if nostra := segno_nel_nome(detti.get("name", "")):
            return nostra
        mostrate = (e.get(R + _MOSTRANO[e.tag], "") for e in disegno.iter() if e.tag in _MOSTRANO)
        parte = next((self.parti[nome] for nome in mostrate if nome in self.parti), "")
        # Un indirizzo che comincia con «/» parte dalla radice dell’archivio.
        intero = posixpath.join("/word", parte).lstrip("/")
        return self.raccolta.prendi(intero, detti.get("descr") or detti.get("title", "")) if parte else ""

    def _nota(self, rimando: ET.Element) -> Iterator[Frammento]:
        trovata = self.note[rimando.tag].get(rimando.get(W + "id", ""))
        scritta = nota(_parole(p) for p in trovata.iter(W + "p")) if trovata is not None else None
        if scritta and scritta.testo:
            yield scritta
        else:
            self.lascia("note")

    @staticmethod
    def _testo(elemento: ET.Element) -> str:
        if elemento.tag == W + "t":
            # Un a capo dentro il testo è uno spazio: «\n» da solo vuol dire a capo.
            return (elemento.text or "").replace("\n", " ")
        if elemento.tag in (W + "br", W + "cr"):
            return " " if elemento.get(W + "type") in ("page", "column") else "\n"
        return {W + "tab": " ", W + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}.get(elemento.tag, "")

    def tabella(self, elemento: ET.Element, in_tabella: bool) -> Iterator[Blocco]:
        if in_tabella:
            self.lascia("tabelle")
            for riga in _righe(elemento):
                for cella in _celle(riga):
                    yield from self.blocchi(cella, True)
            return
        aperte: dict[int, Cella] = {}
        righe = [self._riga(riga, aperte) for riga in _righe(elemento)]
        if html := tabella(righe):
            yield Blocco("tabella", html)

    def _riga(self, riga: ET.Element, aperte: dict[int, Cella]) -> list[Cella]:
        """Le celle di una riga; quelle che continuano una cella di sopra la allungano. `aperte`: colonna → cella unita."""
        intestazione = acceso(riga.find(W + "trPr"), "tblHeader") or False
        celle: list[Cella] = []
        colonna = 0
        for elemento in _celle(riga):
            proprieta = elemento.find(W + "tcPr")
            larghezza = max(numero(valore(proprieta, "gridSpan"), 1), 1)
            unita = proprieta.find(W + "vMerge") if proprieta is not None else None
            continua = unita is not None and unita.get(W + "val", "continue") == "continue"
            if continua and colonna in aperte:
                aperte[colonna].righe += 1
            else:
                celle.append(self._cella(elemento, intestazione, larghezza))
                aperte.pop(colonna, None)
                if unita is not None:
                    aperte[colonna] = celle[-1]
            colonna += larghezza
        return celle

    def _cella(self, elemento: ET.Element, intestazione: bool, larghezza: int) -> Cella:
        primo = elemento.find(W + "p")
        stile = valore(primo.find(W + "pPr"), "pStyle") if primo is not None else ""
        html = componi(self.blocchi(elemento, True))
        return Cella(html, intestazione or self.stili.nome(stile) == CELLA_D_INTESTAZIONE, larghezza)


def _note(archivio: Archivio, nome: str) -> dict[str, ET.Element]:
    """Le note del documento per identificativo: a piè di pagina (`footnote`) o di chiusura (`endnote`)."""
    radice = archivio.xml(f"word/{nome}s.xml")
    return {n.get(W + "id", ""): n for n in radice.iter(W + nome)} if radice is not None else {}


def _parole(paragrafo: ET.Element) -> str:
    """Le parole di una nota, senza ciò che è cancellato."""
    return "".join((e.text or "") if e.tag == W + "t" else " " for e in paragrafo.iter() if e.tag in (W + "t", W + "tab", W + "br"))


def _righe(elemento: ET.Element) -> Iterator[ET.Element]:
    for figlio in elemento:
        if figlio.tag == W + "tr":
            yield figlio
        elif figlio.tag in _DENTRO:
            yield from _righe(figlio)


def _celle(riga: ET.Element) -> Iterator[ET.Element]:
    for figlio in riga:
        if figlio.tag == W + "tc":
            yield figlio
        elif figlio.tag in _DENTRO:
            yield from _celle(figlio)
