"""Grafico a linee: come un valore cambia nel tempo, accanto a come doveva cambiare. Uguale nella pagina e nel PDF."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .formati_italiani import formatta_numero
from .svg import LINEA, STRETTO, TENUE, Svg, disegno, frase, testo

SCURO = "#17324d"
BLU = "#0066cc"


class Serie(NamedTuple):
    """Una linea: nome e punti (giorno, valore) in ordine. La `prevista` si disegna a tratti: il colore non è l’unico segno."""

    nome: str
    punti: Sequence[tuple[date, Decimal]]
    prevista: bool = False


class _Quadro(NamedTuple):
    """Dove cadono giorni e valori sul foglio."""

    dal: date
    giorni: int
    minimo: Fraction
    ampiezza: Fraction
    sinistra: float
    destra: float
    alto: float
    basso: float

    def x(self, giorno: date) -> float:
        return self.sinistra + (self.destra - self.sinistra) * (giorno - self.dal).days / self.giorni

    def y(self, valore: Decimal | Fraction) -> float:
        return self.basso - (self.basso - self.alto) * float((Fraction(valore) - self.minimo) / self.ampiezza)


def linee(
    serie: Sequence[Serie], titolo: str, descrizione: str, unita: str, larghezza: int = 720, decimali: int = 0, classe: str = ""
) -> Svg:
    """Le serie sullo stesso quadro, con gli anni in basso e i valori scritti sui punti letti."""
    punti = [punto for voce in serie for punto in voce.punti]
    if not punti:
        return disegno(larghezza, 36, frase(titolo, descrizione), testo(0, 24, "Nessun dato da mostrare."), classe="linee")
    stretto = larghezza < STRETTO
    quadro = _quadro(punti, larghezza, stretto)
    pezzi = [_assi(quadro, punti)]
    pezzi += [_linea(voce, quadro, decimali) for voce in serie if voce.punti]
    pezzi.append(_legenda(serie, quadro, unita, stretto))
    altezza = quadro.basso + (70 if stretto else 50)
    classi = f"linee {'stretto ' if stretto else ''}{classe}".strip()
    return disegno(larghezza, altezza, frase(titolo, descrizione), "".join(pezzi), classe=classi)


def _quadro(punti: Sequence[tuple[date, Decimal]], larghezza: int, stretto: bool) -> _Quadro:
    dal, al = min(g for g, _ in punti), max(g for g, _ in punti)
    valori = [Fraction(v) for _, v in punti]
    margine = (max(valori) - min(valori)) / 8 or abs(valori[0]) / 8 or Fraction(1)
    minimo, massimo = min(valori) - margine, max(valori) + margine
    sinistra = 56 if stretto else 70
    return _Quadro(
        dal,
        (al - dal).days or 1,
        minimo,
        massimo - minimo,
        sinistra,
        larghezza - (34 if stretto else 60),
        16,
        190 if stretto else 200,
    )


def _assi(quadro: _Quadro, punti: Sequence[tuple[date, Decimal]]) -> str:
    pezzi = []
    tacche, decimali = _tacche(quadro.minimo, quadro.ampiezza)
    for valore in tacche:
        y = quadro.y(valore)
        pezzi.append(f'<line x1="{quadro.sinistra}" y1="{y:.1f}" x2="{quadro.destra}" y2="{y:.1f}" stroke="{LINEA}"/>')
        pezzi.append(
            testo(quadro.sinistra - 8, y + 4, formatta_numero(valore, decimali), text_anchor="end", fill=TENUE, font_size="12")
        )
    for anno in range(quadro.dal.year, max(g for g, _ in punti).year + 1):
        inizio = max(date(anno, 1, 1), quadro.dal)
        x = quadro.x(inizio)
        pezzi.append(f'<line x1="{x:.1f}" y1="{quadro.alto}" x2="{x:.1f}" y2="{quadro.basso}" stroke="{LINEA}"/>')
        pezzi.append(testo(x + 3, quadro.basso + 17, str(anno), fill=TENUE, font_size="12"))
    return "".join(pezzi)


def _tacche(minimo: Fraction, ampiezza: Fraction) -> tuple[list[Fraction], int]:
    """Da tre a cinque valori tondi dentro l’ampiezza, e i decimali che vogliono."""
    passo = Fraction(1)
    while passo * 4 < ampiezza:
        passo *= 10
    while passo * 4 >= ampiezza * 10:
        passo /= 10
    passo = next(p for p in (passo / 10, passo / 5, passo / 2, passo) if p * 4 >= ampiezza)
    primo = -(-minimo // passo)
    tacche = [(primo + n) * passo for n in range(6) if (primo + n) * passo <= minimo + ampiezza]
    return tacche, next((n for n in range(7) if (passo * 10**n).denominator == 1), 6)


def _linea(voce: Serie, quadro: _Quadro, decimali: int) -> str:
    strada = " ".join(f"{quadro.x(g):.1f},{quadro.y(v):.1f}" for g, v in voce.punti)
    tratto = f'stroke="{TENUE}" stroke-dasharray="6 5"' if voce.prevista else f'stroke="{BLU}"'
    pezzi = [f'<polyline points="{strada}" fill="none" stroke-width="2.5" {tratto}/>']
    for giorno, valore in voce.punti:
        x, y = quadro.x(giorno), quadro.y(valore)
        if voce.prevista:
            pezzi.append(f'<rect x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6" fill="#ffffff" stroke="{TENUE}"/>')
        else:
            pezzi.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{BLU}"/>')
            pezzi.append(
                testo(x, y - 10, formatta_numero(valore, decimali), text_anchor="middle", font_weight="600", font_size="13")
            )
    return "".join(pezzi)


def _legenda(serie: Sequence[Serie], quadro: _Quadro, unita: str, stretto: bool) -> str:
    pezzi, x, y = [], quadro.sinistra, quadro.basso + 40
    for voce in serie:
        tratto = f'stroke="{TENUE}" stroke-dasharray="6 5"' if voce.prevista else f'stroke="{BLU}"'
        pezzi.append(f'<line x1="{x}" y1="{y - 5}" x2="{x + 26}" y2="{y - 5}" stroke-width="2.5" {tratto}/>')
        pezzi.append(testo(x + 32, y, voce.nome, font_size="13", fill=SCURO))
        x, y = (x, y + 20) if stretto else (x + 60 + 8 * len(voce.nome), y)
    pezzi.append(testo(quadro.destra + (30 if stretto else 56), 12, unita, text_anchor="end", fill=TENUE, font_size="12"))
    return "".join(pezzi)
