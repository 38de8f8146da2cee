"""Pulizia del testo formattato e sua scomposizione in gettoni (marcatori e parole)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

import nh3

BLOCCHI = frozenset(["p", "h2", "h3", "h4", "ul", "ol", "table", "blockquote"])
IN_LINEA = frozenset(["strong", "em", "u", "s", "a", "sup", "sub", "small", "br"])
CONTENITORI = frozenset(["ul", "ol", "table", "thead", "tbody", "tr"])
_AMMESSI = BLOCCHI | IN_LINEA | CONTENITORI | {"li", "th", "td"}
_ATTRIBUTI = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
_AMBITI_DI_CELLA = frozenset(["row", "col", "rowgroup", "colgroup"])
LIVELLI_MASSIMI = 20
CELLE_UNITE_MASSIME = 50

MARCATORI_MASSIMI = 20_000
_CHIUSI_DA_SOLI = frozenset(["p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "hr", "img", "input", "col", "wbr"])

_COMMENTO = re.compile(r"<!--.*?(?:-->|$)", re.S)
_QUALUNQUE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_MARCATORE = re.compile(r"<(/?)([a-z0-9]+)(?:[^<>\"]|\"[^\"]*\")*>")
# Due note attaccate l’editor le farebbe una: lo diventano qui, con uno spazio fra le parole dell’una e dell’altra.
_NOTE_ATTACCATE = re.compile(r"</small>\s*<small>")
_A_CAPO = re.compile(r"<br ?/?>")
_SOLE_PAROLE = [re.compile(p, re.S) for p in (r'(<a(?: [a-z]+="[^"]*")*>)(.*?)(</a>)', r"(<small>)(.*?)(</small>)")]


def indirizzo_ammesso(indirizzo: str) -> bool:
    """Un collegamento può portare lì: una pagina, una casella di posta, un dato citato."""
    return bool(re.match(r"(?:(?:https?://|mailto:)[^\s]+|#dato-[a-z0-9-]+)$", indirizzo))


def _filtra(marcatore: str, attributo: str, valore: str) -> str | None:
    """Tiene un attributo solo se ha un valore sensato; le celle unite hanno un limite perché costano nei PDF."""
    if attributo == "href":
        return valore if indirizzo_ammesso(valore) else None
    if attributo == "scope":
        return valore if valore in _AMBITI_DI_CELLA else None
    if attributo in ("colspan", "rowspan"):
        return valore if re.fullmatch(r"[1-9][0-9]?", valore) and int(valore) <= CELLE_UNITE_MASSIME else None
    return valore


def _passa(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(_AMMESSI),
        attributes={nome: set(attributi) for nome, attributi in _ATTRIBUTI.items()},
        attribute_filter=_filtra,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _troppo_annidato(html: str) -> bool:
    """Stima prima di pulire: la pulizia di migliaia di marcatori annidati costa il quadrato del loro numero."""
    aperti: Counter[str] = Counter()
    livello = 0
    for quanti, (chiude, nome) in enumerate(_QUALUNQUE.findall(_COMMENTO.sub("", html)), start=1):
        nome = nome.lower()
        if nome not in _CHIUSI_DA_SOLI and not (chiude and not aperti[nome]):
            aperti[nome] += -1 if chiude else 1
            livello += -1 if chiude else 1
        if livello > 10 * LIVELLI_MASSIMI or quanti > 2 * MARCATORI_MASSIMI:
            return True
    return html.count("<") > 2 * MARCATORI_MASSIMI


def _profondita(html: str) -> int:
    livello = massimo = 0
    for chiude, nome in _MARCATORE.findall(html):
        if nome != "br":
            livello += -1 if chiude else 1
            massimo = max(massimo, livello)
    return massimo


def _sole_parole(html: str) -> str:
    """Dentro un collegamento, e dentro una nota, resta solo testo: un marcatore annidato rompe l'accessibilità dei PDF."""
    for coppia in _SOLE_PAROLE:
        html = coppia.sub(lambda presa: presa[1] + _MARCATORE.sub("", _A_CAPO.sub(" ", presa[2])) + presa[3], html)
    return _NOTE_ATTACCATE.sub(" ", html)


