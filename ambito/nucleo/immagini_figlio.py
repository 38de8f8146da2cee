"""Il figlio che ridisegna un’immagine con Pillow: la legge da stdin dopo una riga che dice come, la scrive su stdout."""

import io
import json

from PIL import Image, ImageOps

from .figlio import lavora
from .immagini import PIXEL_MASSIMI

QUALITA = 85


def ridisegna(richiesta: bytes) -> bytes:
    """Apre (solo PNG e JPEG), rifiuta le bombe, raddrizza, mette il fondo bianco dove è trasparente, rimpicciolisce, riscrive."""
    come, _, byte = richiesta.partition(b"\n")
    scelte = json.loads(come)
    immagine = Image.open(io.BytesIO(byte), formats=("PNG", "JPEG"))
    # Un JPEG grande si legge già a metà, a un quarto, a un ottavo; mai meno del doppio di quel che serve.
    immagine.draft("RGB", (2 * scelte["lato"], 2 * scelte["lato"]))
    if immagine.width * immagine.height > PIXEL_MASSIMI:
        raise ValueError("troppi pixel")
    pagina = _sul_bianco(ImageOps.exif_transpose(immagine).convert("RGBA"), scelte["lato"])
    formato, disegno = "png", _scrivi(pagina, "PNG")
    if 0 < scelte["png_massimo"] < len(disegno):
        formato, disegno = "jpeg", _scrivi(pagina, "JPEG", quality=QUALITA)
    misure = {"formato": formato, "larghezza": pagina.width, "altezza": pagina.height}
    return json.dumps(misure).encode() + b"\n" + disegno


def _sul_bianco(disegno: Image.Image, lato: int) -> Image.Image:
    """PDF/A vuole che non ci siano trasparenze a metà: il fondo della pagina è bianco comunque."""
    disegno.thumbnail((lato, lato), Image.Resampling.LANCZOS)
    pagina = Image.new("RGB", disegno.size, "white")
    pagina.paste(disegno, mask=disegno.getchannel("A"))
    return pagina


def _scrivi(pagina: Image.Image, formato: str, **scelte: int) -> bytes:
    uscita = io.BytesIO()
    pagina.save(uscita, formato, optimize=True, **scelte)
    return uscita.getvalue()


if __name__ == "__main__":
    lavora(ridisegna)
