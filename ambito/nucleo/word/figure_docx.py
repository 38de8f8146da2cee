"""Le figure in un docx: l’immagine con il suo codice nel nome, che Word e LibreOffice conservano, e i byte fra le parti."""

import re
from html import escape

from ..figure import segno_di_figura
from ..immagini import Disegno

# Chi rilegge ritrova il segno nel nome dell’immagine, e lascia la didascalia e la fonte: stanno fra le figure del piano.
NOME = "figura:"
STILE_FIGURA, STILE_DIDASCALIA, STILE_FONTE = "Figura", "DidascaliaFigura", "FonteFigura"
DI_UNA_FIGURA = ("didascalia figura", "fonte figura")
_CODICE = re.compile(rf"{NOME}\s*([a-z0-9-]{{1,40}})", re.I)
# In EMU (1/360.000 di cm): un pixel a 96 per pollice, la colonna di un A4 con margini di 2 cm, l’altezza massima di un’immagine.
_PIXEL, _LARGHEZZA, _ALTEZZA = 9525, 6_120_000, 7_920_000
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"


def segno_nel_nome(nome: str) -> str:
    """Il segno della figura da cui viene un’immagine con quel nome; vuoto se non è nostra."""
    trovato = _CODICE.fullmatch(nome.strip())
    return segno_di_figura(trovato[1].lower()) if trovato else ""


def in_pagina(n: int, codice: str, descrizione: str, disegno: Disegno) -> str:
    """Il tratto con l’immagine `n`, larga al più quanto la colonna; il testo sostitutivo è la descrizione."""
    scala = min(_PIXEL, _LARGHEZZA / disegno.larghezza, _ALTEZZA / disegno.altezza)
    misure = f'cx="{int(disegno.larghezza * scala)}" cy="{int(disegno.altezza * scala)}"'
    nome = f'id="{n}" name="{NOME}{escape(codice)}" descr="{escape(descrizione)}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {misure}/><wp:docPr {nome}/>"
        f'<a:graphic xmlns:a="{_DRAWING}main"><a:graphicData uri="{_DRAWING}picture"><pic:pic xmlns:pic="{_DRAWING}picture">'
        f"<pic:nvPicPr><pic:cNvPr {nome}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="rIdFigura{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {misure}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
