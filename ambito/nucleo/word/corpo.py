"""Dai gettoni dell’HTML ai paragrafi, agli elenchi e alle tabelle di un docx."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from ..immagini import Disegno
from ..marcatura import Gettone, gettoni
from .figure_docx import STILE_DIDASCALIA, STILE_FIGURA, STILE_FONTE, in_pagina
from .pezzi_docx import LARGHEZZA, LIVELLI, documento, relazioni_documento

_FORMATI = {
    "strong": "<w:b/>", "em": "<w:i/>", "s": "<w:strike/>", "u": '<w:u w:val="single"/>',
    "sup": '<w:vertAlign w:val="superscript"/>', "sub": '<w:vertAlign w:val="subscript"/>',
}  # fmt: skip
_TITOLO = re.compile(r"h([1-6])")
_HREF = re.compile(r'href="([^"]*)"')
_UNITE = re.compile(r'(colspan|rowspan)="(\d{1,3})"')
_SPAZI = re.compile(r"[ \t\r\n]+")


@dataclass
class _Cella:
    contenuto: str = ""
    intestazione: bool = False
    colonne: int = 1
    righe: int = 1


@dataclass
class _Tabella:
    righe: list[list[_Cella]] = field(default_factory=list)


class Corpo:
    """Scrive il corpo del documento, ricordando elenchi, indirizzi e immagini incontrati. `disegni`: `src` → immagine."""

    def __init__(self, scarto_titoli: int = 0, disegni: Mapping[str, Disegno] | None = None) -> None:
        self.scarto = scarto_titoli
        self._disegni = disegni or {}
        self.figure: list[Disegno] = []
        self._della_figura = ""
        self.elenchi: list[bool] = []
        self.indirizzi: list[str] = []
        self._uscite: list[list[str]] = [[]]
        self._tabelle: list[_Tabella] = []
        self._formati: list[str] = []
        self._aperti: list[int] = []
        self._voce_nuova = self._in_citazione = False
        self._titolo = 0
        self._riga: list[str] | None = None
        self._href = ""
        self.note: list[str] = []
        self._in_nota = False

    def documento(self, titolo: str) -> str:
        """La parte principale, con il titolo in cima."""
        testa = _scritto("Title", "", f'<w:r><w:t xml:space="preserve">{escape(titolo)}</w:t></w:r>') if titolo else ""
        return documento(testa + "".join(self._uscite[0]))

    def relazioni(self) -> str:
        """Le relazioni della parte principale."""
        return relazioni_documento(self.indirizzi, self.parti_delle_figure())

    def parti_delle_figure(self) -> dict[str, bytes]:
        """Le immagini del documento, ciascuna con il nome della sua parte."""
        return {f"media/figura-{n}.{d.formato}": d.byte for n, d in enumerate(self.figure, start=1)}

    def scrivi(self, html: str) -> None:
        """Aggiunge il testo dato."""
        for gettone in gettoni(html):
            if gettone.tipo == "testo":
                self._testo(unescape(gettone.grezzo))
            elif gettone.nome == "br":
                self._corsa("<w:br/>")
            elif gettone.nome == "img":
                self._immagine(gettone)
            elif gettone.nome == "small":
                self._nota(gettone.tipo == "apre")
            elif gettone.nome in _FORMATI or gettone.nome == "a":
                self._in_linea(gettone)
            else:
                self._struttura(gettone)
        self._chiudi_riga()

    def _nota(self, apre: bool) -> None:
        """Nel testo resta il rimando; le parole vanno nella parte delle note."""
        self._in_nota = apre
        if apre:
            self.note.append("")
        elif self.note[-1].strip():
            self._corsa(f'<w:footnoteReference w:id="{len(self.note)}"/>')
        else:
            self.note.pop()

    def _immagine(self, gettone: Gettone) -> None:
        codice = gettone.attributi.get("src", "")
        if codice in self._disegni:
            self.figure.append(self._disegni[codice])
            self._corsa(in_pagina(len(self.figure), codice, gettone.attributi.get("alt", ""), self.figure[-1]))

    def _testo(self, testo: str) -> None:
        testo = _SPAZI.sub(" ", testo)
        if self._in_nota:
            self.note[-1] += testo
            return
        if testo.strip() or (self._riga is not None and testo):
            self._corsa(f'<w:t xml:space="preserve">{escape(testo, quote=False)}</w:t>')

    def _corsa(self, contenuto: str) -> None:
        if self._riga is None:
            self._riga = []
        stile = '<w:rStyle w:val="Hyperlink"/>' if self._href else ""
        if contenuto.startswith("<w:footnoteReference"):
            stile = '<w:rStyle w:val="FootnoteReference"/>'
        voluti = "".join(_FORMATI[nome] for nome in _FORMATI if nome in self._formati)
        proprieta = f"<w:rPr>{stile}{voluti}</w:rPr>" if stile or voluti else ""
        corsa = f"<w:r>{proprieta}{contenuto}</w:r>"
        self._riga.append(f'<w:hyperlink r:id="{self._href}">{corsa}</w:hyperlink>' if self._href else corsa)

    def _in_linea(self, gettone: Gettone) -> None:
        if gettone.nome == "a":
            indirizzo = _HREF.search(gettone.grezzo)
            self._href = self._collegamento(indirizzo[1]) if gettone.tipo == "apre" and indirizzo else ""
        elif gettone.tipo == "apre":
            self._formati.append(gettone.nome)
        elif gettone.nome in self._formati:
            self._formati.remove(gettone.nome)

    def _collegamento(self, scritto: str) -> str:
        self.indirizzi.append(escape(unescape(scritto)))
        return f"rId{len(self.indirizzi) + 2}"

    def _struttura(self, gettone: Gettone) -> None:
        self._chiudi_riga()
        apre, nome = gettone.tipo == "apre", gettone.nome
        self._della_figura = _della_figura(gettone) if apre else ""
        if titolo := _TITOLO.fullmatch(nome):
            self._titolo = max(int(titolo[1]) - self.scarto, 1) if apre else 0
        elif nome == "blockquote":
            self._in_citazione = apre
        elif nome in ("ul", "ol"):
            self._elenco(nome == "ol", apre)
        elif nome == "li":
            self._voce_nuova = apre
        elif nome == "table":
            self._tabella(apre)
        elif self._tabelle and nome == "tr" and apre:
            self._tabelle[-1].righe.append([])
        elif self._tabelle and nome in ("td", "th"):
            self._cella(gettone, apre)

    def _elenco(self, ordinato: bool, apre: bool) -> None:
        if apre:
            self.elenchi.append(ordinato)
            self._aperti.append(len(self.elenchi))
        elif self._aperti:
            self._aperti.pop()
        self._voce_nuova = False

    def _chiudi_riga(self) -> None:
        if self._riga is not None:
            self._uscite[-1].append(_scritto(*self._stile(), "".join(self._riga)))
            self._riga = None

    def _stile(self) -> tuple[str, str]:
        """Lo stile del paragrafo che si chiude e le sue proprietà d’elenco."""
        if self._della_figura:
            return self._della_figura, ""
        if self._titolo:
            return f"Heading{min(self._titolo, 6)}", ""
        if self._aperti:
            livello = min(len(self._aperti), LIVELLI)
            if not self._voce_nuova:
                return f"ListContinue{livello}", ""
            self._voce_nuova = False
            return "ListParagraph", f'<w:numPr><w:ilvl w:val="{livello - 1}"/><w:numId w:val="{self._aperti[-1]}"/></w:numPr>'
        if self._tabelle:
            intestazione = self._tabelle[-1].righe and self._tabelle[-1].righe[-1] and self._tabelle[-1].righe[-1][-1].intestazione
            return ("TableHeading" if intestazione else "TableText"), ""
        return ("Quote" if self._in_citazione else ""), ""

    def _tabella(self, apre: bool) -> None:
        if apre:
            self._tabelle.append(_Tabella())
        elif self._tabelle:
            scritta = _tabella(self._tabelle.pop().righe)
            # Word vuole un paragrafo fra una tabella e ciò che segue, anche quando segue un’altra tabella.
            self._uscite[-1].append(f"{scritta}<w:p/>" if scritta else "")

    def _cella(self, gettone: Gettone, apre: bool) -> None:
        righe = self._tabelle[-1].righe
        if apre:
            unite = {nome: int(n) for nome, n in _UNITE.findall(gettone.grezzo)}
            cella = _Cella("", gettone.nome == "th", max(unite.get("colspan", 1), 1), max(unite.get("rowspan", 1), 1))
            if not righe:
                righe.append([])
            righe[-1].append(cella)
            self._uscite.append([])
        elif len(self._uscite) > 1:
            righe[-1][-1].contenuto = "".join(self._uscite.pop())


def _della_figura(gettone: Gettone) -> str:
    """Lo stile di ciò che quel marcatore apre, se è una parte di una figura (`ambito.nucleo.figure`); o vuoto."""
    if gettone.nome == "p":
        return STILE_FONTE if "fonte-figura" in gettone.attributi.get("class", "").split() else ""
    return {"figure": STILE_FIGURA, "figcaption": STILE_DIDASCALIA}.get(gettone.nome, "")


def _scritto(stile: str, proprieta: str, righe: str) -> str:
    nome = f'<w:pStyle w:val="{stile}"/>' if stile else ""
    tutto = f"<w:pPr>{nome}{proprieta}</w:pPr>" if nome or proprieta else ""
    return f"<w:p>{tutto}{righe}</w:p>"


def _tabella(righe: Sequence[Sequence[_Cella]]) -> str:
    """La tabella con le celle unite in verticale ripetute riga per riga, come le vuole il formato."""
    sospese: dict[int, tuple[int, int]] = {}
    scritte: list[str] = []
    colonne = 1
    for riga in righe:
        celle, larghezza = _riga(riga, sospese)
        colonne = max(colonne, larghezza)
        testa = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if riga and all(c.intestazione for c in riga) else ""
        scritte.append(f"<w:tr>{testa}{celle}</w:tr>" if celle else "")
    if not any(scritte):
        return ""
    griglia = f'<w:gridCol w:w="{LARGHEZZA // colonne}"/>' * colonne
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
        f"<w:tblGrid>{griglia}</w:tblGrid>{''.join(scritte)}</w:tbl>"
    )


def _riga(riga: Sequence[_Cella], sospese: dict[int, tuple[int, int]]) -> tuple[str, int]:
    """Le celle di una riga e quante colonne occupa. `sospese`: colonna → (righe che mancano, larghezza) delle celle unite."""
    scritte: list[str] = []
    colonna = 0
    for cella in riga:
        colonna = _continua(sospese, colonna, scritte)
        unita = '<w:vMerge w:val="restart"/>' if cella.righe > 1 else ""
        scritte.append(_cella(cella.colonne, unita, cella.contenuto))
        if cella.righe > 1:
            sospese[colonna] = (cella.righe - 1, cella.colonne)
        colonna += cella.colonne
    colonna = _continua(sospese, colonna, scritte)
    return "".join(scritte), colonna


def _continua(sospese: dict[int, tuple[int, int]], colonna: int, scritte: list[str]) -> int:
    """Scrive le celle che continuano quelle di sopra a partire da `colonna`; restituisce la prima colonna libera."""
    while colonna in sospese:
        mancano, larghezza = sospese.pop(colonna)
        scritte.append(_cella(larghezza, "<w:vMerge/>", ""))
        if mancano > 1:
            sospese[colonna] = (mancano - 1, larghezza)
        colonna += larghezza
    return colonna


def _cella(colonne: int, unita: str, contenuto: str) -> str:
    larghe = f'<w:gridSpan w:val="{colonne}"/>' if colonne > 1 else ""
    if contenuto.endswith("</w:tbl>") or not contenuto:
        contenuto += "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{larghe}{unita}</w:tcPr>{contenuto}</w:tc>'
