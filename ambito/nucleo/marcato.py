"""Dal Markdown all’HTML della guida: titoli con un’ancora, tabelle leggibili da tutti, nessun marcatore scritto a mano.

Il testo è di casa, ma l’HTML che vi fosse scritto esce come testo: la politica dei contenuti vale anche per la guida.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FUORI = re.compile(r"https?://")


@dataclass(frozen=True)
class Resa:
    """Una pagina resa: il titolo di primo livello sta a parte, `indice` ha le voci `(ancora, titolo)` di secondo livello."""

    titolo: str
    html: str
    indice: tuple[tuple[str, str], ...]
    ancore: frozenset[str] = field(repr=False)


def ancora(titolo: str) -> str:
    """Il titolo come parte d’indirizzo: «Perché non vedo» → «perche-non-vedo»."""
    semplice = unicodedata.normalize("NFKD", titolo.lower().replace("’", "-").replace("'", "-"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in semplice if not unicodedata.combining(c))).strip("-")


def parole(gettone: Token) -> str:
    """Ciò che si legge di una riga, senza segni."""
    return "".join(figlio.content for figlio in gettone.children or () if figlio.type in ("text", "code_inline"))


def rendi(testo: str, collega: Callable[[str], str], figura: Callable[[str], str]) -> Resa:
    """Rende il testo; `collega` e `figura` traducono gli indirizzi interni dei collegamenti e delle immagini."""
    macchina = MarkdownIt("commonmark", {"html": False}).enable("table")
    gettoni = macchina.parse(testo)
    titolo, gettoni = _stacca_titolo(gettoni)
    indice, ancore = _ancore(gettoni)
    _tabelle(gettoni, titolo)
    _indirizzi(gettoni, collega, figura)
    return Resa(titolo, macchina.renderer.render(gettoni, macchina.options, {}), tuple(indice), frozenset(ancore))


def _stacca_titolo(gettoni: list[Token]) -> tuple[str, list[Token]]:
    if not gettoni or gettoni[0].tag != "h1":
        raise ValueError("Una pagina della guida comincia con il suo titolo («# …»).")
    return parole(gettoni[1]), gettoni[3:]


def _ancore(gettoni: list[Token]) -> tuple[list[tuple[str, str]], set[str]]:
    indice, viste = [], set()
    for posto, gettone in enumerate(gettoni):
        if gettone.type != "heading_open":
            continue
        titolo = parole(gettoni[posto + 1])
        nome = ancora(titolo)
        while nome in viste:
            nome += "-bis"
        viste.add(nome)
        gettone.attrSet("id", nome)
        if gettone.tag == "h2":
            indice.append((nome, titolo))
    return indice, viste


def _tabelle(gettoni: list[Token], titolo: str) -> None:
    """Ogni tabella ha didascalia, colonne dichiarate e una cornice che scorre da sé: il nome è il titolo sotto cui sta."""
    sopra, quante = titolo, {}
    for posto, gettone in enumerate(gettoni):
        if gettone.type == "heading_open":
            sopra = parole(gettoni[posto + 1])
        elif gettone.type == "th_open":
            gettone.attrSet("scope", "col")
        elif gettone.type == "table_open":
            quante[sopra] = quante.get(sopra, 0) + 1
            nome = escape(sopra if quante[sopra] == 1 else f"{sopra}, tabella {quante[sopra]}")
            gettone.type, gettone.content = "html_block", (
                f'<div class="tabella-cornice" tabindex="0" role="region" aria-label="{nome}"><table class="tabella">'
                f'<caption class="visually-hidden">{nome}</caption>\n'
            )  # fmt: skip
        elif gettone.type == "table_close":
            gettone.type, gettone.content = "html_block", "</table></div>\n"


def _indirizzi(gettoni: list[Token], collega: Callable[[str], str], figura: Callable[[str], str]) -> None:
    for gettone in (figlio for g in gettoni for figlio in g.children or ()):
        if gettone.type == "link_open" and not _FUORI.match(str(gettone.attrs["href"])):
            gettone.attrSet("href", collega(str(gettone.attrs["href"])))
        elif gettone.type == "image":
            gettone.attrSet("src", figura(str(gettone.attrs["src"])))
            gettone.attrSet("loading", "lazy")
