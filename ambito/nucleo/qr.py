"""Codice QR come SVG da mettere nella pagina: nessuna immagine, nessuno stile, stesso disegno a ogni chiamata."""

from html import escape

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

from .svg import Svg


class QrTroppoLungo(ValueError):
    """Il testo non entra in un codice QR."""


def qr_svg(testo: str, titolo: str = "") -> Svg:
    """SVG di un codice QR con il testo dato; `titolo` è ciò che sente chi non vede (se manca, il testo stesso)."""
    codice = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    codice.add_data(testo)
    try:
        codice.make(fit=True)
    except (DataOverflowError, ValueError) as errore:
        raise QrTroppoLungo("Il testo è troppo lungo per un codice QR.") from errore
    matrice = codice.get_matrix()
    lato = len(matrice)
    tratti = "".join(_riga(numero, riga) for numero, riga in enumerate(matrice))
    alternativa = escape(titolo or f"Codice QR: {testo}")
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {lato} {lato}" width="{4 * lato}" '
        f'height="{4 * lato}"><title>{alternativa}</title><rect width="{lato}" height="{lato}" fill="#ffffff"/>'
        f'<path d="{tratti}" fill="#000000"/></svg>'
    )


def _riga(numero: int, moduli: list[bool]) -> str:
    """I tratti neri di una riga, uniti quando sono vicini."""
    tratti, inizio = [], None
    for colonna, nero in enumerate([*moduli, False]):
        if nero and inizio is None:
            inizio = colonna
        elif not nero and inizio is not None:
            tratti.append(f"M{inizio} {numero}h{colonna - inizio}v1h-{colonna - inizio}z")
            inizio = None
    return "".join(tratti)
