"""Mappa dei Comuni per stato (non per quantità): un segno diverso per ciascuno stato, con la legenda che li conta."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .cartografia import anelli_di, proietta, scritte, tracciato
from .svg import STRETTO, TENUE, Svg, collega, disegno, frase, identificativo, testo

# Nell'ordine degli stati: fondo e tratto sopra il fondo. Si distinguono anche in bianco e nero.
_SEGNI = (
    ("#ffffff", ""),
    ("#eef1f4", '<circle cx="4" cy="4" r="1.2" fill="#5c6f82"/>'),
    ("#b3d1f0", '<path d="M-1 9L9 -1" stroke="#0066cc" stroke-width="1.4"/>'),
    ("#ffe6b3", '<path d="M0 4H8M4 0V8" stroke="#995c00" stroke-width="1"/>'),
    ("#00592d", ""),
    ("#8fd1ad", '<path d="M-1 -1L9 9" stroke="#00592d" stroke-width="1.4"/>'),
    ("#f7c5cc", '<path d="M0 0L8 8M8 0L0 8" stroke="#a1162c" stroke-width="1"/>'),
    ("#d9dee3", '<path d="M0 2H8M0 6H8" stroke="#3d4a57" stroke-width="1"/>'),
)


class Voce(NamedTuple):
    """Un Comune: nome, stato (una chiave delle etichette), confini in longitudine e latitudine, indirizzo interno."""

    nome: str
    stato: str
    geometria: Any
    url: str = ""


def mappa_stati(
    voci: Sequence[Voce], etichette: Mapping[str, str], titolo: str, descrizione: str, larghezza: int = 720, classe: str = ""
) -> Svg:
    """La mappa; `etichette` dà l'ordine degli stati (al più otto) e come si chiamano. In legenda solo gli stati presenti."""
    forme = {str(n): anelli for n, voce in enumerate(voci) if (anelli := [a for a in anelli_di(voce.geometria) if len(a) > 2])}
    descritta = frase(titolo, descrizione)
    classi = f"mappa {'stretto ' if larghezza < STRETTO else ''}{classe}".strip()
    if not forme:
        return disegno(larghezza, 36, descritta, testo(0, 24, "Nessun confine da mostrare."), classe=classi)
    ordine = list(etichette)
    if len(ordine) > len(_SEGNI):
        raise ValueError(f"La mappa distingue al più {len(_SEGNI)} stati.")
    nome = identificativo(titolo, larghezza, len(voci), [v.stato for v in voci])
    proiettate, alta = proietta(forme, larghezza)
    pezzi = [_campiture(nome)]
    for chiave, anelli in proiettate.items():
        voce = voci[int(chiave)]
        segno = _riempimento(nome, ordine.index(voce.stato))
        forma = f'<path d="{tracciato(anelli)}" fill="{segno}" fill-rule="evenodd" stroke="#5c6f82" stroke-width=".9"/>'
        pezzi.append(collega(forma, voce.url, f"{voce.nome}: {etichette[voce.stato]}"))
    pezzi.append(scritte((voci[int(chiave)].nome, anelli) for chiave, anelli in proiettate.items()))
    conta = {stato: sum(voci[int(c)].stato == stato for c in forme) for stato in ordine}
    presenti = [(_riempimento(nome, n), f"{etichette[s]} ({conta[s]})") for n, s in enumerate(ordine) if conta[s]]
    collegata = any(voce.url for voce in voci)
    corpo = "".join(pezzi) + _legenda(presenti, alta + 14)
    return disegno(
        larghezza,
        alta + 22 + 24 * len(presenti),
        descritta,
        corpo,
        classe=classi,
        ruolo="group" if collegata else "img",
        corpo_testo=13,
    )


def _campiture(nome: str) -> str:
    disegni = (
        f'<pattern id="{nome}-{n}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{fondo}"/>{tratto}</pattern>'
        for n, (fondo, tratto) in enumerate(_SEGNI)
        if tratto
    )
    return f"<defs>{''.join(disegni)}</defs>"


def _riempimento(nome: str, numero: int) -> str:
    fondo, tratto = _SEGNI[numero]
    return f"url(#{nome}-{numero})" if tratto else fondo


def _legenda(righe: list[tuple[str, str]], y: float) -> str:
    pezzi = []
    for numero, (segno, parole) in enumerate(righe):
        alto = y + numero * 24
        pezzi.append(f'<rect x="2" y="{alto:.1f}" width="26" height="17" fill="{segno}" stroke="{TENUE}" stroke-width=".7"/>')
        pezzi.append(testo(36, alto + 14, parole))
    return "".join(pezzi)
