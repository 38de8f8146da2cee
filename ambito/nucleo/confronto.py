"""Differenze leggibili fra due testi formattati e unione di due modifiche allo stesso testo."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from .allineamento import allinea
from .marcatura import blocchi, gettoni, pulisci_html, righe_di_tabella
from .segni import segna_parole

T = TypeVar("T")
_Riga = tuple[int, list[tuple[str, str]]]


def _regolare(html: str) -> bool:
    """È una tabella sola, senza celle unite e senza altre tabelle dentro: si confronta riga per riga."""
    return html.startswith("<table") and html.count("<table") == 1 and "span=" not in html


def _allineate(vecchie: list[T], nuove: list[T], testo: Callable[[T], str]) -> Iterator[tuple[T | None, T | None]]:
    """Le parti di un blocco (righe, voci): uguali con uguali, riscritte con riscritte, le altre da sole."""
    uguali = SequenceMatcher(None, [testo(v) for v in vecchie], [testo(n) for n in nuove], autojunk=False)
    for tipo, i1, i2, j1, j2 in uguali.get_opcodes():
        if tipo == "equal":
            yield from zip(vecchie[i1:i2], nuove[j1:j2], strict=True)
        else:
            yield from allinea(vecchie[i1:i2], nuove[j1:j2], testo)


def _tabelle(prima: str, dopo: str) -> str:
    """Riga per riga, cella per cella: le righe tolte restano al loro posto, barrate. Una delle due può mancare."""
    vecchie, nuove = (list(enumerate(righe_di_tabella(gettoni(html)))) for html in (prima, dopo))
    larghezza = max((len(celle) for _, celle in [*vecchie, *nuove]), default=0)
    scritte = [_riga(*righe, larghezza) for righe in _allineate(vecchie, nuove, _testo_di_riga)]
    # La riga d’intestazione in cima sta nella testa: in un PDF si ripete dove la tabella passa a un’altra pagina.
    testa = bool(scritte) and "<td>" not in scritte[0]
    corpo = "".join(scritte[testa:])
    return f"<table>{f'<thead>{scritte[0]}</thead>' if testa else ''}<tbody>{corpo}</tbody></table>" if scritte else ""


def _testo_di_riga(riga: _Riga) -> str:
    return " ".join(f"{nome} {testo}" for nome, testo in riga[1])


def _riga(vecchia: _Riga | None, nuova: _Riga | None, larghezza: int) -> str:
    numero, modello = nuova or vecchia or (0, [])
    prima, dopo = (riga[1] if riga else [] for riga in (vecchia, nuova))
    scritte = []
    for n in range(larghezza):
        nome = modello[n][0] if n < len(modello) else "td"
        apre = f'<th scope="{"row" if numero else "col"}">' if nome == "th" else "<td>"
        era, adesso = (riga[n][1] if n < len(riga) else "" for riga in (prima, dopo))
        scritte.append(segna_parole(f"{apre}{era}</{nome}>", f"{apre}{adesso}</{nome}>"))
    return f"<tr>{''.join(scritte)}</tr>"


def _elenchi(prima: str, dopo: str) -> str:
    """Voce per voce: una voce tolta resta una voce, barrata. Uno dei due può mancare."""
    vecchie, nuove = _voci(prima), _voci(dopo)
    coppie = _allineate(vecchie, nuove, str)
    scritte = [segna_parole(vecchia or "<li></li>", nuova or "<li></li>") for vecchia, nuova in coppie]
    marcatore = (dopo or prima)[1:3]
    return f"<{marcatore}>{''.join(scritte)}</{marcatore}>"


def _voci(elenco: str) -> list[str]:
    """Le voci di primo livello di un elenco; ciò che sta fra una e l'altra (spazi) non conta."""
    voci: list[str] = []
    livello = 0
    for gettone in gettoni(elenco)[1:-1]:
        if livello == 0 and gettone.tipo == "apre":
            voci.append("")
        if voci and (livello or gettone.tipo == "apre"):
            voci[-1] += gettone.grezzo
        livello += {"apre": 1, "chiude": -1}.get(gettone.tipo, 0)
    return voci


def _stesso_genere(uno: str, altro: str) -> bool:
    return uno.startswith("<table") == altro.startswith("<table")


def _coppia(prima: str | None, dopo: str | None) -> str:
    interi = [html for html in (prima, dopo) if html]
    if all(_regolare(html) for html in interi):
        confronto = _tabelle
    elif all(_solo_voci(html) for html in interi) and len({html[1:3] for html in interi}) == 1:
        confronto = _elenchi
    else:
        confronto = segna_parole
    return confronto(prima or "", dopo or "")


def _solo_voci(html: str) -> bool:
    """È un elenco con dentro, al primo livello, soltanto voci."""
    if not html.startswith(("<ul>", "<ol>")):
        return False
    return f"<{html[1:3]}>{''.join(_voci(html))}</{html[1:3]}>" == html and all(v.startswith("<li>") for v in _voci(html))


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


def tre_vie(base: str, mia: str, sua: str) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """I blocchi di tre versioni tratto per tratto: com'era, come l'ho scritto io, come l'ha scritto l'altro."""
    return _tratti(*(blocchi(pulisci_html(testo)) for testo in (base, mia, sua)))


def fondi(base: str, mia: str, sua: str) -> tuple[str, list[Conflitto]]:
    """Unisce due modifiche partite dallo stesso testo, paragrafo per paragrafo.

    Dove tutti e due hanno cambiato lo stesso punto in modo diverso, nell'html resta la mia versione e il punto
    è fra i conflitti: finché ce n'è uno non si deve salvare senza chiedere.
    """
    uniti: list[str] = []
    conflitti = []
    for com_era, mio, suo in tre_vie(base, mia, sua):
        if mio == com_era:
            uniti += suo
        else:
            uniti += mio
            if suo not in (com_era, mio):
                conflitti.append(Conflitto("".join(com_era), "".join(mio), "".join(suo)))
    return "".join(uniti), conflitti
