"""Differenze leggibili fra due testi formattati e unione di due modifiche allo stesso testo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape

from .marcatura import BLOCCHI, Gettone, blocchi, gettoni, pulisci_html

_PAROLE = re.compile(r"\s+|\w+|[^\w\s]")
_RIGHE = BLOCCHI | {"li", "td", "th", "br"}
_SENZA_TESTO = frozenset(["ul", "ol", "table", "thead", "tbody", "tr"])
_COSTO_MASSIMO = 4_000_000
_AVVISI = {"ins": ("inizio aggiunta: ", " fine aggiunta"), "del": ("inizio eliminazione: ", " fine eliminazione")}


def _segna(marcatore: str, testo: str) -> str:
    """Testo aggiunto o tolto: il colore non basta, per chi ascolta ci sono anche le parole."""
    prima, dopo = (f'<span class="visually-hidden">{avviso}</span>' for avviso in _AVVISI[marcatore])
    return f"<{marcatore}>{prima}{escape(testo, quote=False)}{dopo}</{marcatore}>"


def _minuti(elenco: Sequence[Gettone]) -> list[Gettone]:
    """I gettoni con il testo diviso in parole, spazi e segni; le entità diventano caratteri."""
    uniti: list[Gettone] = []
    for gettone in elenco:
        if gettone.tipo == "testo" and uniti and uniti[-1].tipo == "testo":
            uniti[-1] = Gettone("testo", "", uniti[-1].grezzo + gettone.grezzo)
        else:
            uniti.append(gettone)
    minuti: list[Gettone] = []
    for gettone in uniti:
        if gettone.tipo == "testo":
            minuti += [Gettone("testo", "", parola) for parola in _PAROLE.findall(unescape(gettone.grezzo))]
        else:
            minuti.append(gettone)
    return minuti


class _Scrittore:
    """Scrive il testo nuovo con la sua struttura e vi infila quello tolto dove un testo può stare."""

    def __init__(self) -> None:
        self.pezzi: list[str] = []
        self.aperti: list[str] = []
        self.tolti: list[str] = []
        self.aggiunto = ""

    def _contenitore(self) -> str:
        return self.aperti[-1] if self.aperti else ""

    def _posa_tolti(self) -> None:
        righe = [riga for riga in "".join(self.tolti).split("\n") if riga.strip()]
        contenitore = self._contenitore()
        if contenitore in ("ul", "ol"):
            self.pezzi += [f"<li>{_segna('del', riga)}</li>" for riga in righe]
        elif contenitore in ("", "blockquote"):
            self.pezzi += [f"<p>{_segna('del', riga)}</p>" for riga in righe]
        elif contenitore not in _SENZA_TESTO:
            if testo := " ".join(righe) if len(righe) > 1 else "".join(self.tolti).strip("\n"):
                self.pezzi.append(_segna("del", testo) if testo.strip() else "")
        else:
            return
        self.tolti = []

    def _posa_aggiunto(self) -> None:
        if self.aggiunto:
            self.pezzi.append(_segna("ins", self.aggiunto) if self.aggiunto.strip() else self.aggiunto)
            self.aggiunto = ""

    def posa(self) -> None:
        """Scrive quanto è in sospeso, se qui può stare."""
        self._posa_aggiunto()
        self._posa_tolti()

    def togli(self, gettone: Gettone) -> None:
        """Un gettone che c'era e non c'è più."""
        if gettone.tipo == "testo":
            self.tolti.append(gettone.grezzo.replace("\n", " "))
        elif gettone.nome in _RIGHE and gettone.tipo != "apre":
            self.tolti.append("\n")

    def scrivi(self, gettone: Gettone, nuovo: bool) -> None:
        """Un gettone del testo nuovo, aggiunto oppure rimasto com'era."""
        if gettone.tipo == "testo" and nuovo and self._contenitore() not in _SENZA_TESTO:
            self.aggiunto += gettone.grezzo
            return
        if gettone.tipo == "apre" and gettone.nome in BLOCCHI:
            self._posa_aggiunto()
            if not self.aperti:
                self._posa_tolti()
        else:
            self.posa()
        self.pezzi.append(gettone.grezzo if gettone.tipo != "testo" else escape(gettone.grezzo, quote=False))
        if gettone.tipo == "apre":
            self.aperti.append(gettone.nome)
        elif gettone.tipo == "chiude" and self.aperti:
            self.aperti.pop()


