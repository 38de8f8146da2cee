"""Grafici e mappe come SVG accessibili, uguali nella pagina e nel PDF.

Niente stili in linea (la CSP li vieta), solo attributi; il colore non è mai l'unico segno. Ogni grafico va
accompagnato dalla sua tabella. Con `larghezza` sotto 500 il disegno si adatta a un telefono.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from itertools import pairwise
from math import cos, radians
from typing import Any

from .formati_italiani import formatta_numero
from .svg import INCHIOSTRO, LINEA, TENUE, Svg, disegno, identificativo, testo

Numero = int | Decimal | Fraction
STRETTO = 500
TELEFONO = 360
BLU = ("#e6ecf2", "#b3d1f0", "#66a5e3", "#0066cc", "#003d7a")
_GRIGIO = "#f2f2f2"
_TRATTEGGI = {
    1: '<circle cx="5" cy="5" r="1.1" fill="#3d7ab8"/>',
    2: '<path d="M-1 11L11 -1" stroke="#2b5f99" stroke-width="1"/>',
    3: '<path d="M-1 -1L11 11" stroke="#b3d1f0" stroke-width="1"/>',
}


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


def _frase(titolo: str, descrizione: str) -> str:
    parti = [parte.strip().rstrip(".") for parte in (titolo, descrizione) if parte.strip()]
    return ". ".join(parti) + "."


def _collega(disegnato: str, voce: Mapping[str, Any], etichetta: str) -> str:
    """Avvolge il segno in un collegamento, se la voce ha un indirizzo interno o http."""
    indirizzo = str(voce.get("url") or "")
    if not indirizzo.startswith(("/", "#", "?", "https://", "http://")):
        return f"<g><title>{escape(etichetta)}</title>{disegnato}</g>"
    attributi = f'href="{escape(indirizzo)}" aria-label="{escape(etichetta)}"'
    return f"<a {attributi}><title>{escape(etichetta)}</title>{disegnato}</a>"


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
    return disegno(larghezza, altezza, _frase(titolo, descrizione), "".join(pezzi), classe=classi, ruolo=ruolo)


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
    return _collega(disegnato, voce, f"{nome}: {scritto} {unita}" if valore is not None else f"{nome}: {scritto}")


Punto = tuple[float, float]
Anello = list[Punto]


def _anelli(geometria: Any) -> list[Anello]:
    """Gli anelli di un poligono: elenco di anelli, elenco di poligoni o geometria GeoJSON; il resto si ignora."""
    if isinstance(geometria, Mapping):
        geometria = geometria.get("coordinates")
    if not isinstance(geometria, list | tuple) or not geometria:
        return []
    primo = geometria[0]
    if isinstance(primo, list | tuple) and len(primo) >= 2 and all(isinstance(n, int | float) for n in primo[:2]):
        return [[(float(punto[0]), float(punto[1])) for punto in geometria]]
    return [anello for parte in geometria for anello in _anelli(parte)]


def _area_e_centro(anello: Anello) -> tuple[float, Punto]:
    """Area (in valore assoluto) e baricentro di un anello."""
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise([*anello, anello[0]]):
        croce = x1 * y2 - x2 * y1
        area, cx, cy = area + croce, cx + (x1 + x2) * croce, cy + (y1 + y2) * croce
    if not area:
        return 0.0, anello[0]
    return abs(area) / 2, (cx / (3 * area), cy / (3 * area))


def _proietta(forme: Mapping[str, list[Anello]], larghezza: float) -> tuple[dict[str, list[Anello]], float]:
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


def _tracciato(anelli: Iterable[Anello]) -> str:
    """Coordinate intere e spostamenti relativi: la mappa di un Ambito pesa meno della metà e a schermo è la stessa."""
    pezzi = []
    for anello in anelli:
        punti = [(round(x), round(y)) for x, y in anello]
        passi = [(x - da_x, y - da_y) for (da_x, da_y), (x, y) in pairwise(punti) if (x, y) != (da_x, da_y)]
        linee = "l" + " ".join(f"{dx} {dy}" for dx, dy in passi) if passi else ""
        pezzi.append(f"M{punti[0][0]} {punti[0][1]}{linee}z")
    return "".join(pezzi).replace(" -", "-")


def _soglie(valori: list[Numero], classi: int = len(BLU)) -> list[Numero]:
    """I valori da cui comincia ogni classe: gruppi di Comuni il più possibile uguali, senza classi vuote."""
    ordinati = sorted(valori)
    inizi = [ordinati[len(ordinati) * k // classi] for k in range(classi)] if ordinati else []
    return sorted(set(inizi))


def _campiture(nome: str) -> str:
    """I tratteggi delle tre tinte di mezzo: la più chiara e la più scura sono piene."""
    disegni = []
    for numero, tratto in _TRATTEGGI.items():
        fondo = f'<rect width="10" height="10" fill="{BLU[numero]}"/>{tratto}'
        disegni.append(f'<pattern id="{nome}-{numero}" width="10" height="10" patternUnits="userSpaceOnUse">{fondo}</pattern>')
    return f"<defs>{''.join(disegni)}</defs>"


def _tinta(nome: str, posto: int, quante: int) -> str:
    """Il riempimento di una classe: dalla più chiara alla più scura, anche se le classi sono meno di cinque."""
    numero = posto if quante in (1, len(BLU)) else round(posto * (len(BLU) - 1) / (quante - 1))
    return f"url(#{nome}-{numero})" if numero in _TRATTEGGI else BLU[numero]


def mappa(
    voci: Sequence[Mapping[str, Any]],
    titolo: str,
    descrizione: str,
    unita: str,
    larghezza: int = 720,
    decimali: int = 0,
    classe: str = "",
) -> Svg:
    """Mappa dei Comuni a cinque tinte con tratteggio; ogni voce ha `nome`, `valore`, `geometria` e se serve `chiave` e `url`.

    La geometria è in longitudine e latitudine: elenco di anelli oppure Polygon o MultiPolygon di GeoJSON.
    """
    forme = {str(n): anelli for n, voce in enumerate(voci) if (anelli := [a for a in _anelli(voce["geometria"]) if len(a) > 2])}
    frase = _frase(titolo, descrizione)
    classi = f"mappa {'stretto ' if larghezza < STRETTO else ''}{classe}".strip()
    if not forme:
        return disegno(larghezza, 36, frase, testo(0, 24, "Nessun confine da mostrare."), classe=classi)
    proiettate, alta = _proietta(forme, larghezza)
    soglie = _soglie([voci[int(chiave)]["valore"] for chiave in forme if voci[int(chiave)]["valore"] is not None])
    nome = identificativo(titolo, larghezza, len(voci), soglie)
    pezzi = [_campiture(nome)]
    pezzi += [_comune(voci[int(chiave)], anelli, soglie, nome, unita, decimali) for chiave, anelli in proiettate.items()]
    pezzi.append(_scritte((str(voci[int(chiave)]["nome"]), anelli) for chiave, anelli in proiettate.items()))
    legenda, altezza = _legenda(soglie, [voci[int(chiave)]["valore"] for chiave in forme], nome, unita, decimali, alta + 14)
    collegata = any(voci[int(chiave)].get("url") for chiave in forme)
    corpo = "".join(pezzi) + legenda
    return disegno(larghezza, altezza, frase, corpo, classe=classi, ruolo="group" if collegata else "img", corpo_testo=13)


def _classe_di(valore: Numero, soglie: list[Numero]) -> int:
    return max(0, sum(valore >= soglia for soglia in soglie) - 1)


def _comune(voce: Mapping[str, Any], anelli: list[Anello], soglie: list[Numero], nome: str, unita: str, decimali: int) -> str:
    valore = voce["valore"]
    if valore is None:
        tinta, etichetta = _GRIGIO, f"{voce['nome']}: dato mancante"
    else:
        tinta = _tinta(nome, _classe_di(valore, soglie), len(soglie))
        etichetta = f"{voce['nome']}: {formatta_numero(valore, decimali)} {unita}"
    chiave = f' data-chiave="{escape(str(voce["chiave"]))}"' if voce.get("chiave") else ""
    forma = f'<path d="{_tracciato(anelli)}" fill="{tinta}" fill-rule="evenodd" stroke="#8fa6bd" stroke-width=".9"{chiave}/>'
    return _collega(forma, voce, etichetta)


def _scritte(nomi_e_forme: Iterable[tuple[str, list[Anello]]]) -> str:
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


def _legenda(
    soglie: list[Numero], valori: list[Numero | None], nome: str, unita: str, decimali: int, y: float
) -> tuple[str, float]:
    """Le tinte con i valori e quanti Comuni hanno; restituisce anche l'altezza raggiunta."""
    presenti = [valore for valore in valori if valore is not None]
    righe = []
    for posto in range(len(soglie)):
        gruppo = [valore for valore in presenti if _classe_di(valore, soglie) == posto]
        estremi = [formatta_numero(valore, decimali) for valore in (min(gruppo), max(gruppo))]
        intervallo = estremi[0] if estremi[0] == estremi[1] else f"da {estremi[0]} a {estremi[1]}"
        comuni = "1 Comune" if len(gruppo) == 1 else f"{len(gruppo)} Comuni"
        righe.append((_tinta(nome, posto, len(soglie)), f"{intervallo} ({comuni})"))
    if mancanti := len(valori) - len(presenti):
        righe.append((_GRIGIO, f"dato mancante ({mancanti})"))
    pezzi = [testo(2, y + 12, unita[:1].upper() + unita[1:], font_weight="700")]
    for numero, (tinta, parole) in enumerate(righe):
        alto = y + 22 + numero * 22
        pezzi.append(f'<rect x="2" y="{alto:.1f}" width="24" height="16" fill="{tinta}" stroke="{TENUE}" stroke-width=".7"/>')
        pezzi.append(testo(34, alto + 13, parole))
    return "".join(pezzi), y + 26 + 22 * len(righe)


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
    frase = f"{titolo.strip().rstrip('.')}: {formatta_numero(quanti)} su {formatta_numero(totale)}."
    return disegno(larghezza, 24, frase, corpo + numeri, classe="indicatore")


def due_misure(disegna: Callable[..., Svg], *argomenti: Any, **opzioni: Any) -> Svg:
    """Lo stesso disegno per lo schermo largo e per il telefono: il foglio di stile ne mostra uno solo."""
    largo = disegna(*argomenti, **opzioni, classe="solo-largo")
    return Svg(largo + disegna(*argomenti, **opzioni, larghezza=TELEFONO, classe="solo-stretto"))