def pulisci_html(html: str) -> str:
    """Testo formattato ridotto ai marcatori ammessi; applicarla due volte non cambia nulla.

    Restano p, h2-h4, elenchi, grassetto, corsivo, sottolineato, barrato, collegamenti http/https/mailto, dati citati
    (`ambito.nucleo.citazioni`), note (`ambito.nucleo.note`), tabelle, citazioni, apici e pedici. Un testo annidato oltre venti
    livelli, o con più di ventimila marcatori, perde la formattazione ma non le parole.
    """
    html = html.encode("utf-8", "replace").decode()
    if _troppo_annidato(html):
        html = escape(unescape(_QUALUNQUE.sub(" ", _COMMENTO.sub("", html))))
    pulito = _passa(html)
    if _profondita(pulito) > LIVELLI_MASSIMI:
        parole = " ".join(_MARCATORE.sub(" ", pulito).split())
        return f"<p>{parole}</p>" if parole else ""
    return _passa(_sole_parole(pulito))


@dataclass(frozen=True)
class Gettone:
    """Un pezzo di testo formattato: `tipo` è «apre», «chiude», «vuoto» (br) o «testo»; `grezzo` è com'è scritto."""

    tipo: str
    nome: str
    grezzo: str
    attributi: dict[str, str] = field(default_factory=dict, compare=False)


class _Scompositore(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.gettoni: list[Gettone] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tipo = "vuoto" if tag == "br" else "apre"
        attributi = {nome: valore or "" for nome, valore in attrs}
        self.gettoni.append(Gettone(tipo, tag, self.get_starttag_text() or "", attributi))

    def handle_endtag(self, tag: str) -> None:
        self.gettoni.append(Gettone("chiude", tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        self.gettoni.append(Gettone("testo", "", data))

    def handle_entityref(self, name: str) -> None:
        self.gettoni.append(Gettone("testo", "", f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.gettoni.append(Gettone("testo", "", f"&#{name};"))


def gettoni(html: str) -> list[Gettone]:
    """Scompone un testo già passato da `pulisci_html`."""
    scompositore = _Scompositore()
    scompositore.feed(html)
    scompositore.close()
    return scompositore.gettoni


def blocchi(html: str) -> list[str]:
    """I blocchi di primo livello (paragrafi, titoli, elenchi, tabelle…) di un testo già pulito."""
    return ["".join(gettone.grezzo for gettone in gruppo) for gruppo in _gruppi(gettoni(html))]


def _gruppi(elenco: list[Gettone]) -> Iterator[list[Gettone]]:
    livello = 0
    gruppo: list[Gettone] = []
    for gettone in elenco:
        e_blocco = gettone.nome in BLOCCHI
        if livello == 0 and gettone.tipo == "apre" and e_blocco:
            if any(g.grezzo.strip() for g in gruppo):
                yield gruppo
            gruppo = []
        livello += {"apre": 1, "chiude": -1}.get(gettone.tipo, 0)
        gruppo.append(gettone)
        if livello == 0 and gettone.tipo == "chiude" and e_blocco:
            yield gruppo
            gruppo = []
    if any(g.grezzo.strip() for g in gruppo):
        yield gruppo


def righe_di_tabella(elenco: list[Gettone]) -> list[list[tuple[str, str]]]:
    """Le celle (marcatore, html) di ogni riga; una tabella dentro una cella si riduce alle sue parole."""
    righe: list[list[tuple[str, str]]] = []
    livello = 0
    for gettone in elenco:
        livello += {"apre": 1, "chiude": -1}.get(gettone.tipo, 0) if gettone.nome == "table" else 0
        struttura = gettone.nome in ("table", "thead", "tbody", "tr", "td", "th")
        if livello == 1 and gettone.tipo == "apre" and gettone.nome == "tr":
            righe.append([])
        elif livello == 1 and gettone.tipo == "apre" and gettone.nome in ("td", "th") and righe:
            righe[-1].append((gettone.nome, ""))
        elif not struttura and righe and righe[-1]:
            nome, testo = righe[-1][-1]
            righe[-1][-1] = (nome, testo + ("" if gettone.nome in ("h2", "h3", "h4") else gettone.grezzo))
    return [riga for riga in righe if riga]
