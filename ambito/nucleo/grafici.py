"""Grafici come SVG accessibili, uguali nella pagina e nel PDF.

Niente stili in linea (la CSP li vieta), solo attributi; il colore non è mai l'unico segno. Ogni grafico va
accompagnato dalla sua tabella. Con `larghezza` sotto `svg.STRETTO` il disegno si adatta a un telefono.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .formati_italiani import formatta_numero
from .svg import LINEA, STRETTO, TENUE, Svg, collega, disegno, frase, testo

TELEFONO = 360


def barre(
    voci: Sequence[Mapping[str, Any]],
    titolo: str,
    descrizione: str,
    unita: str,
    larghezza: int = 720,
    decimali: int = 0,
    classe: str = "",
) -> Svg:
    """Barre orizzontali nell'ordine dato; ogni voce ha `nome`, `valore` (None = dato mancante) e se serve `url`."""
    stretto = larghezza < STRETTO
    sinistra, riga, alto = (0, 44, 20) if stretto else (190, 30, 4)
    fondo = alto + riga * len(voci)
    destra = larghezza - (92 if stretto else 110)
    massimo = max((Fraction(v["valore"]) for v in voci if v["valore"] is not None), default=Fraction(0))
    passo = _passo(massimo, 3 if stretto else 5) if massimo > 0 else Fraction(1)
    cima = passo * -(-massimo // passo) if massimo > 0 else Fraction(1)
    scala = Fraction(destra - sinistra) / cima
    pezzi = [] if not voci else _griglia(passo, cima, scala, (sinistra, alto, fondo), larghezza)
    for numero, voce in enumerate(voci):
        pezzi.append(_barra(voce, (sinistra, alto + numero * riga), scala, decimali, unita, stretto))
    if not voci:
        pezzi.append(testo(0, 24, "Nessun dato da mostrare."))
    else:
        pezzi.append(testo(sinistra, fondo + 36, unita, fill=TENUE, font_size="13"))
    collegato = any(voce.get("url") for voce in voci)
    classi = f"barre {'stretto ' if stretto else ''}{classe}".strip()
    altezza = fondo + 44 if voci else 36
    ruolo = "group" if collegato else "img"
    return disegno(larghezza, altezza, frase(titolo, descrizione), "".join(pezzi), classe=classi, ruolo=ruolo)


def _griglia(passo: Fraction, cima: Fraction, scala: Fraction, posto: tuple[int, int, int], larghezza: int) -> list[str]:
    sinistra, alto, fondo = posto
    pezzi = []
    for numero in range(int(cima / passo) + 1):
        x = float(sinistra + passo * numero * scala)
        ancora = "start" if numero == 0 else "middle"
        pezzi.append(f'<line x1="{x:.1f}" y1="{alto}" x2="{x:.1f}" y2="{fondo}" stroke="{LINEA}"/>')
        pezzi.append(
            testo(x, fondo + 17, formatta_numero(passo * numero, _decimali(passo)), text_anchor=ancora, fill=TENUE, font_size="12")
        )
    return pezzi


def _barra(voce: Mapping[str, Any], posto: tuple[int, int], scala: Fraction, decimali: int, unita: str, stretto: bool) -> str:
    (sinistra, y), valore = posto, voce["valore"]
    scritto = "dato mancante" if valore is None else formatta_numero(valore, decimali)
    lunga = float(max(Fraction(0), Fraction(valore or 0)) * scala)
    nome = str(voce["nome"])
    if stretto:
        etichetta, alto = testo(0, y + 12, _accorcia(nome, 46)), y + 18
    else:
        etichetta, alto = testo(sinistra - 10, y + 20, _accorcia(nome, 27), text_anchor="end"), y + 5
    segno = f'<rect x="{sinistra}" y="{alto}" width="{lunga:.1f}" height="20" fill="#0066cc"/>'
    numero = testo(sinistra + lunga + 7, alto + 15, scritto, font_weight="600")
    # Lo spazio separa le parole che si vedono: il nome del collegamento le deve contenere così come si leggono.
    disegnato = f"{etichetta}{segno} {numero}"
    return collega(
        disegnato, str(voce.get("url") or ""), f"{nome}: {scritto} {unita}" if valore is not None else f"{nome}: {scritto}"
    )


def _passo(massimo: Fraction, tacche: int) -> Fraction:
    """Un passo tondo (1, 2, 2,5 o 5 per una potenza di dieci) che sta al più `tacche` volte nel massimo."""
    passo = Fraction(1)
    while passo * tacche < massimo:
        passo *= 10
    while passo * tacche >= massimo * 10:
        passo /= 10
    candidati = [passo / 10, passo / 5, passo / 4, passo / 2, passo]
    return next(candidato for candidato in candidati if candidato * tacche >= massimo)


def _decimali(passo: Fraction) -> int:
    return next((n for n in range(7) if (passo * 10**n).denominator == 1), 6)


def _accorcia(parole: str, massimo: int) -> str:
    return parole if len(parole) <= massimo else parole[: max(1, massimo - 1)].rstrip() + "…"


def indicatore(quanti: int, totale: int, titolo: str, larghezza: int = 240) -> Svg:
    """Quanti su quanti: una barra a tacche (fino a 60) o continua, con i numeri scritti accanto."""
    fatti = max(0, min(quanti, totale))
    barra = larghezza - 78
    if 0 < totale <= 60:
        passo = barra / totale
        spazio = min(2.0, passo / 4)
        tinte = ["#0066cc" if n < fatti else "#d0d7de" for n in range(totale)]
        misure = f'y="6" width="{passo - spazio:.1f}" height="12"'
        corpo = "".join(f'<rect x="{n * passo:.1f}" {misure} fill="{tinta}"/>' for n, tinta in enumerate(tinte))
    else:
        pieno = barra * fatti / totale if totale > 0 else 0
        corpo = (
            f'<rect y="6" width="{barra}" height="12" fill="#d0d7de"/><rect y="6" width="{pieno:.1f}" height="12" fill="#0066cc"/>'
        )
    numeri = testo(barra + 8, 17, f"{formatta_numero(quanti)}/{formatta_numero(totale)}", font_weight="600")
    descritta = f"{titolo.strip().rstrip('.')}: {formatta_numero(quanti)} su {formatta_numero(totale)}."
    return disegno(larghezza, 24, descritta, corpo + numeri, classe="indicatore")


def due_misure(disegna: Callable[..., Svg], *argomenti: Any, **opzioni: Any) -> Svg:
    """Lo stesso disegno per lo schermo largo e per il telefono: il foglio di stile ne mostra uno solo."""
    largo = disegna(*argomenti, **opzioni, classe="solo-largo")
    return Svg(largo + disegna(*argomenti, **opzioni, larghezza=TELEFONO, classe="solo-stretto"))
