"""Le parti fisse di un docx: tipi, relazioni, stili, numerazioni."""

from collections.abc import Sequence
from html import escape

from .figure_docx import STILE_DIDASCALIA, STILE_FIGURA, STILE_FONTE

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TESTA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DOC = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LIVELLI = 9
_RIENTRO = 360
# Colonna utile di un A4 con margini di 2 cm, in ventesimi di punto.
LARGHEZZA = 9638

TIPI = (
    f'{_TESTA}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_DOC}document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_DOC}styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_DOC}numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_DOC}footnotes+xml"/>'
    "</Types>"
)
RELAZIONI = (
    f'{_TESTA}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)


def relazioni_documento(esterni: Sequence[str], immagini: Sequence[str] = ()) -> str:
    """Le relazioni del testo: stili, numerazioni e, da `rId3`, gli indirizzi (già scritti come attributi XML).

    Da `rIdFigura1`, i nomi delle parti con le immagini.
    """
    righe = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/hyperlink" Target="{indirizzo}" TargetMode="External"/>'
        for n, indirizzo in enumerate(esterni, start=3)
    )
    righe += "".join(
        f'<Relationship Id="rIdFigura{n}" Type="{_REL}/image" Target="{parte}"/>' for n, parte in enumerate(immagini, start=1)
    )
    return (
        f'{_TESTA}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/numbering" Target="numbering.xml"/>{righe}'
        f'<Relationship Id="rIdNote" Type="{_REL}/footnotes" Target="footnotes.xml"/></Relationships>'
    )


def documento(corpo: str) -> str:
    """La parte principale, con pagina A4 e margini di 2 cm."""
    return (
        f'{_TESTA}<w:document {_W} xmlns:r="{_REL}"><w:body>{corpo}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def parte_note(note: Sequence[str]) -> str:
    """Le note a piè di pagina, dalla numero 1; le due prime sono le righe che le dividono dal testo, e Word le vuole."""
    divise = "".join(
        f'<w:footnote w:type="{tipo}" w:id="{n}"><w:p><w:r><w:{tipo}/></w:r></w:p></w:footnote>'
        for n, tipo in ((-1, "separator"), (0, "continuationSeparator"))
    )
    scritte = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(testo.strip(), quote=False)}</w:t></w:r></w:p></w:footnote>'
        for n, testo in enumerate(note, start=1)
    )
    return f"{_TESTA}<w:footnotes {_W}>{divise}{scritte}</w:footnotes>"


def _livello(n: int, ordinato: bool) -> str:
    segno = f"%{n + 1}." if ordinato else "\u2022"
    formato = "decimal" if ordinato else "bullet"
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{formato}"/><w:lvlText w:val="{segno}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_RIENTRO * (n + 1)}" w:hanging="{_RIENTRO}"/></w:pPr></w:lvl>'
    )


def parte_numerazioni(elenchi: Sequence[bool]) -> str:
    """Un elenco per voce (vero = numerato), ciascuno con il suo conto da uno."""
    forme = "".join(
        f'<w:abstractNum w:abstractNumId="{int(ordinato)}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(_livello(n, ordinato) for n in range(LIVELLI))}</w:abstractNum>"
        for ordinato in (False, True)
    )
    da_uno = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(LIVELLI))
    scelte = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{int(ordinato)}"/>{da_uno if ordinato else ""}</w:num>'
        for n, ordinato in enumerate(elenchi, start=1)
    )
    return f"{_TESTA}<w:numbering {_W}>{forme}{scelte}</w:numbering>"


def _paragrafo(sigla: str, nome: str, formato: str = "", carattere: str = "", base: str = "Normal") -> str:
    proprieta = f"<w:pPr>{formato}</w:pPr>" if formato else ""
    testo = f"<w:rPr>{carattere}</w:rPr>" if carattere else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{sigla}"><w:name w:val="{nome}"/><w:basedOn w:val="{base}"/>'
        f"<w:qFormat/>{proprieta}{testo}</w:style>"
    )


def _titolo(n: int) -> str:
    corpo = {1: 36, 2: 30, 3: 26}.get(n, 24)
    formato = f'<w:keepNext/><w:spacing w:before="280" w:after="100"/><w:outlineLvl w:val="{n - 1}"/>'
    return _paragrafo(f"Heading{n}", f"heading {n}", formato, f'<w:b/><w:color w:val="17324D"/><w:sz w:val="{corpo}"/>')


def _continua(n: int) -> str:
    nome = "List Continue" if n == 1 else f"List Continue {n}"
    return _paragrafo(f"ListContinue{n}", nome, f'<w:ind w:left="{_RIENTRO * n}"/>')


_BORDI = "".join(
    f'<w:{lato} w:val="single" w:sz="4" w:space="0" w:color="8A9BAB"/>'
    for lato in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STILI = (
    f'{_TESTA}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="it-IT"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    + _paragrafo("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:color w:val="17324D"/><w:sz w:val="44"/>')
    + "".join(_titolo(n) for n in range(1, 7))
    + _paragrafo("ListParagraph", "List Paragraph", '<w:spacing w:after="60"/>')
    + "".join(_continua(n) for n in range(1, LIVELLI + 1))
    + _paragrafo("Quote", "Quote", '<w:ind w:left="567" w:right="567"/>', "<w:i/>")
    + _paragrafo("TableText", "Table Contents", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>')
    + _paragrafo("TableHeading", "Table Heading", "", "<w:b/>", "TableText")
    + _paragrafo(STILE_FIGURA, "Figura", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>')
    + _paragrafo(STILE_DIDASCALIA, "Didascalia figura", '<w:spacing w:after="120"/>', '<w:i/><w:sz w:val="20"/>')
    + _paragrafo(STILE_FONTE, "Fonte figura", '<w:spacing w:after="160"/>', '<w:sz w:val="18"/>')
    + _paragrafo("FootnoteText", "footnote text", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>', '<w:sz w:val="18"/>')
    + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr>'
    '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0066CC"/>'
    '<w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
    f'<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
    f"<w:tblBorders>{_BORDI}</w:tblBorders></w:tblPr></w:style></w:styles>"
)
