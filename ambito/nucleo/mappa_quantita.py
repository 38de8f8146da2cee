"""Mappa dei Comuni per quantità: cinque tinte con tratteggio, legenda che conta i Comuni; il colore non è mai l'unico segno."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Any

from .cartografia import Anello, anelli_di, proietta, scritte, tracciato
from .formati_italiani import conta, formatta_numero
from .svg import STRETTO, TENUE, Svg, collega, disegno, frase, identificativo, testo

Numero = int | Decimal | Fraction
BLU = ("#e6ecf2", "#b3d1f0", "#66a5e3", "#0066cc", "#003d7a")
_GRIGIO = "#f2f2f2"
_TRATTEGGI = {
    1: '<circle cx="5" cy="5" r="1.1" fill="#3d7ab8"/>',
    2: '<path d="M-1 11L11 -1" stroke="#2b5f99" stroke-width="1"/>',
    3: '<path d="M-1 -1L11 11" stroke="#b3d1f0" stroke-width="1"/>',
}


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
    forme = {str(n): anelli for n, voce in enumerate(voci) if (anelli := [a for a in anelli_di(voce["geometria"]) if len(a) > 2])}
    descritta = frase(titolo, descrizione)
    classi = f"mappa {'stretto ' if larghezza < STRETTO else ''}{classe}".strip()
    if not forme:
        return disegno(larghezza, 36, descritta, testo(0, 24, "Nessun confine da mostrare."), classe=classi)
    proiettate, alta = proietta(forme, larghezza)
    soglie = _soglie([voci[int(chiave)]["valore"] for chiave in forme if voci[int(chiave)]["valore"] is not None])
    nome = identificativo(titolo, larghezza, len(voci), soglie)
    pezzi = [_campiture(nome)]
    pezzi += [_comune(voci[int(chiave)], anelli, soglie, nome, unita, decimali) for chiave, anelli in proiettate.items()]
    pezzi.append(scritte((str(voci[int(chiave)]["nome"]), anelli) for chiave, anelli in proiettate.items()))
    legenda, altezza = _legenda(soglie, [voci[int(chiave)]["valore"] for chiave in forme], nome, unita, decimali, alta + 14)
    collegata = any(voci[int(chiave)].get("url") for chiave in forme)
    corpo = "".join(pezzi) + legenda
    return disegno(larghezza, altezza, descritta, corpo, classe=classi, ruolo="group" if collegata else "img", corpo_testo=13)


def _comune(voce: Mapping[str, Any], anelli: list[Anello], soglie: list[Numero], nome: str, unita: str, decimali: int) -> str:
    valore = voce["valore"]
    if valore is None:
        tinta, etichetta = _GRIGIO, f"{voce['nome']}: dato mancante"
    else:
        tinta = _tinta(nome, _classe_di(valore, soglie), len(soglie))
        etichetta = f"{voce['nome']}: {formatta_numero(valore, decimali)} {unita}"
    chiave = f' data-chiave="{escape(str(voce["chiave"]))}"' if voce.get("chiave") else ""
    forma = f'<path d="{tracciato(anelli)}" fill="{tinta}" fill-rule="evenodd" stroke="#8fa6bd" stroke-width=".9"{chiave}/>'
    return collega(forma, str(voce.get("url") or ""), etichetta)


def _classe_di(valore: Numero, soglie: list[Numero]) -> int:
    return max(0, sum(valore >= soglia for soglia in soglie) - 1)


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
        comuni = conta(len(gruppo), "Comune", "Comuni")
        righe.append((_tinta(nome, posto, len(soglie)), f"{intervallo} ({comuni})"))
    if mancanti := len(valori) - len(presenti):
        righe.append((_GRIGIO, f"dato mancante ({mancanti})"))
    pezzi = [testo(2, y + 12, unita[:1].upper() + unita[1:], font_weight="700")]
    for numero, (tinta, parole) in enumerate(righe):
        alto = y + 22 + numero * 22
        pezzi.append(f'<rect x="2" y="{alto:.1f}" width="24" height="16" fill="{tinta}" stroke="{TENUE}" stroke-width=".7"/>')
        pezzi.append(testo(34, alto + 13, parole))
    return "".join(pezzi), y + 26 + 22 * len(righe)
