"""Un docx scritto da HTML già pulito: stili di titolo, elenchi, tabelle, collegamenti, note, lingua italiana.

Lo stesso HTML e gli stessi metadati danno gli stessi byte: l’ora non viene dall’orologio.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from html import escape

from .corpo import Corpo
from .pezzi_docx import RELAZIONI, STILI, TIPI, parte_note, parte_numerazioni

_DATA_ZIP = (1980, 1, 1, 0, 0, 0)
_VIETATI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def scrivi_docx(html: str, *, titolo: str, autore: str, creato: datetime, scarto_titoli: int = 0) -> bytes:
    """I byte del docx. `h1` diventa «Titolo 1» e così via; `scarto_titoli=1` fa di `h2` un «Titolo 1».

    `titolo` sta in cima col suo stile e nelle proprietà, con `autore` e l’istante `creato`.
    """
    corpo = Corpo(scarto_titoli)
    corpo.scrivi(_VIETATI.sub("", html))
    titolo, autore = (_VIETATI.sub("", testo) for testo in (titolo, autore))
    parti = {
        "[Content_Types].xml": TIPI,
        "_rels/.rels": RELAZIONI,
        "docProps/core.xml": _proprieta(titolo, autore, creato),
        "word/_rels/document.xml.rels": corpo.relazioni(),
        "word/document.xml": corpo.documento(titolo),
        "word/footnotes.xml": parte_note(corpo.note),
        "word/numbering.xml": parte_numerazioni(corpo.elenchi),
        "word/styles.xml": STILI,
    }
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, testo in parti.items():
            voce = zipfile.ZipInfo(nome, _DATA_ZIP)
            voce.compress_type = zipfile.ZIP_DEFLATED
            archivio.writestr(voce, testo.encode())
    return uscita.getvalue()


def _proprieta(titolo: str, autore: str, creato: datetime) -> str:
    quando = f"{creato.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    istante = "".join(f'<dcterms:{nome} xsi:type="dcterms:W3CDTF">{quando}</dcterms:{nome}>' for nome in ("created", "modified"))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(titolo)}</dc:title><dc:creator>{escape(autore)}</dc:creator>{istante}"
        "<dc:language>it-IT</dc:language></cp:coreProperties>"
    )
