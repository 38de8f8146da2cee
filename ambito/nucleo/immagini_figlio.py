"""Il figlio che ridisegna un’immagine con Pillow: la legge da stdin, scrive il PNG su stdout."""

import io

from PIL import Image

from .figlio import lavora
from .immagini import LATO_MASSIMO, PIXEL_MASSIMI


def ridisegna(byte: bytes) -> bytes:
    """Apre (solo PNG e JPEG), rifiuta le bombe, mette il fondo bianco dove è trasparente, rimpicciolisce, scrive il PNG."""
    immagine = Image.open(io.BytesIO(byte), formats=("PNG", "JPEG"))
    if immagine.width * immagine.height > PIXEL_MASSIMI:
        raise ValueError("troppi pixel")
    disegno = immagine.convert("RGBA")
    disegno.thumbnail((LATO_MASSIMO, LATO_MASSIMO), Image.Resampling.LANCZOS)
    # PDF/A vuole che non ci siano trasparenze a metà: il fondo della pagina è bianco comunque.
    pagina = Image.new("RGB", disegno.size, "white")
    pagina.paste(disegno, mask=disegno.getchannel("A"))
    uscita = io.BytesIO()
    pagina.save(uscita, "PNG", optimize=True)
    return uscita.getvalue()


if __name__ == "__main__":
    lavora(ridisegna)
