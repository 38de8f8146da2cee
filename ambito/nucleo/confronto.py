"""Differenze leggibili fra due testi formattati e unione di due modifiche allo stesso testo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape, unescape

from .allineamento import allinea
from .marcatura import BLOCCHI, Gettone, blocchi, gettoni, pulisci_html, righe_di_tabella

_PAROLE = re.compile(r"\s+|\w+|[^\w\s]")
_RIGHE = BLOCCHI | {"li", "td", "th", "br"}
_SENZA_TESTO = frozenset(["ul", "ol", "table", "thead", "tbody", "tr"])
_Riga = tuple[int, list[tuple[str, str]]]
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


def _confronta(prima: str, dopo: str) -> str:
    """Parola per parola: la struttura è quella nuova."""
    scrittore = _Scrittore()
    for tipo, gettone in _passi(_minuti(gettoni(prima)), _minuti(gettoni(dopo))):
        if tipo == "tolto":
            scrittore.togli(gettone)
        else:
            scrittore.scrivi(gettone, nuovo=tipo == "nuovo")
    scrittore.posa()
    return "".join(scrittore.pezzi)


def _regolare(html: str) -> bool:
    """È una tabella sola, senza celle unite e senza altre tabelle dentro: si confronta riga per riga."""
    return html.startswith("<table") and html.count("<table") == 1 and "span=" not in html


def _tabelle(prima: str, dopo: str) -> str:
    """Riga per riga, cella per cella: le righe tolte restano al loro posto, barrate. Una delle due può mancare."""
    vecchie, nuove = (_righe_numerate(html) for html in (prima, dopo))
    larghezza = max((len(celle) for _, celle in [*vecchie, *nuove]), default=0)
    scritte = [_riga(vecchia, nuova, larghezza) for vecchia, nuova in _righe_insieme(vecchie, nuove)]
    return f"<table><tbody>{''.join(scritte)}</tbody></table>" if scritte else ""


def _righe_numerate(html: str) -> list[_Riga]:
    return list(enumerate(righe_di_tabella(gettoni(html))))


def _righe_insieme(vecchie: list[_Riga], nuove: list[_Riga]) -> Iterator[tuple[_Riga | None, _Riga | None]]:
    celle_vecchie, celle_nuove = [str(celle) for _, celle in vecchie], [str(celle) for _, celle in nuove]
    for tipo, i1, i2, j1, j2 in SequenceMatcher(None, celle_vecchie, celle_nuove, autojunk=False).get_opcodes():
        if tipo == "equal":
            yield from zip(vecchie[i1:i2], nuove[j1:j2], strict=True)
        else:
            yield from allinea(vecchie[i1:i2], nuove[j1:j2], lambda riga: " ".join(testo for _, testo in riga[1]))


def _riga(vecchia: _Riga | None, nuova: _Riga | None, larghezza: int) -> str:
    numero, modello = nuova or vecchia or (0, [])
    prima, dopo = (riga[1] if riga else [] for riga in (vecchia, nuova))
    scritte = []
    for n in range(larghezza):
        nome = modello[n][0] if n < len(modello) else "td"
        apre = f'<th scope="{"row" if numero else "col"}">' if nome == "th" else "<td>"
        era, adesso = (riga[n][1] if n < len(riga) else "" for riga in (prima, dopo))
        scritte.append(_confronta(f"{apre}{era}</{nome}>", f"{apre}{adesso}</{nome}>"))
    return f"<tr>{''.join(scritte)}</tr>"


def _stesso_genere(uno: str, altro: str) -> bool:
    return uno.startswith("<table") == altro.startswith("<table")


def _coppia(prima: str | None, dopo: str | None) -> str:
    intere = [html for html in (prima, dopo) if html]
    confronto = _tabelle if all(_regolare(html) for html in intere) else _confronta
    return confronto(prima or "", dopo or "")


def _tratti_segnati(prima: str, dopo: str) -> Iterator[tuple[bool, str]]:
    """I blocchi del testo nuovo, con le differenze segnate, e se ciascuno è cambiato."""
    vecchi, nuovi = blocchi(pulisci_html(prima)), blocchi(pulisci_html(dopo))
    for tipo, i1, i2, j1, j2 in SequenceMatcher(None, vecchi, nuovi, autojunk=False).get_opcodes():
        if tipo == "equal":
            yield from ((False, html) for html in nuovi[j1:j2])
        elif len(vecchi[i1:i2]) == len(nuovi[j1:j2]) == 1:
            yield True, _coppia(vecchi[i1], nuovi[j1])
        else:
            coppie = allinea(vecchi[i1:i2], nuovi[j1:j2], _sole_parole, _stesso_genere)
            yield from ((True, _coppia(vecchio, nuovo)) for vecchio, nuovo in coppie)


def _sole_parole(html: str) -> str:
    return " ".join(gettone.grezzo for gettone in gettoni(html) if gettone.tipo == "testo")


def differenze(prima: str, dopo: str) -> str:
    """Il testo nuovo con le parole aggiunte in `<ins>` e quelle tolte in `<del>`, annunciate anche a voce.

    Si confrontano le parole, paragrafo con paragrafo e riga di tabella con riga; un cambio della sola formattazione si vede nel
    testo ma non è segnato.
    """
    return "".join(html for _, html in _tratti_segnati(prima, dopo))


def differenze_brevi(prima: str, dopo: str) -> str:
    """Come `differenze`, ma i lunghi tratti uguali si riducono a una riga che dice quanti sono; i titoli restano sempre."""
    uscita: list[str] = []
    uguali: list[str] = []
    for cambiato, html in _tratti_segnati(prima, dopo):
        if not cambiato and not html.startswith(("<h2", "<h3", "<h4")):
            uguali.append(html)
            continue
        uscita += [*_accorcia(uguali, bool(uscita)), html]
        uguali = []
    return "".join([*uscita, *_accorcia(uguali, bool(uscita), alla_fine=True)])


def _accorcia(uguali: list[str], segue: bool, alla_fine: bool = False) -> list[str]:
    """Resta un blocco accanto a ciò che viene prima e dopo; in mezzo, se ce n'è più d'uno, la riga «…»."""
    testa, coda = int(segue), int(not alla_fine)
    saltati = len(uguali) - testa - coda
    if saltati < 2:
        return uguali
    fine = [uguali[-1]] if coda else []
    return [*uguali[:testa], f"<p>[…] {saltati} capoversi uguali […]</p>", *fine]


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
