"""Il calendario di un percorso come SVG accessibile: una riga per tappa, una colonna per mese, la linea di oggi.

Il colore non è mai l'unico segno: una tappa fatta porta il segno di spunta, una in ritardo il tratteggio fino a oggi. Il disegno
va accompagnato dalla sua tabella. Con `larghezza` sotto `svg.STRETTO` si adatta a un telefono.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .formati_italiani import MESI
from .svg import LINEA, STRETTO, TENUE, Svg, collega, disegno, frase, testo

BLU, VERDE, ROSSO, GRIGIO = "#0066cc", "#00694a", "#a32a00", "#b1bcc8"


@dataclass(frozen=True)
class Tratto:
    """Una tappa: quando è prevista, quando è avvenuta (o `None`), con che parole si descrive, dove porta."""

    nome: str
    dal: date
    al: date
    fatta_il: date | None = None
    descrizione: str = ""
    url: str = ""


def gantt(tratti: Sequence[Tratto], oggi: date, titolo: str, descrizione: str, larghezza: int = 960, classe: str = "") -> Svg:
    """Le tappe nell'ordine dato, dal mese della prima a quello dell'ultima (o di oggi, se qualcuna è in ritardo)."""
    stretto = larghezza < STRETTO
    classi = f"gantt {'stretto ' if stretto else ''}{classe}".strip()
    if not tratti:
        return disegno(larghezza, 36, frase(titolo, descrizione), testo(0, 24, "Nessuna tappa."), classe=classi)
    sinistra, riga, alto = (0, 42, 26) if stretto else (300, 32, 26)
    mesi = _mesi(*_estremi(tratti, oggi))
    scala = _Scala(mesi[0], _seguente(mesi[-1]), sinistra, larghezza)
    fondo = alto + riga * len(tratti)
    pezzi = [*_griglia(mesi, scala, alto, fondo, stretto)]
    if scala.dal <= oggi < scala.al:
        x = scala.x(oggi)
        ancora = "end" if x > larghezza - 60 else "start"
        pezzi.append(f'<line x1="{x:.1f}" y1="{alto - 4}" x2="{x:.1f}" y2="{fondo}" stroke="{ROSSO}" stroke-width="1.5"/>')
        pezzi.append(testo(x + (-4 if ancora == "end" else 4), fondo + 16, "oggi", fill=ROSSO, font_size="13", text_anchor=ancora))
    pezzi += [_tratto(t, alto + n * riga, scala, oggi, stretto) for n, t in enumerate(tratti)]
    ruolo = "group" if any(t.url for t in tratti) else "img"
    return disegno(larghezza, fondo + 24, frase(titolo, descrizione), "".join(pezzi), classe=classi, ruolo=ruolo)


@dataclass(frozen=True)
class _Scala:
    """Dai giorni ai punti: `dal` sta a `sinistra`, `al` (escluso) a `destra`."""

    dal: date
    al: date
    sinistra: int
    destra: int

    def x(self, giorno: date) -> float:
        return self.sinistra + (self.destra - self.sinistra) * (giorno - self.dal).days / (self.al - self.dal).days


def _estremi(tratti: Sequence[Tratto], oggi: date) -> tuple[date, date]:
    primo = min(min(t.dal, t.fatta_il or t.dal) for t in tratti)
    ultimo = max(max(t.al, t.fatta_il or t.al) for t in tratti)
    in_ritardo = any(t.fatta_il is None and t.al < oggi for t in tratti)
    return primo, max(ultimo, oggi) if in_ritardo else ultimo


def _mesi(primo: date, ultimo: date) -> list[date]:
    mesi = [primo.replace(day=1)]
    while _seguente(mesi[-1]) <= ultimo:
        mesi.append(_seguente(mesi[-1]))
    return mesi


def _seguente(mese: date) -> date:
    return (mese + timedelta(31)).replace(day=1)


def _griglia(mesi: Sequence[date], scala: _Scala, alto: int, fondo: int, stretto: bool) -> list[str]:
    """Una linea per mese; le scritte solo dove ci stanno: l'anno, in due cifre, al principio e dove cambia."""
    ogni = max(1, -(-len(mesi) // (6 if stretto else 14)))
    pezzi = []
    for numero, mese in enumerate(mesi):
        x = scala.x(mese)
        pezzi.append(f'<line x1="{x:.1f}" y1="{alto - 4}" x2="{x:.1f}" y2="{fondo}" stroke="{LINEA}"/>')
        if numero % ogni == 0:
            anno = f" ’{mese.year % 100:02d}" if numero == 0 or mese.month <= ogni else ""
            pezzi.append(testo(x + 3, 14, f"{MESI[mese.month - 1][:3]}{anno}", fill=TENUE, font_size="12"))
    return pezzi


def _tratto(tratto: Tratto, y: int, scala: _Scala, oggi: date, stretto: bool) -> str:
    tardi = tratto.fatta_il is None and tratto.al < oggi
    inizio, fine = scala.x(tratto.dal), scala.x(tratto.al + timedelta(1))
    alto = y + 20 if stretto else y + 7
    tinta = VERDE if tratto.fatta_il else ROSSO if tardi else BLU if tratto.dal <= oggi else GRIGIO
    nome, accorciato = _nome(tratto, y, stretto)
    pezzi = [] if accorciato else [nome]
    if tardi:
        dopo = scala.x(oggi)
        pezzi.append(
            f'<line x1="{fine:.1f}" y1="{alto + 8}" x2="{dopo:.1f}" y2="{alto + 8}" stroke="{ROSSO}" stroke-width="3" '
            f'stroke-dasharray="4 3"/>'
        )
    pezzi.append(f'<rect x="{inizio:.1f}" y="{alto}" width="{max(3.0, fine - inizio):.1f}" height="16" rx="2" fill="{tinta}"/>')
    if tratto.fatta_il:
        x = scala.x(tratto.fatta_il)
        pezzi.append(f'<circle cx="{x:.1f}" cy="{alto + 8}" r="8" fill="#ffffff" stroke="{VERDE}" stroke-width="2"/>')
        pezzi.append(
            f'<path d="M{x - 4:.1f} {alto + 8}l3 3.5l5 -6.5" fill="none" stroke="{VERDE}" stroke-width="2" stroke-linecap="round"/>'
        )
    collegato = collega("".join(pezzi), tratto.url, f"{tratto.nome}: {tratto.descrizione}" if tratto.descrizione else tratto.nome)
    # Un nome accorciato sta fuori dal collegamento: chi lo detta a voce non troverebbe quelle parole nel suo nome intero.
    return nome + collegato if accorciato else collegato


def _nome(tratto: Tratto, y: int, stretto: bool) -> tuple[str, bool]:
    """Il nome della tappa come scritta, e se si è dovuto accorciare."""
    massimo = 50 if stretto else 40
    accorciato = len(tratto.nome) > massimo
    nome = tratto.nome[: massimo - 1].rstrip() + "…" if accorciato else tratto.nome
    return testo(0, y + (14 if stretto else 20), nome), accorciato
