"""Il figlio che apre docx e odt: legge i byte da stdin, scrive JSON su stdout."""

import json
from base64 import b64encode
from dataclasses import asdict

from ..figlio import lavora
from .archivio import Archivio, Rifiuto
from .lettura_docx import leggi_docx
from .lettura_odt import leggi_odt

# Poche righe di odt possono dire «ripeti questa cella un milione di volte»: ciò che esce ha una misura, come ciò che entra.
MASSIMO_HTML = 2 << 20


def leggi(contenuto: bytes) -> dict[str, object]:
    """`{"html", "tralasciati", "immagini"}`, oppure `{"rifiuto": frase}` se non si può leggere. I byte sono in base64."""
    try:
        archivio = Archivio(contenuto)
        if "word/document.xml" in archivio.nomi:
            letto = leggi_docx(archivio)
        elif "content.xml" in archivio.nomi:
            letto = leggi_odt(archivio)
        else:
            raise Rifiuto("Non è un documento di Word o di LibreOffice: serve un file «.docx» o «.odt».")
        html = letto.html()
        if len(html) > MASSIMO_HTML:
            raise Rifiuto("Il documento è troppo lungo: tieni solo la parte che serve e riprova.")
    except Rifiuto as errore:
        return {"rifiuto": str(errore)}
    immagini = [{**asdict(i), "byte": b64encode(i.byte).decode()} for i in letto.immagini]
    return {"html": html, "tralasciati": letto.tralasciati(), "immagini": immagini}


def _rispondi(contenuto: bytes) -> bytes:
    return json.dumps(leggi(contenuto)).encode()


if __name__ == "__main__":
    lavora(_rispondi)
