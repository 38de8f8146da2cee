"""Documenti di testo: ciò che si scrive si rilegge uguale; ciò che arriva da fuori si legge con prudenza."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.testo import pulisci_html
from ambito.nucleo.word import DocumentoNonLeggibile, leggi_documento, scrivi_docx
from ambito.nucleo.word import archivio as limiti
from ambito.nucleo.word.figlio import leggi

QUANDO = datetime(2025, 6, 10, 9, 0, tzinfo=UTC)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def scritto(html, titolo="3.1 Prova", scarto=1):
    return scrivi_docx(html, titolo=titolo, autore="Ufficio di Piano", creato=QUANDO, scarto_titoli=scarto)


def archivio(parti):
    uscita = io.BytesIO()
    with zipfile.ZipFile(uscita, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nome, testo in parti.items():
            zip_.writestr(nome, testo)
    return uscita.getvalue()


def docx(corpo, **altre):
    """Un docx minimo con quel corpo; `altre`: styles, numbering, rels."""
    nomi = {"styles": "word/styles.xml", "numbering": "word/numbering.xml", "rels": "word/_rels/document.xml.rels"}
    documento = f"<w:document {W} {R}><w:body>{corpo}</w:body></w:document>"
    return archivio({"word/document.xml": documento, **{nomi[n]: testo for n, testo in altre.items()}})


def odt(corpo, stili=""):
    spazi = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{s}:1.0"'
        for n, s in [("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
                     ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")]
    )  # fmt: skip
    testo = (
        f"<office:automatic-styles>{stili}</office:automatic-styles><office:body><office:text>{corpo}</office:text></office:body>"
    )
    radice = f'<office:document-content {spazi} xmlns:xlink="http://www.w3.org/1999/xlink">{testo}</office:document-content>'
    return archivio({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": radice})


# --- Andata e ritorno -------------------------------------------------------------------------------------------------------

PAROLE = st.text(st.sampled_from("abcè’&<>\"'€漢1 "), min_size=1, max_size=8).map(lambda t: " ".join(t.split())).filter(bool)
FORMATI = ["strong", "em", "s", "u", "sup"]


def _segnato(testo, formati, href):
    """Il testo con i suoi marcatori, dal più esterno nell’ordine dell’editor."""
    testo = testo.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if href:
        return f'<a href="https://x.it/{href}?a=1&amp;b=2">{testo}</a>'
    for nome in reversed([f for f in FORMATI if f in formati]):
        testo = f"<{nome}>{testo}</{nome}>"
    return testo


@st.composite
def righe(disegna):
    """Pezzi separati da parole semplici: così due pezzi vicini non hanno mai lo stesso formato."""
    pezzi = [disegna(PAROLE.map(lambda t: _segnato(t, (), "")))]
    for n in range(disegna(st.integers(0, 2))):
        formati, collega = disegna(st.sets(st.sampled_from(FORMATI), min_size=1)), disegna(st.booleans())
        pezzi.append(_segnato(disegna(PAROLE), formati, n + 1 if collega else 0))
        pezzi.append(disegna(PAROLE.map(lambda t: _segnato(t, (), ""))))
    return disegna(st.sampled_from([" ", "<br>"])).join(pezzi)


PARAGRAFI = righe().map(lambda t: f"<p>{t}</p>")
TITOLI = st.tuples(st.sampled_from(["h2", "h3", "h4"]), righe()).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>")
CITAZIONI = st.lists(PARAGRAFI, min_size=1, max_size=2).map(lambda p: f"<blockquote>{''.join(p)}</blockquote><p>Dopo.</p>")


def _elenco(voci):
    corpi = st.tuples(PARAGRAFI, st.lists(voci, max_size=2)).map(lambda v: f"<li>{v[0]}{''.join(v[1])}</li>")
    elenchi = st.tuples(st.sampled_from(["ul", "ol"]), st.lists(corpi, min_size=1, max_size=3))
    return elenchi.map(lambda e: f"<{e[0]}>{''.join(e[1])}</{e[0]}>")


ELENCHI = st.recursive(_elenco(PARAGRAFI), _elenco, max_leaves=4)


@st.composite
def tabelle(disegna):
    colonne, quante = disegna(st.integers(1, 3)), disegna(st.integers(1, 3))
    celle = st.one_of(st.just("<p></p>"), PARAGRAFI, _elenco(PARAGRAFI))
    righe_ = []
    for n in range(quante):
        nome = "th" if n == 0 and disegna(st.booleans()) else "td"
        righe_.append("".join(f"<{nome}>{disegna(celle)}</{nome}>" for _ in range(colonne)))
    if colonne > 1:
        righe_.append(f'<td colspan="{colonne}">{disegna(PARAGRAFI)}</td>')
        unita = f'<td rowspan="2">{disegna(PARAGRAFI)}</td>' + f"<td>{disegna(PARAGRAFI)}</td>" * (colonne - 1)
        righe_ += [unita, "<td><p>x</p></td>" * (colonne - 1)]
    return "<table><tbody>" + "".join(f"<tr>{r}</tr>" for r in righe_) + "</tbody></table>"


TESTI = st.lists(st.one_of(PARAGRAFI, TITOLI, CITAZIONI, ELENCHI, tabelle()), min_size=1, max_size=5).map("".join)


@settings(max_examples=150, deadline=None)
@given(TESTI)
def test_andata_e_ritorno(html):
    """Ogni testo nella forma dell’editor, esportato in docx e riletto, è lo stesso."""
    pulito = pulisci_html(html)
    riletto = leggi(scritto(pulito))
    assert pulisci_html(riletto["html"]) == pulito
    assert riletto["tralasciati"] == ["1 titolo del documento: la sezione ha già il suo"]


def test_gli_stessi_dati_danno_gli_stessi_byte_e_le_proprieta_sono_italiane():
    primo, secondo = scritto("<p>Uno.</p>"), scritto("<p>Uno.</p>")
    assert primo == secondo
    with zipfile.ZipFile(io.BytesIO(primo)) as zip_:
        assert "<dc:language>it-IT</dc:language>" in zip_.read("docProps/core.xml").decode()
        assert '<w:lang w:val="it-IT"/>' in zip_.read("word/styles.xml").decode()
        assert "2025-06-10T09:00:00Z" in zip_.read("docProps/core.xml").decode()


def test_i_caratteri_che_xml_vieta_spariscono():
    assert leggi(scritto("<p>a\x0bb\x00c</p>", titolo="t\x01"))["html"] == "<p>abc</p>"


# --- Documenti di Word --------------------------------------------------------------------------------------------------------


def test_titoli_per_nome_per_livello_e_per_stile_derivato():
    stili = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Titolo1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mio"><w:name w:val="Mio"/><w:basedOn w:val="Titolo1"/></w:style></w:styles>'
    )
    corpo = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{s}"/>{altro}</w:pPr><w:r><w:t>{s or "liv"}</w:t></w:r></w:p>'
        for s, altro in [("Titolo1", ""), ("Mio", ""), ("", '<w:outlineLvl w:val="4"/>'), ("Ignoto", "")]
    )
    assert leggi(docx(corpo, styles=stili))["html"] == "<h2>Titolo1</h2><h2>Mio</h2><h4>liv</h4><p>Ignoto</p>"


def test_un_collegamento_che_esegue_perde_l_indirizzo_e_lo_si_dice():
    righe_ = "".join(
        f'<Relationship Id="r{n}" Target="{t}" TargetMode="External"/>'
        for n, t in enumerate(["javascript:alert(1)", "https://x.it", "file:///etc/passwd", "mailto:a@x.it"])
    )
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{righe_}</Relationships>'
    corpo = "".join(f'<w:p><w:hyperlink r:id="r{n}"><w:r><w:t>L{n}</w:t></w:r></w:hyperlink></w:p>' for n in range(4))
    letto = leggi(docx(corpo, rels=rels))
    assert letto["html"] == '<p>L0</p><p><a href="https://x.it">L1</a></p><p>L2</p><p><a href="mailto:a@x.it">L3</a></p>'
    assert letto["tralasciati"] == ["2 collegamenti che non portano a una pagina web o a un indirizzo e-mail: ne resta il testo"]


def test_cio_che_non_passa_si_conta():
    corpo = (
        "<w:p><w:r><w:t>Testo</w:t><w:drawing/><w:footnoteReference/></w:r><w:del><w:r><w:delText>via</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> aggiunto</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>segreto</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="TOC 1"/></w:pPr><w:r><w:t>Capitolo 1</w:t></w:r></w:p>'
    )
    letto = leggi(docx(corpo))
    assert letto["html"] == "<p>Testo aggiunto</p>"
    assert letto["tralasciati"] == [
        "1 parte cancellata con le revisioni attive",
        "1 immagine, disegno o oggetto",
        "1 parte di testo nascosto",
        "1 nota a piè di pagina o di chiusura",
        "1 riga di sommario: l’indice lo fa il portale",
    ]


def test_il_codice_scritto_nel_documento_resta_testo():
    letto = leggi_documento(docx("<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p>"))
    assert letto.html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_una_tabella_dentro_una_cella_lascia_le_parole():
    dentro = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>dentro</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    letto = leggi(docx(f"<w:tbl><w:tr><w:tc>{dentro}<w:p/></w:tc></w:tr></w:tbl>"))
    assert letto["html"] == "<table><tbody><tr><td><p>dentro</p></td></tr></tbody></table>"
    assert letto["tralasciati"] == ["1 tabella dentro un’altra tabella: ne restano le parole"]


# --- Documenti di LibreOffice -----------------------------------------------------------------------------------------------


def test_un_odt_con_titoli_elenchi_formati_e_tabella():
    stili = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-style="italic"/></style:style>'
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
        '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    corpo = (
        '<text:h text:outline-level="2">Titolo</text:h><text:p>Uno <text:span text:style-name="T1">due</text:span>'
        '<text:s text:c="9"/>tre<text:line-break/>quattro</text:p><text:p text:style-name="P1">corsivo</text:p>'
        '<text:list text:style-name="L1"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p>'
        "</text:list-item></text:list></text:list-item></text:list>"
        '<text:p><text:a xlink:href="javascript:x()">no</text:a> <text:a xlink:href="https://x.it">sì</text:a><draw:frame/></text:p>'
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
        '</table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated="999999">'
        "<text:p>1</text:p></table:table-cell></table:table-row></table:table>"
    )
    letto = leggi(odt(corpo, stili))
    assert letto["html"] == (
        "<h3>Titolo</h3><p>Uno <strong>due</strong> tre<br>quattro</p><p><em>corsivo</em></p>"
        '<ol><li><p>a</p><ul><li><p>b</p></li></ul></li></ol><p>no <a href="https://x.it">sì</a></p>'
        "<table><tbody><tr><th><p>A</p></th></tr><tr><td><p>1</p></td></tr></tbody></table>"
    )
    assert len(letto["tralasciati"]) == 2


# --- Documenti ostili ---------------------------------------------------------------------------------------------------------

DTD = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p/></w:body></w:document>'


@pytest.mark.parametrize(
    ("byte", "frase"),
    [
        (b"", "Non è un documento"),
        (b"%PDF-1.7 ...", "È un PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1", "vecchio documento"),
        (b"PK\x03\x04 rovinato", "rovinato"),
        (archivio({"a.txt": "b"}), "docx"),
        (archivio({"word/document.xml": DTD}), "definizioni non ammesse"),
        (archivio({"word/document.xml": "<a><b></a>"}), "rovinato"),
        (archivio({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}), "macro"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "annidato"),
        (b"PK\x03\x04" + b"0" * (15 << 20), "15 MB"),
    ],
    ids=["vuoto", "pdf", "rtf", "doc", "zip rotto", "altro zip", "entità", "xml rotto", "macro", "annidato", "enorme"],
)
def test_un_documento_ostile_si_rifiuta_con_una_frase(byte, frase):
    with pytest.raises(DocumentoNonLeggibile, match=frase):
        leggi_documento(byte)


def test_una_bomba_di_zip_non_si_apre():
    with pytest.raises(DocumentoNonLeggibile, match="troppo grande da aperto"):
        leggi_documento(archivio({"word/document.xml": b"<a>" + b" " * (limiti.MASSIMO_PARTE + 1)}))


def test_un_documento_con_troppi_elementi_si_rifiuta():
    with pytest.raises(DocumentoNonLeggibile, match="troppo lungo"):
        leggi_documento(docx("<w:p/>" * (limiti.MASSIMI_ELEMENTI + 1)))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2000))
def test_byte_guasti_non_fanno_cadere_il_lettore(guasto, dove):
    """Un documento con dei byte cambiati si legge o si rifiuta: nessun’altra eccezione."""
    buono = scritto("<p>Testo</p><table><tbody><tr><td><p>x</p></td></tr></tbody></table>")
    dove %= len(buono)
    risposta = leggi(buono[:dove] + guasto + buono[dove + len(guasto) :])
    assert "rifiuto" in risposta or "html" in risposta