def _passi(prima: list[Gettone], dopo: list[Gettone]) -> Iterator[tuple[str, Gettone]]:
    if len(prima) * len(dopo) > _COSTO_MASSIMO:
        yield from (("tolto", gettone) for gettone in prima)
        yield from (("nuovo", gettone) for gettone in dopo)
        return
    for tipo, i1, i2, j1, j2 in SequenceMatcher(None, prima, dopo, autojunk=False).get_opcodes():
        if tipo == "equal":
            yield from (("uguale", gettone) for gettone in dopo[j1:j2])
        else:
            yield from (("tolto", gettone) for gettone in prima[i1:i2])
            yield from (("nuovo", gettone) for gettone in dopo[j1:j2])


def _confronta(scrittore: _Scrittore, prima: list[str], dopo: list[str]) -> None:
    vecchi, nuovi = (_minuti(gettoni("".join(parti))) for parti in (prima, dopo))
    for tipo, gettone in _passi(vecchi, nuovi):
        if tipo == "tolto":
            scrittore.togli(gettone)
        else:
            scrittore.scrivi(gettone, nuovo=tipo == "nuovo")
    scrittore.posa()


def differenze(prima: str, dopo: str) -> str:
    """Il testo nuovo con le parole aggiunte in `<ins>` e quelle tolte in `<del>`, annunciate anche a voce.

    Si confrontano le parole; un cambio della sola formattazione si vede nel testo ma non è segnato.
    """
    vecchi, nuovi = blocchi(pulisci_html(prima)), blocchi(pulisci_html(dopo))
    scrittore = _Scrittore()
    for tipo, i1, i2, j1, j2 in SequenceMatcher(None, vecchi, nuovi, autojunk=False).get_opcodes():
        if tipo == "equal":
            scrittore.pezzi += nuovi[j1:j2]
        else:
            _confronta(scrittore, vecchi[i1:i2], nuovi[j1:j2])
    return "".join(scrittore.pezzi)


@dataclass(frozen=True)
class Conflitto:
    """Un punto modificato in due modi diversi: com'era, come l'ho scritto io, come l'ha scritto l'altro (html)."""

    base: str
    mia: str
    sua: str


def _accoppiati(base: list[str], altro: list[str]) -> dict[int, int]:
    """Blocco di base → blocco uguale nell'altra versione."""
    coppie = SequenceMatcher(None, base, altro, autojunk=False).get_matching_blocks()
    return {coppia.a + n: coppia.b + n for coppia in coppie for n in range(coppia.size)}


def _tratti(base: list[str], mia: list[str], sua: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Divide le tre versioni ai blocchi rimasti uguali in tutte (diff3)."""
    in_mia, in_sua = _accoppiati(base, mia), _accoppiati(base, sua)
    b = m = s = 0
    for comune in [n for n in range(len(base)) if n in in_mia and n in in_sua] + [len(base)]:
        m_fine, s_fine = in_mia.get(comune, len(mia)), in_sua.get(comune, len(sua))
        yield base[b:comune], mia[m:m_fine], sua[s:s_fine]
        if comune < len(base):
            yield base[comune : comune + 1], mia[m_fine : m_fine + 1], sua[s_fine : s_fine + 1]
        b, m, s = comune + 1, m_fine + 1, s_fine + 1


def fondi(base: str, mia: str, sua: str) -> tuple[str, list[Conflitto]]:
    """Unisce due modifiche partite dallo stesso testo, paragrafo per paragrafo.

    Dove tutti e due hanno cambiato lo stesso punto in modo diverso, nell'html resta la mia versione e il punto
    è fra i conflitti: finché ce n'è uno non si deve salvare senza chiedere.
    """
    versioni = [blocchi(pulisci_html(testo)) for testo in (base, mia, sua)]
    uniti: list[str] = []
    conflitti = []
    for com_era, mio, suo in _tratti(*versioni):
        if mio == com_era:
            uniti += suo
        else:
            uniti += mio
            if suo not in (com_era, mio):
                conflitti.append(Conflitto("".join(com_era), "".join(mio), "".join(suo)))
    return "".join(uniti), conflitti
