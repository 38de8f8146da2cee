"""Un odt letto a blocchi, come un docx: stessa forma, stesse rinunce."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from .archivio import Archivio, Rifiuto
from .composizione import Blocco, Cella, Frammento, Letto, ammesso, componi, con_figure, in_linea, nota, tabella
from .figure_docx import DI_UNA_FIGURA, segno_nel_nome
from .immagini_lette import Raccolta

_SPAZI = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW = (f"{{{_SPAZI}{nome}:1.0}}" for nome in ("office", "text", "table", "style", "drawing"))
FO = f"{{{_SPAZI}xsl-fo-compatible:1.0}}"
# La descrizione di un’immagine, o almeno il suo titolo.
_DESCRIZIONI = [f"{{{_SPAZI}svg-compatible:1.0}}{nome}" for nome in ("desc", "title")]
XLINK = "{http://www.w3.org/1999/xlink}"
_DENTRO = {TEXT + n for n in ("section", "span", "ruby", "ruby-base", "meta", "bookmark-ref", "reference-ref", "sequence",
                              "page-number", "date", "time", "title", "conditional-text", "expression")}  # fmt: skip
_INDICI = {TEXT + n for n in ("table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index")}
_LASCIATI = {OFFICE + "annotation": "annotazioni", TEXT + "tracked-changes": "cancellate"}
_CITAZIONI = {"quotations", "quote"}
_RIPETIZIONI = 50
_CATENA_MASSIMA = 20
_LIVELLI = 8


def leggi_odt(archivio: Archivio) -> Letto:
    """Il testo del documento; intestazioni e piè di pagina stanno altrove e non si guardano."""
    radice = archivio.xml("content.xml")
    corpo = radice.find(f"{OFFICE}body/{OFFICE}text") if radice is not None else None
    if radice is None or corpo is None:
        raise Rifiuto("Non è un documento di testo: serve un file «.docx» o «.odt».")
    lettore = _Lettore([radice, archivio.xml("styles.xml")], Raccolta(archivio))
    lettore.letto.blocchi = list(lettore.blocchi(corpo))
    lettore.letto.immagini = lettore.raccolta.immagini
    return lettore.letto


def _formati(stile: ET.Element) -> dict[str, bool]:
    """I formati che uno stile accende o spegne."""
    testo = stile.find(STYLE + "text-properties")
    if testo is None:
        return {}
    regole = (
        (FO + "font-weight", "strong", r"bold|[6-9]00"),
        (FO + "font-style", "em", r"italic|oblique"),
        (STYLE + "text-underline-style", "u", r"(?!none).+"),
        (STYLE + "text-line-through-style", "s", r"(?!none).+"),
        (STYLE + "text-position", "sup", r"(?:super|[1-9]\d*%).*"),
        (STYLE + "text-position", "sub", r"(?:sub|-\d+%).*"),
    )
    return {nome: bool(re.fullmatch(forma, testo.get(attr, ""))) for attr, nome, forma in regole if testo.get(attr)}


class _Lettore:
    def __init__(self, radici: list[ET.Element | None], raccolta: Raccolta) -> None:
        self.letto = Letto()
        self.raccolta = raccolta
        self._segni: list[str] = []
        self.stili: dict[str, ET.Element] = {}
        self.elenchi: dict[str, dict[int, bool]] = {}
        self.quanti_elenchi = 0
        for radice in radici:
            for stile in radice.iter(STYLE + "style") if radice is not None else ():
                self.stili.setdefault(stile.get(STYLE + "name", ""), stile)
            for elenco in radice.iter(TEXT + "list-style") if radice is not None else ():
                livelli = {_intero(v.get(TEXT + "level", "1"), 1): v.tag.endswith("-number") for v in elenco}
                self.elenchi.setdefault(elenco.get(STYLE + "name", ""), livelli)

    def lascia(self, genere: str) -> None:
        self.letto.lasciati[genere] += 1

    def catena(self, nome: str) -> list[tuple[str, ET.Element]]:
        """Lo stile e quelli da cui deriva, dal più vicino."""
        catena: list[tuple[str, ET.Element]] = []
        while nome in self.stili and len(catena) < _CATENA_MASSIMA:
            catena.append((nome.lower().replace("_20_", " "), self.stili[nome]))
            nome = self.stili[nome].get(STYLE + "parent-style-name", "")
        return catena

    def formati(self, nome: str, prima: dict[str, bool], *, propri: bool = False) -> dict[str, bool]:
        """I formati in vigore con lo stile `nome` sopra quelli di `prima`; `propri` = solo quelli detti nel testo."""
        raccolti = dict(prima)
        for chiamato, stile in reversed(self.catena(nome)):
            if not propri or re.fullmatch(r"[pt]\d+", chiamato):
                raccolti |= _formati(stile)
        return raccolti

    def blocchi(self, contenitore: ET.Element, in_tabella: bool = False) -> Iterator[Blocco]:
        for elemento in contenitore:
            if elemento.tag in (TEXT + "p", TEXT + "h"):
                yield from self.paragrafo(elemento, in_tabella)
            elif elemento.tag == TEXT + "list":
                yield from self.elenco(elemento, 0, "", in_tabella)
            elif elemento.tag == TABLE + "table":
                yield from self.tabella(elemento, in_tabella)
            elif elemento.tag in _INDICI:
                self.lascia("sommario")
            elif elemento.tag in _LASCIATI:
                self.lascia(_LASCIATI[elemento.tag])
            elif elemento.tag.startswith(DRAW):
                self._immagine(elemento)
                yield from con_figure(None, self._appena_visti(), None)
            elif elemento.tag in _DENTRO:
                yield from self.blocchi(elemento, in_tabella)

    def paragrafo(self, elemento: ET.Element, in_tabella: bool = False) -> Iterator[Blocco]:
        stile = elemento.get(TEXT + "style-name", "")
        frammenti = list(self.frammenti(elemento, self.formati(stile, {}, propri=True), ""))
        nomi = {nome for nome, _ in self.catena(stile)} | {stile.lower().replace("_20_", " ")}
        segni = self._appena_visti()
        yield from con_figure(self._blocco(elemento, frammenti, nomi, in_tabella, con_immagini=bool(segni)), segni, None)

    def _blocco(
        self, elemento: ET.Element, frammenti: list[Frammento], nomi: set[str], in_tabella: bool, *, con_immagini: bool
    ) -> Blocco | None:
        """Il testo di un paragrafo; `None` se è vuoto o non passa (titolo del documento, didascalia di una figura)."""
        html = in_linea(frammenti)
        if not html or nomi.intersection(DI_UNA_FIGURA):
            return None
        if not con_immagini and self.raccolta.e_la_didascalia("".join(f.testo for f in frammenti), nomi):
            return None
        if "title" in nomi and not in_tabella:
            self.lascia("titoli")
            return None
        if elemento.tag == TEXT + "h":
            return Blocco(f"h{min(_intero(elemento.get(TEXT + 'outline-level', '1'), 1) + 1, 4)}", html)
        return Blocco("cita" if nomi & _CITAZIONI else "p", html)

    def elenco(self, elemento: ET.Element, livello: int, stile: str, in_tabella: bool) -> Iterator[Blocco]:
        stile = elemento.get(TEXT + "style-name", "") or stile
        ordinato = self.elenchi.get(stile, {}).get(livello + 1, False)
        self.quanti_elenchi += 1
        nome = str(self.quanti_elenchi)
        for voce in elemento:
            primo = True
            for figlio in voce:
                if figlio.tag == TEXT + "list":
                    yield from self.elenco(figlio, min(livello + 1, _LIVELLI), stile, in_tabella)
                elif figlio.tag in (TEXT + "p", TEXT + "h"):
                    for blocco in self.paragrafo(figlio, True):
                        yield Blocco("voce" if primo else "continua", blocco.html, livello, nome, ordinato)
                        primo = False

    def frammenti(self, elemento: ET.Element, formati: dict[str, bool], href: str) -> Iterator[Frammento]:
        yield from self._scritto(elemento.text, formati, href)
        for figlio in elemento:
            yield from self._figlio(figlio, formati, href)
            yield from self._scritto(figlio.tail, formati, href)

    def _figlio(self, figlio: ET.Element, formati: dict[str, bool], href: str) -> Iterator[Frammento]:
        if figlio.tag == TEXT + "line-break":
            yield Frammento("\n", self._accesi(formati, href), href)
        elif figlio.tag in (TEXT + "s", TEXT + "tab"):
            yield from self._scritto(" ", formati, href)
        elif figlio.tag == TEXT + "a":
            yield from self.frammenti(figlio, formati, self._indirizzo(figlio))
        elif figlio.tag == TEXT + "note":
            yield from self._nota(figlio)
        elif figlio.tag in _LASCIATI:
            self.lascia(_LASCIATI[figlio.tag])
        elif figlio.tag.startswith(DRAW):
            self._immagine(figlio)
        elif figlio.tag in _DENTRO:
            yield from self.frammenti(figlio, self.formati(figlio.get(TEXT + "style-name", ""), formati), href)

    def _immagine(self, cornice: ET.Element) -> None:
        """Di una cornice il segno: di una figura scritta da noi, o provvisorio di una da prendere."""
        if segno := segno_nel_nome(cornice.get(DRAW + "name", "")) or self._da_prendere(cornice):
            self._segni.append(segno)
        else:
            self.lascia("immagini")

    def _appena_visti(self) -> list[str]:
        segni, self._segni = self._segni, []
        return segni

    def _da_prendere(self, cornice: ET.Element) -> str:
        """LibreOffice mette un’immagine con didascalia in una cornice di testo che contiene l’una e l’altra."""
        immagine = next(cornice.iter(DRAW + "image"), None)
        if immagine is None:
            return ""
        descrizione = next(("".join(d.itertext()) for nome in _DESCRIZIONI for d in cornice.iter(nome)), "")
        segno = self.raccolta.prendi(immagine.get(XLINK + "href", ""), descrizione)
        scritta = cornice.find(f"{DRAW}text-box/{TEXT}p")
        if segno and scritta is not None:
            self.raccolta.e_la_didascalia("".join(_fuori_dalle_cornici(scritta)), ["caption"])
        return segno

    def _nota(self, elemento: ET.Element) -> Iterator[Frammento]:
        corpo = elemento.find(TEXT + "note-body")
        scritta = nota("".join(_parole(blocco)) for blocco in corpo) if corpo is not None else None
        if scritta and scritta.testo:
            yield scritta
        else:
            self.lascia("note")

    def _scritto(self, testo: str | None, formati: dict[str, bool], href: str) -> Iterator[Frammento]:
        if testo:
            yield Frammento(testo.replace("\n", " "), self._accesi(formati, href), href)

    @staticmethod
    def _accesi(formati: dict[str, bool], href: str) -> frozenset[str]:
        return frozenset() if href else frozenset(nome for nome, si in formati.items() if si)

    def _indirizzo(self, elemento: ET.Element) -> str:
        href = elemento.get(XLINK + "href", "")
        if ammesso(href):
            return href
        if not href.startswith("#"):
            self.lascia("collegamenti")
        return ""

    def tabella(self, elemento: ET.Element, in_tabella: bool) -> Iterator[Blocco]:
        if in_tabella:
            self.lascia("tabelle")
            for riga, _ in _righe(elemento, False):
                for cella in riga.findall(TABLE + "table-cell"):
                    yield from self.blocchi(cella, True)
            return
        if html := tabella(self._riga(riga, intestazione) for riga, intestazione in _righe(elemento, False)):
            yield Blocco("tabella", html)

    def _riga(self, riga: ET.Element, intestazione: bool) -> list[Cella]:
        celle = []
        for elemento in riga.findall(TABLE + "table-cell"):
            primo = elemento.find(TEXT + "p")
            nomi = {nome for nome, _ in self.catena(primo.get(TEXT + "style-name", ""))} if primo is not None else set()
            cella = Cella(
                componi(self.blocchi(elemento, True)),
                intestazione or "table heading" in nomi,
                _intero(elemento.get(TABLE + "number-columns-spanned", "1"), 1),
                _intero(elemento.get(TABLE + "number-rows-spanned", "1"), 1),
            )
            celle += [cella] * min(_intero(elemento.get(TABLE + "number-columns-repeated", "1"), 1), _RIPETIZIONI)
        return celle


def _parole(elemento: ET.Element) -> Iterator[str]:
    """Le parole di una nota, con gli spazi dove sono scritti come marcatori; senza i commenti a margine."""
    yield " " if elemento.tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break") else elemento.text or ""
    for figlio in elemento:
        if figlio.tag != OFFICE + "annotation":
            yield from _parole(figlio)
        yield figlio.tail or ""


def _fuori_dalle_cornici(paragrafo: ET.Element) -> Iterator[str]:
    """Le parole di un paragrafo, senza quelle dentro le cornici che contiene."""
    yield paragrafo.text or ""
    for figlio in paragrafo:
        if not figlio.tag.startswith(DRAW):
            yield from figlio.itertext()
        yield figlio.tail or ""


def _righe(elemento: ET.Element, intestazione: bool) -> Iterator[tuple[ET.Element, bool]]:
    for figlio in elemento:
        if figlio.tag == TABLE + "table-row":
            yield figlio, intestazione
        elif figlio.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
            yield from _righe(figlio, figlio.tag == TABLE + "table-header-rows")


def _intero(testo: str, se_manca: int) -> int:
    return int(testo) if re.fullmatch(r"[1-9]\d{0,2}", testo) else se_manca
