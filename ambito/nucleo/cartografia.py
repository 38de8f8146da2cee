"""Dai confini dei Comuni al disegno: anelli, proiezione, tracciati e nomi scritti dove ci stanno."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import cos, radians
from typing import Any

from .svg import INCHIOSTRO, testo

Punto = tuple[float, float]
Anello = list[Punto]


def anelli_di(geometria: Any) -> list[Anello]:
    """Gli anelli di un poligono: elenco di anelli, elenco di poligoni o geometria GeoJSON; il resto si ignora."""
    if isinstance(geometria, Mapping):
        geometria = geometria.get("coordinates")
    if not isinstance(geometria, list | tuple) or not geometria:
        return []
    primo = geometria[0]
    if isinstance(primo, list | tuple) and len(primo) >= 2 and all(isinstance(n, int | float) for n in primo[:2]):
        return [[(float(punto[0]), float(punto[1])) for punto in geometria]]
    return [anello for parte in geometria for anello in anelli_di(parte)]


def _area_e_centro(anello: Anello) -> tuple[float, Punto]:
    """Area (in valore assoluto) e baricentro di un anello."""
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise([*anello, anello[0]]):
        croce = x1 * y2 - x2 * y1
        area, cx, cy = area + croce, cx + (x1 + x2) * croce, cy + (y1 + y2) * croce
    if not area:
        return 0.0, anello[0]
    return abs(area) / 2, (cx / (3 * area), cy / (3 * area))


def proietta(forme: Mapping[str, list[Anello]], larghezza: float) -> tuple[dict[str, list[Anello]], float]:
    """Da gradi a punti del disegno (i gradi di longitudine si accorciano con il coseno della latitudine)."""
    punti = [punto for anelli in forme.values() for anello in anelli for punto in anello]
    sud, nord = min(y for _, y in punti), max(y for _, y in punti)
    stretta = cos(radians((sud + nord) / 2))
    ovest, est = min(x for x, _ in punti), max(x for x, _ in punti)
    ampia = max((est - ovest) * stretta, 1e-9)
    scala = min((larghezza - 4) / ampia, 1.1 * larghezza / max(nord - sud, 1e-9))
    margine = (larghezza - ampia * scala) / 2

    def sposta(punto: Punto) -> Punto:
        return margine + (punto[0] - ovest) * stretta * scala, 2 + (nord - punto[1]) * scala

    proiettate = {chiave: [[sposta(punto) for punto in anello] for anello in anelli] for chiave, anelli in forme.items()}
    return proiettate, (nord - sud) * scala + 4


def tracciato(anelli: Iterable[Anello]) -> str:
    """Coordinate intere e spostamenti relativi: la mappa di un Ambito pesa meno della metà e a schermo è la stessa."""
    pezzi = []
    for anello in anelli:
        punti = [(round(x), round(y)) for x, y in anello]
        passi = [(x - da_x, y - da_y) for (da_x, da_y), (x, y) in pairwise(punti) if (x, y) != (da_x, da_y)]
        linee = "l" + " ".join(f"{dx} {dy}" for dx, dy in passi) if passi else ""
        pezzi.append(f"M{punti[0][0]} {punti[0][1]}{linee}z")
    return "".join(pezzi).replace(" -", "-")


def scritte(nomi_e_forme: Iterable[tuple[str, list[Anello]]]) -> str:
    """I nomi sui Comuni, dai più grandi, solo dove ci stanno e non si toccano; l'alone bianco li stacca da ogni tinta."""
    candidati = []
    for nome, anelli in nomi_e_forme:
        grande = max(anelli, key=lambda anello: _area_e_centro(anello)[0])
        area, centro = _area_e_centro(grande)
        ampia = max(x for x, _ in grande) - min(x for x, _ in grande)
        if 6.2 * len(nome) <= ampia and area >= 900:
            candidati.append((area, nome, centro))
    pezzi: list[str] = []
    messe: list[tuple[float, float, float]] = []
    for _, nome, (x, y) in sorted(candidati, reverse=True):
        mezza = 3.1 * len(nome) + 3
        if all(abs(y - y2) > 14 or abs(x - x2) > mezza + mezza2 for x2, y2, mezza2 in messe):
            messe.append((x, y, mezza))
            pezzi.append(_con_alone(x, y + 4, nome))
    return f'<g aria-hidden="true" pointer-events="none">{"".join(pezzi)}</g>'


def _con_alone(x: float, y: float, parole: str) -> str:
    comuni = {"text_anchor": "middle", "font_size": "11", "font_weight": "600"}
    alone = testo(x, y, parole, fill="#ffffff", stroke="#ffffff", stroke_width="3.5", stroke_linejoin="round", **comuni)
    return alone + testo(x, y, parole, fill=INCHIOSTRO, **comuni)
