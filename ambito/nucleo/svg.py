"""Un disegno SVG fatto da noi: testo che i modelli possono stampare senza protezione (metodo `__html__`)."""

import hashlib
from html import escape

CARATTERI = "Titillium Web, DejaVu Sans, sans-serif"
INCHIOSTRO = "#17324d"
TENUE = "#455a6e"
LINEA = "#c5c7c9"
STRETTO = 500  # sotto questa larghezza un disegno si dispone come per un telefono


class Svg(str):
    """SVG già protetto: ogni testo che contiene è passato da `escape`."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def identificativo(*parti: object) -> str:
    """Un id che dipende solo dal contenuto: lo stesso disegno ha sempre lo stesso id."""
    return "g" + hashlib.sha256(repr(parti).encode("utf-8", "replace")).hexdigest()[:10]


def testo(x: float, y: float, parole: str, **attributi: str) -> str:
    """Un elemento `<text>`; nei nomi degli attributi il trattino basso diventa trattino."""
    altri = "".join(f' {nome.replace("_", "-")}="{valore}"' for nome, valore in attributi.items())
    return f'<text x="{x:.1f}" y="{y:.1f}"{altri}>{escape(parole)}</text>'


def disegno(
    larghezza: float, altezza: float, titolo: str, corpo: str, *, classe: str, ruolo: str = "img", corpo_testo: int = 14
) -> Svg:
    """La cornice comune: misura, ruolo, `<title>` come primo figlio (nei PDF diventa il testo alternativo)."""
    nome = identificativo(titolo, corpo, larghezza)
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafico {classe}" role="{ruolo}" aria-labelledby="{nome}" '
        f'viewBox="0 0 {larghezza:.0f} {altezza:.0f}" width="{larghezza:.0f}" height="{altezza:.0f}" '
        f'font-family="{CARATTERI}" font-size="{corpo_testo}" fill="{INCHIOSTRO}">'
        f'<title id="{nome}">{escape(titolo)}</title>{corpo}</svg>'
    )


def frase(titolo: str, descrizione: str) -> str:
    """Il titolo accessibile di un disegno: titolo e descrizione, ciascuno con il suo punto."""
    parti = [parte.strip().rstrip(".") for parte in (titolo, descrizione) if parte.strip()]
    return ". ".join(parti) + "."


def collega(segno: str, indirizzo: str, etichetta: str) -> str:
    """Avvolge il segno in un collegamento, se c'è un indirizzo interno o http; altrimenti gli dà soltanto il titolo."""
    if not indirizzo.startswith(("/", "#", "?", "https://", "http://")):
        return f"<g><title>{escape(etichetta)}</title>{segno}</g>"
    attributi = f'href="{escape(indirizzo)}" aria-label="{escape(etichetta)}"'
    return f"<a {attributi}><title>{escape(etichetta)}</title>{segno}</a>"
