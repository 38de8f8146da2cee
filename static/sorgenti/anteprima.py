"""Rifà la figura delle anteprime (`static/img/anteprima.png`): il segno del portale e il suo nome. Si esegue dalla radice."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

STATIC = Path(__file__).resolve().parents[1]
AZZURRO, BIANCO = "#0066cc", "#ffffff"
# Il segno è quello di `favicon.svg`, disegnato su un quadrato di 32.
TETTO = [(16, 5), (27, 11), (27, 13), (5, 13), (5, 11)]
COLONNE = [(7, 15, 10, 23), (14.5, 15, 17.5, 23), (22, 15, 25, 23), (5, 25, 27, 27)]


def disegna():
    """La figura, due volte più grande del vero: rimpicciolita ha i bordi morbidi."""
    figura = Image.new("RGB", (2400, 1260), AZZURRO)
    penna = ImageDraw.Draw(figura)
    penna.polygon([(160 + x * 15, 390 + y * 15) for x, y in TETTO], fill=BIANCO)
    for x, y, fine_x, fine_y in COLONNE:
        penna.rectangle((160 + x * 15, 390 + y * 15, 160 + fine_x * 15, 390 + fine_y * 15), fill=BIANCO)
    carattere = ImageFont.truetype(STATIC / "vendor/fonts/titillium-700.woff2", 190)
    penna.multiline_text((720, 410), "Portale dell’Ufficio\ndi Piano", font=carattere, fill=BIANCO, spacing=40)
    return figura.resize((1200, 630), Image.Resampling.LANCZOS).quantize(32)


if __name__ == "__main__":
    disegna().save(STATIC / "img/anteprima.png", optimize=True)
