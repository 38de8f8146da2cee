"""Le righe di una tabella scritta in HTML: molti gestionali la chiamano «.xls»."""

import re
from html.parser import HTMLParser

_TABELLA = re.compile(r"\s*(?:<!doctype[^>]*>|<\?xml[^>]*>|<!--.*?-->|\s)*<(?:html|head|body|table|meta)\b", re.I | re.S)
_CODIFICA = re.compile(r"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_ALTRI_NOMI = {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252"}
_MASSIMO_UNITE = 50


def codifica_dichiarata(testo: str) -> str | None:
    """La codifica che la pagina dice di avere: «windows-1252» si chiama anche cp1252."""
    trovata = _CODIFICA.search(testo)
    return _ALTRI_NOMI.get(trovata[1].lower(), trovata[1].lower()) if trovata else None


def e_una_tabella_html(testo: str) -> bool:
    """Il testo è una pagina HTML con almeno una tabella?"""
    return bool(_TABELLA.match(testo)) and bool(re.search(r"<table[\s>]", testo, re.I))


class _Lettore(HTMLParser):
    """Raccoglie le celle della prima tabella che ha righe; le celle unite in orizzontale lasciano il posto vuoto."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.righe: list[list[str]] = []
        self.cella: list[str] | None = None
        self.larghe = 1
        self.finita = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.finita:
            return
        if tag == "tr":
            self._chiudi_cella()
            self.righe.append([])
        elif tag in ("td", "th") and self.righe:
            self._chiudi_cella()
            self.cella = []
            larghe = dict(attrs).get("colspan") or "1"
            self.larghe = min(int(larghe), _MASSIMO_UNITE) if larghe.isascii() and larghe.isdigit() else 1
        elif tag == "br" and self.cella is not None:
            self.cella.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._chiudi_cella()
        if tag == "table" and any(any(c.strip() for c in riga) for riga in self.righe):
            self.finita = True

    def handle_data(self, data: str) -> None:
        if self.cella is not None:
            self.cella.append(data)

    def _chiudi_cella(self) -> None:
        if self.cella is not None and self.righe:
            self.righe[-1] += ["".join(self.cella).strip(), *[""] * (self.larghe - 1)]
        self.cella = None


def righe_html(testo: str) -> list[tuple[int, list[str]]]:
    """Le righe non vuote della prima tabella, numerate da uno."""
    lettore = _Lettore()
    lettore.feed(testo)
    lettore.close()
    return [(numero, riga) for numero, riga in enumerate(lettore.righe, start=1) if any(c.strip() for c in riga)]
