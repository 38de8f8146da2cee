"""Dove cominciano i dati: righe di titolo sopra, testata su una o due righe, celle unite."""

import re
from collections import Counter
from dataclasses import dataclass

from .lettura import Grezza, Riga
from .numeri import e_numerica, e_vuota

# La testata riempie almeno metà delle colonne; una riga di titolo ne riempie una o due.
_RIEMPITA = 0.5
_ANNO = re.compile(r"(?:19|20)\d{2}(?:,0+)?", re.A)
_DOVE_CERCARE = 60


@dataclass(frozen=True)
class Testata:
    """I nomi delle colonne, la riga in cui stanno (`None` se la tabella non ne ha) e le righe che seguono."""

    nomi: list[str]
    riga: int | None
    corpo: list[Riga]


def trova_testata(grezza: Grezza) -> Testata:
    """Riconosce la testata; senza, le colonne si chiamano «Colonna 1», «Colonna 2»…"""
    larghezza = max(len(riga) for _, riga in grezza.righe)
    righe = [(numero, [c.strip() for c in riga] + [""] * (larghezza - len(riga))) for numero, riga in grezza.righe]
    piene = max(sum(map(bool, riga)) for _, riga in righe)
    for posto, (numero, riga) in enumerate(righe[:_DOVE_CERCARE]):
        stesa = _stesa(numero, riga, grezza)
        if sum(map(bool, stesa)) < max(min(2, piene), piene * _RIEMPITA) or _e_un_titolo(stesa):
            continue
        if not _e_testata(riga):
            break
        sotto = righe[posto + 1] if posto + 1 < len(righe) else None
        if sotto and _e_seconda_riga(numero, riga, stesa, sotto, grezza):
            nomi = [_unisci(sopra, basso) for sopra, basso in zip(_portati_avanti(stesa, riga, sotto[1]), sotto[1], strict=True)]
            return _testata(nomi, numero, righe[posto + 2 :])
        return _testata(riga, numero, righe[posto + 1 :])
    return _testata([""] * larghezza, None, righe)


def _testata(nomi: list[str], numero: int | None, corpo: list[Riga]) -> Testata:
    """Toglie le colonne in coda senza nome né dati e dà a tutte un nome diverso."""
    larghezza = len(nomi)
    while larghezza and not nomi[larghezza - 1] and not any(riga[larghezza - 1] for _, riga in corpo):
        larghezza -= 1
    return Testata(_distinti(nomi[:larghezza]), numero, [(n, riga[:larghezza]) for n, riga in corpo])


def _distinti(nomi: list[str]) -> list[str]:
    puliti = [" ".join(nome.split()) or f"Colonna {posto}" for posto, nome in enumerate(nomi, start=1)]
    visti: Counter[str] = Counter()
    esito = []
    for nome in puliti:
        visti[nome] += 1
        esito.append(nome if visti[nome] == 1 else f"{nome} {visti[nome]}")
    return esito


def _e_un_titolo(stesa: list[str]) -> bool:
    """Una scritta sola unita su tutta la larghezza."""
    return len(stesa) > 1 and len({cella for cella in stesa if cella}) == 1


def _e_testata(riga: list[str]) -> bool:
    """Quasi tutte parole: un anno può fare da nome di colonna, un numero no."""
    scritte = [cella for cella in riga if not e_vuota(cella)]
    numeri = sum(e_numerica(cella) and not _ANNO.fullmatch(cella) for cella in scritte)
    return bool(scritte) and 4 * numeri <= len(scritte) and not all(_ANNO.fullmatch(c) for c in scritte)


def _zone(numero: int, grezza: Grezza) -> list[tuple[int, int, bool]]:
    """Le celle unite che cominciano in questa riga: prima colonna, ultima colonna, se continuano nella riga sotto."""
    return [(c1, c2, r2 > r1) for (r1, c1), (r2, c2) in grezza.unite if r1 == numero - 1]


def _stesa(numero: int, riga: list[str], grezza: Grezza) -> list[str]:
    """La riga con il testo delle celle unite ripetuto su tutte le colonne che coprono."""
    stesa = list(riga)
    for prima, ultima, _ in _zone(numero, grezza):
        stesa[prima : ultima + 1] = [riga[prima]] * (min(ultima, len(riga) - 1) - prima + 1)
    return stesa


def _e_seconda_riga(numero: int, riga: list[str], stesa: list[str], sotto: Riga, grezza: Grezza) -> bool:
    """La riga sotto completa la testata: solo parole, e sta sotto colonne ancora senza nome o con un nome in comune."""
    scritte = [(c, cella) for c, cella in enumerate(sotto[1]) if cella]
    if sotto[0] != numero + 1 or not scritte or any(e_numerica(cella) for _, cella in scritte):
        return False
    if zone := _zone(numero, grezza):
        coperte = {c for prima, ultima, _ in zone if ultima > prima for c in range(prima, ultima + 1)}
        return bool(coperte) and all(c in coperte or not riga[c] for c, _ in scritte)
    vuote_sopra = [c for c, _ in scritte if not riga[c]]
    return bool(vuote_sopra) and not sotto[1][0] and len(scritte) >= 2 and stesa == riga


def _portati_avanti(stesa: list[str], riga: list[str], sotto: list[str]) -> list[str]:
    """Senza celle unite dichiarate (csv) il nome di sopra vale anche per le colonne alla sua destra che ne hanno solo uno sotto."""
    if stesa != riga:
        return stesa
    esito, ultimo = [], ""
    for sopra, basso in zip(riga, sotto, strict=True):
        ultimo = sopra or (ultimo if basso else "")
        esito.append(ultimo)
    return esito


def _unisci(sopra: str, sotto: str) -> str:
    return sopra if not sotto or sotto == sopra else f"{sopra} {sotto}".strip()
