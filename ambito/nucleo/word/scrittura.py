"""Un docx scritto da HTML già pulito: stili di titolo, elenchi, tabelle, collegamenti, note, figure, lingua italiana.

Lo stesso HTML e gli stessi metadati danno gli stessi byte: l’ora non viene dall’orologio.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from ..immagini import Disegno
from .corpo import Corpo
from .pezzi_docx import RELAZIONI, STILI, TIPI, parte_note, parte_numerazioni

_DATA_ZIP = (1980, 1, 1, 0, 0, 0)
_VIETATI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def scrivi_docx(
    html: str, *, titolo: str, autore: str, creato: datetime, scarto_titoli: int = 0, disegni: Mapping[str, Disegno] | None = None
) -> bytes:
    """I byte del docx. `h1` diventa «Titolo 1» e così via; `scarto_titoli=1` fa di `h2` un «Titolo 1».

    `titolo` sta in cima col suo stile e nelle proprietà, con `autore` e l’istante `creato`. Le immagini sono quelle di `disegni`,
    che le ha per `src`: il codice della figura, a cui chi rilegge il documento torna.
    """
    corpo = Corpo(scarto_titoli, disegni)
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
        **{f"word/{nome}": byte for nome, byte in corpo.parti_delle_figure().items()},
    }
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, contenuto in parti.items():
            voce = zipfile.ZipInfo(nome, _DATA_ZIP)
            voce.compress_type = zipfile.ZIP_DEFLATED
            archivio.writestr(voce, contenuto)
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
