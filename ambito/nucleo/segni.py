"""Le parole aggiunte e tolte segnate dentro un testo formattato, che resta ben formato."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape, unescape

from .marcatura import BLOCCHI, Gettone, gettoni

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
        """Scrive quanto è in sospeso, se qui può stare: prima ciò che c'era, poi ciò che ne ha preso il posto."""
        self._posa_tolti()
        self._posa_aggiunto()

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
    operazioni = SequenceMatcher(None, prima, dopo, autojunk=False).get_opcodes()
    for n, (tipo, i1, i2, j1, j2) in enumerate(operazioni):
        # Uno spazio fra due parole cambiate va con loro: chi ascolta sente un’aggiunta sola, non una per parola.
        fra_due = 0 < n < len(operazioni) - 1 and all(g.tipo == "testo" and not g.grezzo.strip() for g in dopo[j1:j2])
        if tipo == "equal" and not fra_due:
            yield from (("uguale", gettone) for gettone in dopo[j1:j2])
        else:
            yield from (("tolto", gettone) for gettone in prima[i1:i2])
            yield from (("nuovo", gettone) for gettone in dopo[j1:j2])


def segna_parole(prima: str, dopo: str) -> str:
    """Un pezzo di testo formattato parola per parola: la struttura è quella nuova, il tolto entra dove un testo può stare."""
    scrittore = _Scrittore()
    for tipo, gettone in _passi(_minuti(gettoni(prima)), _minuti(gettoni(dopo))):
        if tipo == "tolto":
            scrittore.togli(gettone)
        else:
            scrittore.scrivi(gettone, nuovo=tipo == "nuovo")
    scrittore.posa()
    return "".join(scrittore.pezzi)
