"""Dai pezzi letti (paragrafi, voci d’elenco, tabelle) all’HTML, nella stessa forma in cui lo scrive l’editor."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from .immagini_lette import ImmagineLetta

# Dal più esterno al più interno: lo stesso ordine dell’editor, così un giro di andata e ritorno non cambia il testo.
ORDINE = ("small", "a", "strong", "em", "s", "u", "sup", "sub")
_INDIRIZZO = re.compile(r"(?:https?://|mailto:)\S+$")
_SPAZI = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Frammento:
    """Un pezzo di riga con i suoi formati; `href` se è un collegamento; «\\n» da solo è un a capo."""

    testo: str
    formati: frozenset[str] = frozenset()
    href: str = ""


NOTA = frozenset(["small"])


def nota(paragrafi: Iterable[str]) -> Frammento:
    """Una nota: le parole dei suoi paragrafi di fila, senza formato. Vuota se non ne ha."""
    return Frammento(" ".join(" ".join(paragrafi).split()), NOTA)


@dataclass(frozen=True)
class Blocco:
    """Un paragrafo. `genere`: p, h2, h3, h4, cita (citazione), voce (d’elenco), continua (la voce prima), tabella.

    `livello` da 0; `elenco` distingue un elenco dal seguente; `html` è già scritto (righe o tabella).
    """

    genere: str
    html: str
    livello: int = 0
    elenco: str = ""
    ordinato: bool = False


def con_figure(blocco: Blocco | None, segni: Iterable[str], livello: int | None) -> Iterator[Blocco]:
    """Un paragrafo e, ciascuna da sola sotto di lui, le figure che conteneva; `livello` se era una voce d’elenco."""
    if blocco is not None:
        yield blocco
    for segno in segni:
        yield Blocco("p", segno) if livello is None else Blocco("continua", segno, livello)


@dataclass
class Letto:
    """Ciò che si è letto: i blocchi, le immagini, e quante volte si è incontrato qualcosa che non passa."""

    blocchi: list[Blocco] = field(default_factory=list)
    immagini: list[ImmagineLetta] = field(default_factory=list)
    lasciati: Counter[str] = field(default_factory=Counter)

    def html(self) -> str:
        """Il testo intero."""
        return componi(self.blocchi)

    def tralasciati(self) -> list[str]:
        """Una frase per genere: «3 immagini»."""
        return [f"{quante} {(uno if quante == 1 else molti)}" for genere, quante in sorted(self.lasciati.items())
                for uno, molti in [NOMI[genere]]]  # fmt: skip


NOMI = {
    "annotazioni": ("commento a margine", "commenti a margine"),
    "caselle": ("casella di testo", "caselle di testo"),
    "cancellate": ("parte cancellata con le revisioni attive", "parti cancellate con le revisioni attive"),
    "collegamenti": (
        "collegamento che non porta a una pagina web o a un indirizzo e-mail: ne resta il testo",
        "collegamenti che non portano a una pagina web o a un indirizzo e-mail: ne resta il testo",
    ),
    "immagini": ("immagine, disegno o oggetto", "immagini, disegni o oggetti"),
    "note": ("nota a piè di pagina o di chiusura", "note a piè di pagina o di chiusura"),
    "sommario": ("riga di sommario: l’indice lo fa il portale", "righe di sommario: l’indice lo fa il portale"),
    "tabelle": ("tabella dentro un’altra tabella: ne restano le parole", "tabelle dentro altre tabelle: ne restano le parole"),
    "titoli": ("titolo del documento: la sezione ha già il suo", "titoli del documento: la sezione ha già il suo"),
    "nascoste": ("parte di testo nascosto", "parti di testo nascosto"),
}


def ammesso(href: str) -> bool:
    """Si tengono solo i collegamenti a pagine web e indirizzi e-mail."""
    return bool(_INDIRIZZO.match(href))


def in_linea(frammenti: Iterable[Frammento]) -> str:
    """I frammenti di un paragrafo come HTML: spazi ridotti a uno, formati uguali uniti e annidati in `ORDINE`."""
    scritto: list[str] = []
    aperti: list[str] = []
    for frammento in _asciutti(frammenti):
        voluti = _marcatori(frammento)
        comuni = 0
        while comuni < min(len(aperti), len(voluti)) and aperti[comuni] == voluti[comuni]:
            comuni += 1
        _chiudi(scritto, aperti, comuni)
        for marcatore in voluti[comuni:]:
            scritto.append(f"<{marcatore}>")
            aperti.append(marcatore)
        scritto.append("<br>" if frammento.testo == "\n" else escape(frammento.testo, quote=False))
    _chiudi(scritto, aperti, 0)
    return "".join(scritto)


def _marcatori(frammento: Frammento) -> list[str]:
    # Dentro un collegamento il testo resta semplice: altrimenti i PDF accessibili non tornano.
    if frammento.href:
        return [f'a href="{escape(frammento.href)}"']
    return [nome for nome in ORDINE if nome in frammento.formati]


def _chiudi(scritto: list[str], aperti: list[str], quanti: int) -> None:
    while len(aperti) > quanti:
        scritto.append(f"</{aperti.pop().partition(' ')[0]}>")


def _asciutti(frammenti: Iterable[Frammento]) -> list[Frammento]:
    """Senza spazi doppi, all’inizio e alla fine; un frammento vuoto sparisce."""
    asciutti: list[Frammento] = []
    for frammento in frammenti:
        if frammento.testo == "\n":
            asciutti.append(frammento)
            continue
        testo = _SPAZI.sub(" ", frammento.testo)
        if frammento.formati == NOTA:
            attaccata = bool(asciutti) and asciutti[-1].formati == NOTA
            asciutti += [Frammento(f" {testo}" if attaccata else testo, NOTA)] if testo else []
            continue
        if not asciutti or asciutti[-1].testo.endswith((" ", "\n")):
            testo = testo.lstrip(" ")
        if testo:
            asciutti.append(Frammento(testo, frammento.formati, frammento.href))
    while asciutti and not asciutti[-1].testo.strip(" \n"):
        asciutti.pop()
    if asciutti:
        ultimo = asciutti.pop()
        asciutti.append(Frammento(ultimo.testo.rstrip(" "), ultimo.formati, ultimo.href))
    return asciutti


def componi(blocchi: Iterable[Blocco]) -> str:
    """L’HTML dei blocchi: le voci vicine fanno un elenco, le citazioni vicine una citazione."""
    scrittura = _Scrittura()
    for blocco in blocchi:
        scrittura.aggiungi(blocco)
    return scrittura.chiudi()


class _Scrittura:
    """Tiene gli elenchi e la citazione aperti; ogni voce resta aperta finché non si sa se ne contiene altre."""

    def __init__(self) -> None:
        self.pezzi: list[str] = []
        self.elenchi: list[Blocco] = []
        self.in_citazione = False

    def aggiungi(self, blocco: Blocco) -> None:
        if blocco.genere == "voce":
            self._fine_citazione()
            self._voce(blocco)
        elif blocco.genere == "continua" and self.elenchi:
            self._fino_a(blocco.livello)
            self.pezzi.append(f"<p>{blocco.html}</p>")
        else:
            self._fino_a(-1)
            self._fuori_elenco(blocco)

    def chiudi(self) -> str:
        self._fino_a(-1)
        self._fine_citazione()
        return "".join(self.pezzi)

    def _fuori_elenco(self, blocco: Blocco) -> None:
        if blocco.genere != "cita":
            self._fine_citazione()
        elif not self.in_citazione:
            self.pezzi.append("<blockquote>")
            self.in_citazione = True
        marcatore = blocco.genere if blocco.genere in ("h2", "h3", "h4") else "p"
        self.pezzi.append(blocco.html if blocco.genere == "tabella" else f"<{marcatore}>{blocco.html}</{marcatore}>")

    def _voce(self, blocco: Blocco) -> None:
        self._fino_a(blocco.livello)
        ultimo = self.elenchi[-1] if self.elenchi else None
        if ultimo and ultimo.livello == blocco.livello and (ultimo.elenco, ultimo.ordinato) == (blocco.elenco, blocco.ordinato):
            self.pezzi.append("</li>")
        else:
            if ultimo and ultimo.livello == blocco.livello:
                self._fino_a(blocco.livello - 1)
            self.elenchi.append(blocco)
            self.pezzi.append("<ol>" if blocco.ordinato else "<ul>")
        self.pezzi.append(f"<li><p>{blocco.html}</p>")

    def _fino_a(self, livello: int) -> None:
        while self.elenchi and self.elenchi[-1].livello > livello:
            self.pezzi.append("</li></ol>" if self.elenchi.pop().ordinato else "</li></ul>")

    def _fine_citazione(self) -> None:
        if self.in_citazione:
            self.pezzi.append("</blockquote>")
            self.in_citazione = False


@dataclass
class Cella:
    """Una cella di tabella: il suo HTML, se è d’intestazione, quante colonne e righe copre."""

    html: str
    intestazione: bool = False
    colonne: int = 1
    righe: int = 1

    def scritta(self) -> str:
        marcatore = "th" if self.intestazione else "td"
        unite = f' colspan="{self.colonne}"' if self.colonne > 1 else ""
        unite += f' rowspan="{self.righe}"' if self.righe > 1 else ""
        return f"<{marcatore}{unite}>{self.html or '<p></p>'}</{marcatore}>"


def tabella(righe: Iterable[list[Cella]]) -> str:
    """Una tabella con le righe date; quelle vuote spariscono."""
    scritte = "".join(f"<tr>{''.join(c.scritta() for c in riga)}</tr>" for riga in righe if riga)
    return f"<table><tbody>{scritte}</tbody></table>" if scritte else ""
